import { z } from 'zod'
import { stageKinds } from '../core/playbook/playbook.ts'
import { operation } from './operation.ts'
import * as s from './shapes.ts'

/** Scheme and mapping are checked in full by the connector itself, which says what it expected. */
const config = z.strictObject({
  scheme: z.record(z.string(), z.unknown()),
  mapping: z.record(z.string(), z.unknown()),
})

export const ConnectionRow = z.object({
  id: z.string(),
  version: s.version,
  /** `by_hand` is our own, of deals that people type in. */
  kind: z.enum(['webhook', 'import', 'by_hand']),
  name: z.string(),
  status: z.enum(['active', 'paused', 'removed']),
  liveFrom: s.instant.nullable(),
  createdAt: s.instant,
  /** Where the other system sends its events. */
  url: z.string().nullable(),
  health: z.object({
    lastEventAt: s.instant.nullable(),
    pending: z.number(),
    parked: z.number(),
    lastDay: z.number(),
    /** The last delivery that was refused, while none was accepted since. */
    refusal: z
      .object({
        at: s.instant,
        code: z.string(),
        sentence: z.string(),
        /** Since the last accepted event; counting stops at 10,000. */
        count: z.number(),
      })
      .nullable(),
  }),
})

export const Connection = ConnectionRow.extend({
  config: config.nullable(),
  rotation: z.object({ previousUntil: s.instant }).nullable(),
  presets: z.array(z.object({ id: z.string(), title: z.string(), config })),
})

const outcome = z.enum(['pending', 'done', 'parked'])
export const DeliveryRow = z.object({
  id: z.string(),
  eventId: z.string(),
  receivedAt: s.instant,
  status: outcome,
  outcome: z.string().nullable(),
  attempts: z.number(),
  conflicts: z.number(),
  dealId: z.string().nullable(),
  sizeBytes: z.number(),
})

export const StageRow = z.object({
  pipeline: z.string(),
  externalId: z.string(),
  label: z.string(),
  kind: z.enum(stageKinds).nullable(),
  deals: z.number(),
})

export const connectionOperations = {
  'connection.list': operation({
    summary: 'List connections with their health.',
    permission: 'connection.view',
    input: z.strictObject({}),
    output: z.object({ items: z.array(ConnectionRow) }),
  }),
  'connection.show': operation({
    summary: 'Show one connection.',
    permission: 'connection.view',
    input: z.strictObject({ id: s.connectionId }),
    output: Connection,
  }),
  'connection.create': operation({
    summary: 'Make a webhook source; its secret is shown once.',
    permission: 'connection.manage',
    input: z.strictObject({
      name: s.name(),
      config: config.optional(),
      /** An import's connection, whose deals come by this webhook from now on. */
      continues: s.connectionId.optional(),
      liveFrom: s.givenInstant.optional(),
      secret: z.string().min(16).max(200).optional(),
    }),
    output: Connection.extend({ secret: z.string() }),
  }),
  'connection.update': operation({
    summary: 'Rename, pause, remap or remove a connection.',
    permission: 'connection.manage',
    input: z.strictObject({
      id: s.connectionId,
      version: s.version,
      name: s.name().optional(),
      status: z.enum(['active', 'paused', 'removed']).optional(),
      config: config.optional(),
      liveFrom: s.givenInstant.nullable().optional(),
    }),
    output: Connection,
  }),
  'connection.rotate_secret': operation({
    summary: 'Make a new secret; the old one is accepted for some hours more.',
    permission: 'connection.manage',
    input: z.strictObject({
      id: s.connectionId,
      version: s.version,
      overlapHours: z.number().int().min(0).max(168).optional(),
      secret: z.string().min(16).max(200).optional(),
    }),
    output: Connection.extend({ secret: z.string() }),
  }),
  'connection.try_mapping': operation({
    summary: 'Show what an example body would become, without storing anything.',
    permission: 'connection.manage',
    input: z.strictObject({ id: s.connectionId, body: z.string().max(200_000), config: config.optional() }),
    output: z.object({ deals: z.array(z.record(z.string(), z.unknown())), problems: z.array(z.string()) }),
  }),
  'connection.deliveries': operation({
    summary: 'List the events a connection received, newest first.',
    permission: 'connection.view',
    input: z.strictObject({
      id: s.connectionId,
      status: outcome.optional(),
      cursor: s.cursor,
      limit: s.limit,
    }),
    output: s.page(DeliveryRow),
  }),
  'connection.delivery': operation({
    summary: 'Show one event as it came.',
    permission: 'connection.view',
    input: z.strictObject({ id: s.connectionId, eventId: s.eventId }),
    output: DeliveryRow.extend({ body: z.string().nullable() }),
  }),
  'connection.replay': operation({
    summary: 'Handle events again: the ones named, or all that are parked.',
    permission: 'connection.manage',
    input: z.strictObject({ id: s.connectionId, eventIds: z.array(s.eventId).max(1_000).optional() }),
    output: z.object({ replayed: z.number() }),
  }),
  'stage.list': operation({
    summary: 'List the stages seen from a connection and what they mean.',
    permission: 'connection.view',
    input: z.strictObject({ id: s.connectionId }),
    output: z.object({ items: z.array(StageRow) }),
  }),
  'stage.map': operation({
    summary: 'Say what stages of a connection mean; parked events that waited for it are handled.',
    permission: 'connection.manage',
    input: z.strictObject({
      id: s.connectionId,
      stages: z
        .array(
          z.strictObject({
            pipeline: z.string().max(300),
            externalId: z.string().max(300),
            kind: z.enum(stageKinds),
            label: z.string().max(300).optional(),
          }),
        )
        .min(1)
        .max(200),
    }),
    output: z.object({ items: z.array(StageRow) }),
  }),
}

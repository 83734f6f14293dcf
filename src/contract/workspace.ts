import { z } from 'zod'
import { memberRoles } from '../core/handoff/vocabulary.ts'
import { operation } from './operation.ts'
import * as s from './shapes.ts'

export const keyScopes = ['read', 'write', 'admin'] as const

export const Workspace = z.object({
  id: z.string(),
  version: s.version,
  slug: z.string(),
  name: z.string(),
  currency: z.string(),
  zone: z.string(),
  locale: z.string(),
  gateMode: z.enum(['observe', 'block']),
  liveFrom: s.instant.nullable(),
  isDemo: z.boolean(),
  mailIsSetUp: z.boolean(),
})
export type Workspace = z.infer<typeof Workspace>

/** The person signed in, and all the frame of the app needs to draw itself. */
export const Session = z.object({
  sessionId: z.string().nullable(),
  member: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    roles: z.array(z.enum(memberRoles)),
    zone: z.string(),
    locale: z.string(),
  }),
  workspace: Workspace,
  /** Permissions held by role. */
  may: z.array(z.string()),
  unread: z.number(),
})
export type Session = z.infer<typeof Session>

const password = z
  .string()
  .min(12, 'expected at least 12 characters')
  .max(256)
  .refine((p) => p.isWellFormed() && !p.includes('\u0000'), 'contains characters that cannot be used')

export const sessionOperations = {
  'workspace.find': operation({
    summary: 'Say which workspace sign-in is for.',
    permission: 'public',
    handler: 'custom',
    input: z.strictObject({ workspace: z.string().max(60).optional() }),
    output: z.object({
      workspace: z.object({ slug: z.string(), name: z.string(), isDemo: z.boolean() }).nullable(),
      /** True where several exist and sign-in must ask for the name. */
      ask: z.boolean(),
      /** True on an empty database: the first admin claims it with the token printed at start. */
      claim: z.boolean(),
    }),
  }),
  'session.sign_in': operation({
    summary: 'Sign in with e-mail and password.',
    permission: 'public',
    handler: 'custom',
    input: z.strictObject({
      workspace: z.string().max(60).optional(),
      email: z.string().max(254),
      password: z.string().max(1_024),
    }),
    output: z.object({ ok: z.literal(true) }),
  }),
  'session.request_link': operation({
    summary: 'Send a one-time sign-in link by mail.',
    permission: 'public',
    handler: 'custom',
    input: z.strictObject({ workspace: z.string().max(60).optional(), email: z.string().max(254) }),
    output: z.object({ ok: z.literal(true) }),
  }),
  'session.redeem_link': operation({
    summary: 'Sign in with a one-time link, or accept an invitation and choose a password.',
    permission: 'public',
    handler: 'custom',
    input: z.strictObject({ token: z.string().max(200), password: password.optional() }),
    output: z.object({ ok: z.literal(true), purpose: z.enum(['sign_in', 'invite']) }),
  }),
  'session.claim_workspace': operation({
    summary: 'Make the first workspace and its admin with the token printed at start.',
    permission: 'public',
    handler: 'custom',
    input: z.strictObject({
      token: z.string().max(200),
      workspaceName: s.name(),
      slug: z.string().max(40).optional(),
      currency: s.currency.optional(),
      zone: z.string().max(64).optional(),
      name: s.name(),
      email: s.email,
      password,
    }),
    output: z.object({ ok: z.literal(true) }),
  }),
  'session.sign_out': operation({
    summary: 'Sign out of this device.',
    permission: 'session.own',
    handler: 'custom',
    input: z.strictObject({}),
    output: z.object({ ok: z.literal(true) }),
  }),
  'session.show': operation({
    summary: 'Show who is signed in.',
    permission: 'session.own',
    input: z.strictObject({}),
    output: Session,
  }),
  'session.list': operation({
    summary: 'List the devices one is signed in on.',
    permission: 'session.own',
    input: z.strictObject({}),
    output: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          device: z.string(),
          address: z.string(),
          createdAt: s.instant,
          seenAt: s.instant,
          expiresAt: s.instant,
          isCurrent: z.boolean(),
        }),
      ),
    }),
  }),
  'session.revoke': operation({
    summary: 'Sign a device out.',
    permission: 'session.own',
    input: z.strictObject({ id: s.sessionId }),
    output: z.object({ ok: z.literal(true) }),
  }),
  'session.set_password': operation({
    summary: 'Change one’s password; other devices are signed out.',
    permission: 'session.own',
    input: z.strictObject({ current: z.string().max(1_024).optional(), password }),
    output: z.object({ ok: z.literal(true) }),
  }),
}

const KeyRow = z.object({
  id: z.string(),
  version: s.version,
  name: z.string(),
  hint: z.string(),
  member: s.memberRef,
  scopes: z.array(z.enum(keyScopes)),
  createdAt: s.instant,
  expiresAt: s.instant,
  revokedAt: s.instant.nullable(),
  usedOn: s.day.nullable(),
})

export const workspaceOperations = {
  'workspace.show': operation({
    summary: 'Show the workspace.',
    permission: 'workspace.view',
    input: z.strictObject({}),
    output: Workspace,
  }),
  'workspace.update': operation({
    summary: 'Change the workspace’s name, currency, zone, language or gate mode.',
    permission: 'workspace.manage',
    input: z.strictObject({
      version: s.version,
      name: s.name().optional(),
      currency: s.currency.optional(),
      zone: s.name(64).optional(),
      locale: s.name(35).optional(),
      gateMode: z.enum(['observe', 'block']).optional(),
      liveFrom: s.givenInstant.nullable().optional(),
    }),
    output: Workspace,
  }),
  'workspace.setup': operation({
    summary: 'Show how far setting up has come.',
    permission: 'workspace.manage',
    input: z.strictObject({}),
    output: z.object({
      done: z.number(),
      steps: z.array(
        z.object({
          id: z.enum(['deals', 'stages', 'tiers', 'teams', 'people', 'calendars', 'test_deal']),
          title: z.string(),
          done: z.boolean(),
          detail: z.string(),
          path: z.string(),
        }),
      ),
      tiers: z.array(z.object({ id: z.string(), title: z.string(), when: z.string(), deals: z.number() })),
    }),
  }),
  'key.list': operation({
    summary: 'List API keys.',
    permission: 'key.manage',
    input: z.strictObject({}),
    output: z.object({ items: z.array(KeyRow) }),
  }),
  'key.create': operation({
    summary: 'Make an API key; it is shown once.',
    permission: 'key.manage',
    input: z.strictObject({
      name: s.name(),
      memberId: s.memberId.optional(),
      scopes: z.array(z.enum(keyScopes)).min(1).max(3),
      days: z.number().int().min(1).max(730),
    }),
    output: KeyRow.extend({ key: z.string() }),
  }),
  'key.revoke': operation({
    summary: 'Revoke an API key at once.',
    permission: 'key.manage',
    input: z.strictObject({ id: s.keyId }),
    output: KeyRow,
  }),
  'audit.list': operation({
    summary: 'List what was done in the workspace, newest first.',
    permission: 'audit.view',
    input: z.strictObject({ cursor: s.cursor, limit: s.limit }),
    output: s.page(
      z.object({
        id: z.string(),
        at: s.instant,
        action: z.string(),
        sentence: z.string(),
        actor: z.object({ kind: z.string(), name: z.string() }),
        reason: z.string().nullable(),
        changes: z.array(
          z.object({ field: z.string(), label: z.string(), before: z.unknown(), after: z.unknown() }),
        ),
        noun: z.string(),
        recordId: z.string(),
        /** What it was done to, as it is called now, and where it is shown. */
        record: z.object({ name: z.string(), path: z.string().nullable() }).nullable(),
      }),
    ),
  }),
  'audit.verify': operation({
    summary: 'Check that no audit entry was changed, added or taken away.',
    permission: 'audit.view',
    input: z.strictObject({}),
    output: z.object({
      entries: z.number(),
      seals: z.number(),
      unsealed: z.number(),
      broken: z.array(z.object({ seal: z.number(), what: z.string() })),
    }),
  }),
  'search.find': operation({
    summary: 'Find deals and handoffs by customer, deal, person or words of the brief.',
    permission: 'deal.view',
    input: z.strictObject({ q: s.text(200), limit: s.limit }),
    output: z.object({
      items: z.array(
        z.object({
          kind: z.enum(['handoff', 'deal', 'member']),
          id: z.string(),
          title: z.string(),
          subtitle: z.string(),
          path: z.string(),
        }),
      ),
    }),
  }),
  'change.stream': operation({
    summary: 'Follow changes as server-sent events: noun, id and version.',
    permission: 'workspace.view',
    handler: 'custom',
    input: z.strictObject({}),
    output: z.object({}),
  }),
}

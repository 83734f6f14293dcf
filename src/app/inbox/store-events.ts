import { sql } from 'kysely'
import { inOneTrip } from '../../db/one-trip.ts'
import { withTx } from '../../db/tx.ts'
import { leaseSeconds } from '../queue/claim.ts'
import type { Runtime } from '../runtime.ts'
import type { KnownConnection } from './known-connection.ts'
import type { NewEvent } from './new-event.ts'

/** How long an event of a paused connection rests before somebody looks whether it is still paused. */
export const pausedRestSeconds = 600

export type Storing = {
  workspaceId: string
  known: KnownConnection
  events: readonly NewEvent[]
  requestId: string
  /** Whether this process keeps the events to itself, for as long as a claim lasts. */
  leased: boolean
}

/**
 * Stores events, each once. Answers after the commit with the ids of those that are new; NULL where the connection
 * was changed since it was looked at, so that everything must be judged again.
 */
export async function storeEvents(
  runtime: Runtime,
  storing: Storing,
): Promise<{ stored: Set<string>; conflicts: string[] } | null> {
  const rows = await inOneTrip(runtime.hookPool, {
    workspaceId: storing.workspaceId,
    query: insertEvents(storing),
    clockOffsetMs: runtime.clockOffsetMs,
  })
  const stored = new Set(rows.map((row) => row.id))
  const rest = storing.events.filter((event) => !stored.has(event.id))
  if (rest.length === 0) return { stored, conflicts: [] }
  const conflicts = await noteRepeats(runtime, { ...storing, events: rest })
  return conflicts === null ? null : { stored, conflicts }
}

/** The version in the condition makes sure that the secret and the settings were those in force. */
function insertEvents({ workspaceId, known, events, requestId, leased }: Storing) {
  const rest = leased ? leaseSeconds : known.status === 'paused' ? pausedRestSeconds : 0
  const claims = leased ? 1 : 0
  return sql<{ id: string }>`
    INSERT INTO inbox (workspace_id, id, connection_id, event_id, body, body_hash, received_at, due_at, attempts, lease_epoch, request_id)
    SELECT c.workspace_id, e.id, c.id, e.event_id, e.body, e.body_hash, app_now(),
      app_now() + ${rest}::integer * interval '1 second', ${claims}::integer, ${claims}::bigint, ${requestId}
    FROM connection c, unnest(${events.map((e) => e.id)}::text[], ${events.map((e) => e.eventId)}::text[],
      ${events.map((e) => e.body)}::bytea[], ${events.map((e) => e.hash)}::bytea[]) AS e (id, event_id, body, body_hash)
    WHERE c.workspace_id = ${workspaceId} AND c.id = ${known.id} AND c.version = ${known.version}
    ON CONFLICT (workspace_id, connection_id, event_id) DO NOTHING
    RETURNING id`
}

/** Events that were there already; one that comes with another body is counted and has no effect. */
async function noteRepeats(
  runtime: Runtime,
  { workspaceId, known, events }: Storing,
): Promise<string[] | null> {
  return withTx(
    runtime.hookPool,
    workspaceId,
    async (tx) => {
      const mine = sql`unnest(${events.map((e) => e.eventId)}::text[], ${events.map((e) => e.hash)}::bytea[]) AS e (event_id, body_hash)`
      const [{ there }, conflicts] = await Promise.all([
        tx.one(sql<{ there: number }>`
          SELECT count(*)::integer AS there FROM ${mine} JOIN inbox i ON i.workspace_id = ${workspaceId}
            AND i.connection_id = ${known.id} AND i.event_id = e.event_id`),
        tx.many(sql<{ event_id: string }>`
          UPDATE inbox i SET conflicts = i.conflicts + 1 FROM ${mine}
          WHERE i.workspace_id = ${workspaceId} AND i.connection_id = ${known.id} AND i.event_id = e.event_id
            AND i.body_hash <> e.body_hash
          RETURNING i.event_id`),
      ])
      return there === events.length ? conflicts.map((row) => row.event_id) : null
    },
    { clockOffsetMs: runtime.clockOffsetMs },
  )
}

import { type RawBuilder, sql } from 'kysely'
import type { SourceItem } from '../../connectors/kit/deal-source.ts'
import type { Instant } from '../../core/lib/instant.ts'
import { inOneTrip } from '../../db/one-trip.ts'
import type { Tx } from '../../db/tx.ts'
import { type Due, leaseSeconds } from '../queue/claim.ts'
import type { Runtime } from '../runtime.ts'

/** An event that belongs to this worker until its claim runs out. */
export type ClaimedEvent = {
  workspaceId: string
  id: string
  connectionId: string
  /** The connection's version when the event was claimed: older settings must not handle it. */
  connectionVersion: number
  eventId: string
  /** NULL once it was cleared away. */
  body: Buffer | null
  /** What it says, where that was read already. */
  items: SourceItem[] | null
  attempts: number
  epoch: number
  requestId: string
  /** NULL where this process has just received it. */
  receivedAt: Instant | null
}

/** Tries of one event before somebody must look at it; those that end the process count as well. */
export const mostTries = 6

type Row = {
  connection_id: string
  connection_version: number
  event_id: string
  body: Buffer | null
  attempts: number
  lease_epoch: number
  request_id: string | null
  received_at: Instant
}

/** Takes an event over; NULL when another worker has it. Counted before it is tried, so that one that kills the process is counted too. */
export async function claimEvent(runtime: Runtime, { workspaceId, id }: Due): Promise<ClaimedEvent | null> {
  const query = sql<Row>`
    UPDATE inbox SET due_at = app_now() + ${leaseSeconds}::integer * interval '1 second', attempts = attempts + 1, lease_epoch = lease_epoch + 1
    WHERE workspace_id = ${workspaceId} AND id = ${id} AND status = 'pending' AND due_at <= app_now()
    RETURNING connection_id, (SELECT c.version FROM connection c
      WHERE c.workspace_id = inbox.workspace_id AND c.id = inbox.connection_id) AS connection_version, event_id, body, attempts, lease_epoch, request_id, received_at`
  const { pool, clockOffsetMs } = runtime
  const [row] = await inOneTrip(pool, { workspaceId, query, clockOffsetMs, isClaim: true })
  if (!row) return null
  return {
    workspaceId,
    id,
    connectionId: row.connection_id,
    connectionVersion: row.connection_version,
    eventId: row.event_id,
    body: row.body,
    items: null,
    attempts: row.attempts,
    epoch: row.lease_epoch,
    requestId: row.request_id ?? id,
    receivedAt: row.received_at,
  }
}

/** Another worker took the event over in the meantime: nothing this one does may stand. */
export class ClaimLost extends Error {
  constructor() {
    super('another worker took this event over')
    this.name = 'ClaimLost'
  }
}

/** Ends an event in the transaction of its effect, or undoes the effect where the claim was lost. */
export async function finishEvent(
  tx: Tx,
  event: ClaimedEvent,
  done: { outcome: string; dealId: string | null },
): Promise<void> {
  await touch(
    tx,
    event,
    sql`status = 'done', ended_at = ${tx.now}, outcome = ${done.outcome}, deal_id = ${done.dealId}, waits_for = NULL`,
  )
}

/** Sets an event aside, where somebody sees it and what is to be done. */
export async function parkEvent(
  tx: Tx,
  event: ClaimedEvent,
  parked: { outcome: string; waitsFor: string | null },
): Promise<void> {
  await touch(
    tx,
    event,
    sql`status = 'parked', ended_at = ${tx.now}, outcome = ${parked.outcome}, waits_for = ${parked.waitsFor}`,
  )
}

/** Puts an event back for a later time. */
export async function postponeEvent(
  tx: Tx,
  event: ClaimedEvent,
  later: { until: Instant; outcome: string; attempts: number },
): Promise<void> {
  await touch(
    tx,
    event,
    sql`due_at = ${later.until}::timestamptz, outcome = ${later.outcome}, attempts = ${later.attempts}`,
  )
}

async function touch(tx: Tx, event: ClaimedEvent, change: RawBuilder<unknown>): Promise<void> {
  const touched = await tx.run(sql`UPDATE inbox SET ${change}
    WHERE workspace_id = ${tx.workspaceId} AND id = ${event.id} AND lease_epoch = ${event.epoch} AND status = 'pending'`)
  if (touched !== 1) throw new ClaimLost()
}

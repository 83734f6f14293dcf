import { type RawBuilder, sql } from 'kysely'
import { newId } from '../../db/new-id.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'

/** How long each thing is kept. What waits for somebody is kept until somebody came. */
export const keptFor = {
  eventBodyDays: 30,
  eventDays: 90,
  endedJobDays: 30,
  idempotencyKeyDays: 7,
  attemptDays: 1,
  expiredSessionDays: 30,
  expiredLinkDays: 30,
  refusalDays: 30,
  changeMinutes: 10,
} as const

const mostAtOnce = 5_000
const dayMs = 86_400_000

/** Takes away what is past its time, a batch of each kind; `more` says that another batch is worth while. */
export async function pruneWorkspace(
  _ctx: Ctx,
  tx: OperationTx,
): Promise<{ pruned: Record<string, number>; more: boolean }> {
  const before = (ms: number): string => new Date(Date.parse(tx.now) - ms).toISOString()
  const days = (n: number): string => before(n * dayMs)
  const k = keptFor
  const pruned = {
    eventBodies: await tx.run(clearBodies(tx, days(k.eventBodyDays))),
    events: await pruneEvents(tx, days(k.eventDays)),
    jobs: await tx.run(
      prune(
        tx,
        'outbox',
        sql`status = 'done' AND ended_at IS NOT NULL AND ended_at < ${days(k.endedJobDays)}`,
      ),
    ),
    idempotencyKeys: await tx.run(
      prune(tx, 'idempotency_key', sql`created_at < ${days(k.idempotencyKeyDays)}`),
    ),
    attempts: await tx.run(prune(tx, 'sign_in_attempt', sql`window_at < ${days(k.attemptDays)}`)),
    sessions: await tx.run(prune(tx, 'session', sql`expires_at < ${days(k.expiredSessionDays)}`)),
    links: await tx.run(prune(tx, 'sign_in_link', sql`expires_at < ${days(k.expiredLinkDays)}`)),
    // Long before the events that outdate them.
    refusals: await tx.run(prune(tx, 'connection_refusal', sql`refused_at < ${days(k.refusalDays)}`)),
    // Ids begin with their time, and unlike the time they have an index of this workspace alone.
    changes: await tx.run(prune(tx, 'change', sql`id < ${idAt(before(k.changeMinutes * 60_000))}`)),
  }
  return { pruned, more: Object.values(pruned).some((n) => n >= mostAtOnce) }
}

type Prunable =
  | 'outbox'
  | 'idempotency_key'
  | 'sign_in_attempt'
  | 'session'
  | 'sign_in_link'
  | 'connection_refusal'
  | 'change'

/** Rows that somebody holds just now are left for the next time. */
function prune(tx: OperationTx, table: Prunable, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  const name = sql.table(table)
  return sql`DELETE FROM ${name} WHERE workspace_id = ${tx.workspaceId} AND ctid = ANY (ARRAY(
    SELECT ctid FROM ${name} WHERE workspace_id = ${tx.workspaceId} AND ${condition} LIMIT ${mostAtOnce} FOR UPDATE SKIP LOCKED))`
}

/** The bytes of handled events; what came of them stays to be seen for longer. */
function clearBodies(tx: OperationTx, before: string): RawBuilder<unknown> {
  return sql`UPDATE inbox SET body = NULL WHERE workspace_id = ${tx.workspaceId} AND ctid = ANY (ARRAY(
    SELECT ctid FROM inbox WHERE workspace_id = ${tx.workspaceId} AND status = 'done' AND body IS NOT NULL AND ended_at < ${before}
    LIMIT ${mostAtOnce} FOR UPDATE SKIP LOCKED))`
}

/** One connection at a time: that is the order in which the list of deliveries is indexed. */
async function pruneEvents(tx: OperationTx, before: string): Promise<number> {
  const connections = await tx.many(
    sql<{ id: string }>`SELECT id FROM connection WHERE workspace_id = ${tx.workspaceId} ORDER BY id`,
  )
  let pruned = 0
  for (const { id } of connections) {
    pruned += await tx.run(sql`DELETE FROM inbox WHERE workspace_id = ${tx.workspaceId} AND ctid = ANY (ARRAY(
      SELECT ctid FROM inbox WHERE workspace_id = ${tx.workspaceId} AND connection_id = ${id} AND status = 'done'
        AND received_at < ${before} LIMIT ${Math.max(0, mostAtOnce - pruned)} FOR UPDATE SKIP LOCKED))`)
  }
  return pruned
}

function idAt(instant: string): string {
  return newId('chg', Date.parse(instant)).slice(0, 'chg_'.length + 10)
}

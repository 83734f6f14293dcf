import { sql } from 'kysely'
import type pg from 'pg'
import type { Instant } from '../../core/lib/instant.ts'
import { inOneTrip } from '../../db/one-trip.ts'
import type { Tx } from '../../db/tx.ts'
import type { Runtime } from '../runtime.ts'

/** Something of a workspace whose time has come. */
export type Due = { workspaceId: string; id: string }

export const queues = ['outbox', 'inbox', 'timer'] as const
export type QueueName = (typeof queues)[number]

/** How long a claimed row belongs to its worker before another may take it. */
export const leaseSeconds = 30

/**
 * Which rows are due, oldest first, at most `perWorkspace` of one workspace, so that a busy one cannot
 * starve the others. Asked as the timer login, which sees ids and due times of all workspaces and nothing else.
 */
export async function findDue(
  pool: pg.Pool,
  queue: QueueName,
  limits: { most: number; offsetMs: number },
): Promise<Due[]> {
  const open = queue === 'timer' ? 'done_at IS NULL' : `status = 'pending'`
  const { rows } = await pool.query<{ workspace_id: string; id: string }>({
    name: `find-due-${queue}`,
    text: `SELECT workspace_id, id FROM ${queue}
      WHERE ${open} AND due_at <= app_now() + $2::bigint * interval '1 millisecond' ORDER BY due_at, workspace_id, id LIMIT $1`,
    values: [limits.most, limits.offsetMs],
  })
  return fairly(rows.map((r) => ({ workspaceId: r.workspace_id, id: r.id })))
}

/** Takes turns between workspaces, keeping the order within each. */
export function fairly(due: readonly Due[]): Due[] {
  const lines = [...Map.groupBy(due, (d) => d.workspaceId).values()]
  const turns: Due[] = []
  for (let i = 0; turns.length < due.length; i++) {
    for (const line of lines) {
      const next = line[i]
      if (next) turns.push(next)
    }
  }
  return turns
}

export type ClaimedJob = {
  id: string
  job: string
  payload: unknown
  attempts: number
  epoch: number
  requestId: string | null
  aroseAt: Instant
}

/** Takes a job for `leaseSeconds`; NULL when somebody else was faster. Counted before it runs, so that one that kills the process is counted too. */
export async function claimJob(runtime: Runtime, { workspaceId, id }: Due): Promise<ClaimedJob | null> {
  const query = sql<{
    id: string
    job: string
    payload: unknown
    attempts: number
    lease_epoch: number
    request_id: string | null
    arose_at: Instant
  }>`
    UPDATE outbox SET due_at = app_now() + ${leaseSeconds}::integer * interval '1 second', attempts = attempts + 1, lease_epoch = lease_epoch + 1
    WHERE workspace_id = ${workspaceId} AND id = ${id} AND status = 'pending' AND due_at <= app_now()
    RETURNING id, job, payload, attempts, lease_epoch, request_id, coalesce(arose_at, created_at) AS arose_at`
  const { pool, clockOffsetMs } = runtime
  const [row] = await inOneTrip(pool, { workspaceId, query, clockOffsetMs, isClaim: true })
  return row
    ? {
        id: row.id,
        job: row.job,
        payload: row.payload,
        attempts: row.attempts,
        epoch: row.lease_epoch,
        requestId: row.request_id,
        aroseAt: row.arose_at,
      }
    : null
}

/** Keeps a long job's claim; false when it was lost and the worker must stop. */
export async function renewJob(tx: Tx, job: ClaimedJob): Promise<boolean> {
  return (
    (await touch(tx, job, sql`due_at = ${tx.now}::timestamptz + ${leaseSeconds} * interval '1 second'`)) === 1
  )
}

/** Ends a job in the transaction of its effect: a worker whose claim was taken over changes nothing. */
export async function finishJob(tx: Tx, job: ClaimedJob): Promise<boolean> {
  return (await touch(tx, job, sql`status = 'done', ended_at = ${tx.now}, error = NULL`)) === 1
}

/** Ends one run of a job that is due again and again, with its effect. */
export async function recurJob(tx: Tx, job: ClaimedJob, seconds: number): Promise<boolean> {
  const change = sql`due_at = ${tx.now}::timestamptz + ${seconds}::integer * interval '1 second', attempts = 0, error = NULL`
  return (await touch(tx, job, change)) === 1
}

/** Puts a failed job back for later, or parks it where somebody will see it. */
export async function failJob(
  tx: Tx,
  job: ClaimedJob,
  outcome: { error: string; again: Instant | null },
): Promise<void> {
  await touch(
    tx,
    job,
    outcome.again === null
      ? sql`status = 'parked', ended_at = ${tx.now}, error = ${outcome.error}`
      : sql`due_at = ${outcome.again}::timestamptz, error = ${outcome.error}`,
  )
}

async function touch(tx: Tx, job: ClaimedJob, change: ReturnType<typeof sql>): Promise<number> {
  return tx.run(sql`UPDATE outbox SET ${change}
    WHERE workspace_id = ${tx.workspaceId} AND id = ${job.id} AND lease_epoch = ${job.epoch} AND status = 'pending'`)
}

/** Seconds to wait before each further try: quick at first, then patient for about two days, as partners' outages need. */
const waits = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400]

/** When a job that failed this often is tried again; NULL means it is parked. */
export function nextTry(now: Instant, attempts: number, mostTries: number): Instant | null {
  if (attempts >= mostTries) return null
  const seconds = waits[Math.min(attempts, waits.length) - 1] ?? 86_400
  return new Date(Date.parse(now) + seconds * 1_000).toISOString()
}

import { sql } from 'kysely'
import { notFound, refused } from '../errors.ts'
import type { Verb } from '../verbs.ts'

/** Runs a parked job again. */
export const retryJob: Verb<'job.retry'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const row = await tx.maybe(sql<{ job: string; status: string }>`
      SELECT job, status FROM outbox WHERE workspace_id = ${tx.workspaceId} AND id = ${input.id} FOR UPDATE`)
    if (!row) throw notFound('job')
    if (row.status !== 'parked')
      throw refused('job_not_parked', 'This job does not wait for anybody; it is running, due or done.')
    await tx.run(sql`
      UPDATE outbox SET status = 'pending', due_at = ${tx.now}, attempts = 0, lease_epoch = lease_epoch + 1, ended_at = NULL
      WHERE workspace_id = ${tx.workspaceId} AND id = ${input.id} AND status = 'parked'`)
    tx.record('job.retry', { noun: 'job', id: input.id, after: { job: row.job } })
    return { ok: true as const }
  })

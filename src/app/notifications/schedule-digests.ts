import { sql } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'

/**
 * Sees to it that each member has one digest on its way, at the latest by the time given. The members are locked in
 * the order of their ids, so that two who tell the same people things never wait for each other in a circle.
 */
export async function scheduleDigests(
  ctx: Ctx,
  tx: OperationTx,
  digests: ReadonlyMap<string, Instant>,
): Promise<void> {
  if (digests.size === 0) return
  const rows = [...digests]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([memberId, dueAt]) => ({ id: ctx.newId('tmr'), member_id: memberId, due_at: dueAt }))
  await tx.run(sql`
    INSERT INTO timer (workspace_id, id, kind, member_id, due_at)
    SELECT ${tx.workspaceId}, r.id, 'digest', r.member_id, r.due_at FROM jsonb_populate_recordset(NULL::timer, ${JSON.stringify(rows)}::jsonb) AS r
    ON CONFLICT (workspace_id, member_id) WHERE done_at IS NULL AND kind = 'digest'
    DO UPDATE SET due_at = least(timer.due_at, excluded.due_at)`)
}

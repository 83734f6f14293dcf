import type { Checked, Output } from '../../contract/operations.ts'
import { qb } from '../../db/query.ts'
import { actingMemberId, type Ctx } from '../context.ts'
import { notFound } from '../errors.ts'

/** Signs one of one's own devices out, within a second and everywhere. */
export async function revokeSession(
  ctx: Ctx,
  input: Checked<'session.revoke'>,
): Promise<Output<'session.revoke'>> {
  const memberId = actingMemberId(ctx.actor) ?? ''
  return ctx.inTransaction(async (tx) => {
    const before = await tx.maybe(
      qb
        .selectFrom('session')
        .select('revoked_at')
        .where('workspace_id', '=', tx.workspaceId)
        .where('id', '=', input.id)
        .where('member_id', '=', memberId),
    )
    if (!before) throw notFound('session')
    if (before.revoked_at !== null) return { ok: true }
    await tx.run(
      qb
        .updateTable('session')
        .set({ revoked_at: tx.now })
        .where('workspace_id', '=', tx.workspaceId)
        .where('id', '=', input.id)
        .where('revoked_at', 'is', null),
    )
    tx.record('session.revoke', { noun: 'session', id: input.id, after: { revokedAt: tx.now } })
    return { ok: true }
  })
}

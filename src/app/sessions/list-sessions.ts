import type { Output } from '../../contract/operations.ts'
import { qb } from '../../db/query.ts'
import { actingMemberId, type Ctx } from '../context.ts'

/** The devices one is signed in on, the latest first. */
export async function listSessions(ctx: Ctx): Promise<Output<'session.list'>> {
  const memberId = actingMemberId(ctx.actor) ?? ''
  const currentId = ctx.actor.kind === 'member' ? ctx.actor.sessionId : null
  return ctx.readOnly(async (tx) => {
    const rows = await tx.many(
      qb
        .selectFrom('session')
        .select(['id', 'device', 'address', 'created_at', 'seen_at', 'expires_at'])
        .where('workspace_id', '=', tx.workspaceId)
        .where('member_id', '=', memberId)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', tx.now)
        .orderBy('created_at', 'desc')
        .limit(200),
    )
    const items = rows.map((row) => ({
      id: row.id,
      device: row.device,
      address: row.address,
      createdAt: row.created_at,
      seenAt: row.seen_at,
      expiresAt: row.expires_at,
      isCurrent: row.id === currentId,
    }))
    return { items }
  })
}

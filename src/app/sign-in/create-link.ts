import { newToken } from '../../connectors/kit/tokens.ts'
import { qb } from '../../db/query.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'

export const linkPurposes = ['sign_in', 'invite'] as const
export type LinkPurpose = (typeof linkPurposes)[number]

const lifeMinutes: Record<LinkPurpose, number> = { sign_in: 10, invite: 7 * 24 * 60 }
/** One page for both; it tells them apart by how the token begins. */
const page = '/sign-in/link'

/**
 * Makes a one-time link for a member. The token stands after `#`, which browsers never send: opening the link,
 * however often and by whatever scanner, uses nothing up; only the button on the page does.
 */
export async function createLink(
  tx: OperationTx,
  ctx: Ctx,
  { memberId, purpose }: { memberId: string; purpose: LinkPurpose },
): Promise<{ url: string; expiresAt: string }> {
  const { token, hash } = newToken(purpose === 'invite' ? 'invitation' : 'sign_in_link', tx.workspaceId)
  const expiresAt = new Date(Date.parse(tx.now) + lifeMinutes[purpose] * 60_000).toISOString()
  await tx.run(
    qb.insertInto('sign_in_link').values({
      workspace_id: tx.workspaceId,
      id: ctx.newId('lnk'),
      token_hash: hash,
      purpose,
      member_id: memberId,
      created_at: tx.now,
      expires_at: expiresAt,
      used_at: null,
    }),
  )
  return { url: `${ctx.connectors.publicUrl}${page}#${token}`, expiresAt }
}

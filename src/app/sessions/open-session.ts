import { newToken } from '../../connectors/kit/tokens.ts'
import { qb } from '../../db/query.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'

/** The device somebody signs in on, as its requests describe it. */
export type Device = { name: string; address: string }

/** How long a device stays signed in. */
export const sessionDays = 30

/** Signs a member in on a device. Every sign-in makes a session of its own; the token leaves only now. */
export async function openSession(
  tx: OperationTx,
  ctx: Ctx,
  { memberId, device }: { memberId: string; device: Device },
): Promise<{ token: string; expiresAt: string }> {
  const { token, hash } = newToken('session', tx.workspaceId)
  const id = ctx.newId('ses')
  const expiresAt = new Date(Date.parse(tx.now) + sessionDays * 86_400_000).toISOString()
  const shown = { device: device.name.slice(0, 200), address: device.address.slice(0, 64) }
  await tx.run(
    qb.insertInto('session').values({
      workspace_id: tx.workspaceId,
      id,
      token_hash: hash,
      member_id: memberId,
      ...shown,
      created_at: tx.now,
      seen_at: tx.now,
      expires_at: expiresAt,
      revoked_at: null,
    }),
  )
  tx.record('session.open', { noun: 'session', id, after: { memberId, ...shown, expiresAt } })
  return { token, expiresAt }
}

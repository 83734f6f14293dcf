import { newToken } from '../../connectors/kit/tokens.ts'
import type { Checked, Output } from '../../contract/operations.ts'
import { qb } from '../../db/query.ts'
import type { Tx } from '../../db/tx.ts'
import { actingMemberId, type Ctx } from '../context.ts'
import { forbidden, notFound, refused } from '../errors.ts'
import { findKeys } from './key-view.ts'

/** Makes a key that acts as a member. The key itself is in this one answer and nowhere else. */
export async function createKey(ctx: Ctx, input: Checked<'key.create'>): Promise<Output<'key.create'>> {
  const createdBy = actingMemberId(ctx.actor)
  if (!createdBy) throw forbidden('A key is made by a person.')
  const memberId = input.memberId ?? createdBy
  return ctx.inTransaction(async (tx) => {
    await refuseWhoIsNotActive(tx, memberId)
    const id = ctx.newId('key')
    const { token, hash, hint } = newToken('api_key', tx.workspaceId)
    const expiresAt = new Date(Date.parse(tx.now) + input.days * 86_400_000).toISOString()
    const shown = { name: input.name, member_id: memberId, scopes: [...new Set(input.scopes)] }
    await tx.run(
      qb.insertInto('api_key').values({
        ...shown,
        workspace_id: tx.workspaceId,
        id,
        token_hash: hash,
        hint,
        created_at: tx.now,
        created_by: createdBy,
        expires_at: expiresAt,
        revoked_at: null,
        used_on: null,
      }),
    )
    tx.record('key.create', { noun: 'key', id, after: { ...shown, expiresAt }, version: 1 })
    const [row] = await findKeys(tx, id)
    if (!row) throw new Error('the key just made is not there')
    return { ...row, key: token }
  })
}

async function refuseWhoIsNotActive(tx: Tx, memberId: string): Promise<void> {
  const member = await tx.maybe(
    qb
      .selectFrom('member')
      .select('status')
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', memberId),
  )
  if (!member) throw notFound('member')
  if (member.status !== 'active') {
    throw refused('member_not_active', 'A key acts as its member, who has not joined yet or is suspended.')
  }
}

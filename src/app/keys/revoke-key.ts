import { sql } from 'kysely'
import type { Checked, Output } from '../../contract/operations.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { findKeys } from './key-view.ts'

/** Ends a key within a second, everywhere. Revoking twice is as good as once. */
export async function revokeKey(ctx: Ctx, input: Checked<'key.revoke'>): Promise<Output<'key.revoke'>> {
  return ctx.inTransaction(async (tx) => {
    const row = await tx.maybe(sql<{
      version: number
    }>`UPDATE api_key SET revoked_at = ${tx.now}, version = version + 1
      WHERE workspace_id = ${tx.workspaceId} AND id = ${input.id} AND revoked_at IS NULL RETURNING version`)
    if (row) {
      const after = { revokedAt: tx.now }
      tx.record('key.revoke', { noun: 'key', id: input.id, after, version: row.version })
    }
    const [key] = await findKeys(tx, input.id)
    if (!key) throw notFound('key')
    return key
  })
}

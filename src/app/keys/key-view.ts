import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Output } from '../../contract/operations.ts'
import { keyScopes } from '../../contract/workspace.ts'
import type { ApiKeyTable } from '../../db/schema/api-key.ts'
import type { Tx } from '../../db/tx.ts'

export type KeyView = Output<'key.list'>['items'][number]
type KeyRow = Selectable<ApiKeyTable> & { member_name: string }

/** The workspace's keys, newest first; one when its id is given. */
export async function findKeys(tx: Tx, id?: string): Promise<KeyView[]> {
  const rows = await tx.many(sql<KeyRow>`
    SELECT k.*, m.name AS member_name FROM api_key k
      JOIN member m ON m.workspace_id = k.workspace_id AND m.id = k.member_id
    WHERE k.workspace_id = ${tx.workspaceId} AND (${id ?? null}::text IS NULL OR k.id = ${id ?? null})
    ORDER BY k.id DESC LIMIT 1000`)
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    name: row.name,
    hint: row.hint,
    member: { id: row.member_id, name: row.member_name },
    scopes: keyScopes.filter((scope) => row.scopes.includes(scope)),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    usedOn: row.used_on,
  }))
}

import { sql } from 'kysely'
import type { Tx } from '../../db/tx.ts'

/** Links still lying in mailboxes open nothing any more. */
export async function endLinks(tx: Tx, memberIds: readonly string[]): Promise<void> {
  await tx.run(sql`UPDATE sign_in_link SET used_at = ${tx.now}
    WHERE workspace_id = ${tx.workspaceId} AND member_id = ANY (${[...memberIds]}) AND used_at IS NULL`)
}

/** Ends everything a member could come in by: devices, keys, links. */
export async function endAccess(tx: Tx, memberId: string): Promise<{ sessions: number; keys: number }> {
  const [sessions, keys] = await Promise.all([
    tx.run(sql`UPDATE session SET revoked_at = ${tx.now}
      WHERE workspace_id = ${tx.workspaceId} AND member_id = ${memberId} AND revoked_at IS NULL`),
    tx.run(sql`UPDATE api_key SET revoked_at = ${tx.now}, version = version + 1
      WHERE workspace_id = ${tx.workspaceId} AND member_id = ${memberId} AND revoked_at IS NULL`),
    endLinks(tx, [memberId]),
  ])
  return { sessions, keys }
}

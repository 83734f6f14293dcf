import { sql } from 'kysely'
import { withTx } from '../../db/tx.ts'
import type { Runtime } from '../runtime.ts'

/** Which of these sessions and keys of a workspace may still be used: asked for open streams, all in one read. */
export async function findLive(
  runtime: Runtime,
  workspaceId: string,
  ids: { sessions: readonly string[]; keys: readonly string[] },
): Promise<ReadonlySet<string>> {
  const rows = await withTx(
    runtime.pool,
    workspaceId,
    (tx) =>
      tx.many(sql<{ id: string }>`
        SELECT c.id FROM (
          SELECT id, member_id, workspace_id FROM session
          WHERE workspace_id = ${tx.workspaceId} AND id = ANY (${ids.sessions}) AND revoked_at IS NULL AND expires_at > ${tx.now}::timestamptz
          UNION ALL
          SELECT id, member_id, workspace_id FROM api_key
          WHERE workspace_id = ${tx.workspaceId} AND id = ANY (${ids.keys}) AND revoked_at IS NULL AND expires_at > ${tx.now}::timestamptz
        ) AS c
          JOIN member m ON m.workspace_id = c.workspace_id AND m.id = c.member_id AND m.status = 'active'
          JOIN workspace w ON w.id = c.workspace_id AND w.suspended_at IS NULL`),
    { clockOffsetMs: runtime.clockOffsetMs },
  )
  return new Set(rows.map((row) => row.id))
}

import { sql } from 'kysely'
import type { Output } from '../../contract/operations.ts'
import type { Tx } from '../../db/tx.ts'

export type VersionView = Output<'playbook.versions'>['items'][number]
type Row = {
  id: string
  number: number
  title: string
  status: string
  effective_from: string
  created_by: string | null
  author: string | null
}

/** Versions of the playbook, newest first: all, the one of a number, or the one in force. */
export async function findVersions(
  tx: Tx,
  which: { number: number } | 'effective' | 'all' = 'all',
): Promise<VersionView[]> {
  const wanted =
    which === 'all'
      ? sql``
      : which === 'effective'
        ? sql`AND v.status = 'effective'`
        : sql`AND v.number = ${which.number}`
  const rows = await tx.many(sql<Row>`
    SELECT v.id, v.number, v.title, v.status, v.effective_from, v.created_by, m.name AS author
    FROM playbook_version v LEFT JOIN member m ON m.workspace_id = v.workspace_id AND m.id = v.created_by
    WHERE v.workspace_id = ${tx.workspaceId} ${wanted} ORDER BY v.number DESC LIMIT 1000`)
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    status: row.status === 'effective' ? 'effective' : 'superseded',
    effectiveFrom: row.effective_from,
    createdBy: row.created_by === null ? null : { id: row.created_by, name: row.author ?? 'Somebody' },
  }))
}

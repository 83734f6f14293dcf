import { sql } from 'kysely'
import type { Tx } from '../../db/tx.ts'

export type NamedRecord = { name: string; path: string | null }

/** What the records of audit entries are called and where they are shown, by the id that the entries carry. */
export async function nameRecords(
  tx: Tx,
  entries: readonly { record_id: string }[],
): Promise<(recordId: string) => NamedRecord | null> {
  // An answer is kept as its deal and its requirement.
  const idOf = (recordId: string): string => recordId.split('/', 1)[0] ?? ''
  const ids = [...new Set(entries.map((entry) => idOf(entry.record_id)))]
  const rows = ids.length === 0 ? [] : await tx.many(namesQuery(tx, ids))
  const names = new Map(rows.map(({ id, name, path }) => [id, { name, path }]))
  return (recordId) => names.get(idOf(recordId)) ?? null
}

function namesQuery(tx: Tx, ids: readonly string[]) {
  const own = tx.workspaceId
  const among = sql`ANY (${ids}::text[])`
  return sql<NamedRecord & { id: string }>`
    SELECT id, name, '/deals/' || id AS path FROM deal WHERE workspace_id = ${own} AND id = ${among}
    UNION ALL SELECT h.id, d.name, '/handoffs/' || h.id FROM handoff h
      JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id WHERE h.workspace_id = ${own} AND h.id = ${among}
    UNION ALL SELECT e.id, d.name, '/handoffs/' || h.id FROM escalation e
      JOIN handoff h ON h.workspace_id = e.workspace_id AND h.id = e.handoff_id
      JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id WHERE e.workspace_id = ${own} AND e.id = ${among}
    UNION ALL SELECT id, name, NULL FROM account WHERE workspace_id = ${own} AND id = ${among}
    UNION ALL SELECT id, name, '/people?member=' || id FROM member WHERE workspace_id = ${own} AND id = ${among}
    UNION ALL SELECT id, name, '/people?tab=teams' FROM team WHERE workspace_id = ${own} AND id = ${among}
    UNION ALL SELECT id, title, '/settings/calendars' FROM calendar WHERE workspace_id = ${own} AND id = ${among}
    UNION ALL SELECT id, name, '/connections/' || id FROM connection WHERE workspace_id = ${own} AND id = ${among}`
}

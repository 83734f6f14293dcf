import { sql } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import type { Tx } from '../../db/tx.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { loadDirectory } from '../people/directory.ts'
import type { Verb } from '../verbs.ts'
import { type Described, describeAction } from './describe-action.ts'
import { nameRecords } from './name-records.ts'

type Row = Described & {
  id: string
  at: Instant
  payload: { changes: Record<string, [unknown, unknown]>; reason: string | null } | null
}

/** What was done in the workspace, newest first, in sentences. */
export const listAudit: Verb<'audit.list'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const question = { list: 'audit.list', ...input }
    const from = readCursor(ctx, question, input.cursor)
    const limit = input.limit ?? 50
    const rows = await findEntries(tx, { before: from?.[0] ?? null, limit: limit + 1 })
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    const directory = await loadDirectory(tx)
    const recordOf = await nameRecords(tx, items)
    return {
      items: items.map((row) => {
        const told = describeAction(row, { directory, playbook: null, payload: row.payload })
        const { id, at, action, noun, record_id: recordId, payload } = row
        const record = recordOf(recordId)
        return { id, at, action, ...told, reason: payload?.reason ?? null, noun, recordId, record }
      }),
      next: rows.length > limit && last ? writeCursor(ctx, question, [last.id]) : null,
    }
  })

/** By id, which begins with the time: the primary key serves this list whatever is sealed. */
async function findEntries(
  tx: Tx,
  { before, limit }: { before: string | number | null; limit: number },
): Promise<Row[]> {
  const beyond = before === null ? sql`` : sql`AND a.id < ${String(before)}`
  return tx.many(sql<Row>`
    SELECT a.id, a.at, a.action, a.actor_kind, a.actor_id, a.noun, a.record_id, p.payload
    FROM audit a LEFT JOIN audit_payload p ON p.workspace_id = a.workspace_id AND p.audit_id = a.id
    WHERE a.workspace_id = ${tx.workspaceId} ${beyond} ORDER BY a.id DESC LIMIT ${limit}`)
}

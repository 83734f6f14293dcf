import { sql } from 'kysely'
import type { Tx } from '../../db/tx.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import type { Verb } from '../verbs.ts'
import { findImport } from './import-row.ts'
import type { Cells } from './reading/raw-row.ts'

export type KeptProblem = {
  number: number
  file: string
  row: number
  column: string | null
  code: string
  reason: string
  cells: Cells
}

/** Rows that were set aside, in the order they were met. */
export async function problemsAfter(
  tx: Tx,
  from: { importId: string; after: number; limit: number; file?: string },
): Promise<KeptProblem[]> {
  const ofFile = from.file === undefined ? sql`` : sql`AND file = ${from.file}`
  return tx.many(sql<KeptProblem>`
    SELECT number, file, row_number AS row, column_name AS column, code, reason, cells FROM import_problem
    WHERE workspace_id = ${tx.workspaceId} AND import_id = ${from.importId} AND number > ${from.after} ${ofFile} ORDER BY number LIMIT ${from.limit}`)
}

/** How many rows of which file were set aside. */
export async function problemsByFile(tx: Tx, importId: string): Promise<{ file: string; rows: number }[]> {
  return tx.many(sql<{ file: string; rows: number }>`
    SELECT file, count(*)::bigint AS rows FROM import_problem WHERE workspace_id = ${tx.workspaceId} AND import_id = ${importId} GROUP BY file ORDER BY file LIMIT 100`)
}

export const listProblems: Verb<'import.problems'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    await findImport(tx, input.id)
    const limit = input.limit ?? 50
    const [after] = readCursor(ctx, input, input.cursor) ?? []
    const rows = await problemsAfter(tx, { importId: input.id, after: Number(after ?? 0), limit: limit + 1 })
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return { items, next: rows.length > limit && last ? writeCursor(ctx, input, [last.number]) : null }
  })

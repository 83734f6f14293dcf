import { type RawBuilder, sql } from 'kysely'
import { insertMany, type JsonRow } from '../../../db/insert-many.ts'
import type { Database } from '../../../db/schema/database.ts'
import { canonicalJson, type OperationTx } from '../../operation-tx.ts'

type Versioned = 'account' | 'contact' | 'deal' | 'member' | 'product'
type Known = { id: string; version: number }

/** Inserts rows, and changes others that still have the version they were read with, each in one statement. */
export async function writeRows<T extends Versioned>(
  tx: OperationTx,
  table: T,
  rows: {
    added: readonly JsonRow<T>[]
    changed: readonly (JsonRow<T> & Known)[]
    columns: readonly (keyof JsonRow<T> & string)[]
  },
): Promise<void> {
  const { added, changed, columns } = rows
  if (added.length > 0) await tx.run(insertMany(table, added))
  if (changed.length === 0) return
  const touched = await tx.run(updateMany(table, { changed, columns }))
  if (touched !== changed.length)
    throw new Error(
      `${changed.length - touched} of ${changed.length} rows of ${table} were changed meanwhile`,
    )
}

function updateMany(
  table: keyof Database,
  { changed, columns }: { changed: readonly Known[]; columns: readonly string[] },
): RawBuilder<unknown> {
  const sets = sql.join(columns.map((c) => sql`${sql.ref(c)} = r.${sql.ref(c)}`))
  return sql`UPDATE ${sql.table(table)} AS t SET ${sets}, version = t.version + 1
    FROM jsonb_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(changed)}::jsonb) AS r
    WHERE t.workspace_id = r.workspace_id AND t.id = r.id AND t.version = r.version`
}

/** Whether two rows differ in any of the columns. */
export function differs<R extends object>(before: R, after: R, columns: readonly (keyof R)[]): boolean {
  return columns.some((c) => {
    const [was, is] = [before[c] ?? null, after[c] ?? null]
    return (
      was !== is &&
      (typeof was !== 'object' || typeof is !== 'object' || canonicalJson(was) !== canonicalJson(is))
    )
  })
}

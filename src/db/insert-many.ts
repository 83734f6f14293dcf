import { type Insertable, type RawBuilder, sql } from 'kysely'
import type { Database } from './schema/database.ts'

/** A row on its way through JSON: bytes travel as `\\x` and hexadecimal digits. */
export type JsonRow<T extends keyof Database> = {
  [K in keyof Insertable<Database[T]>]: AsText<Insertable<Database[T]>[K]>
}

type AsText<V> = Buffer extends V ? string | Exclude<V, Buffer> : V

/** Bytes as a bytea column reads them out of JSON. */
export function byteaText(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString('hex')}`
}

/**
 * One insert statement for any number of rows of a table: the rows travel as one JSON parameter, so the
 * statement's text, and with it the server's plan, is the same for one row and for a thousand.
 * Columns absent from the first row take their default.
 */
export function insertMany<T extends keyof Database>(
  table: T,
  rows: readonly JsonRow<T>[],
  conflict: 'fail' | 'skip' = 'fail',
): RawBuilder<unknown> {
  const columns = Object.keys(rows[0] ?? {}).map((c) => sql.ref(c))
  const list = sql.join(columns)
  const skip = conflict === 'skip' ? sql`ON CONFLICT DO NOTHING` : sql``
  return sql`INSERT INTO ${sql.table(table)} (${list}) SELECT ${list} FROM jsonb_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb) ${skip}`
}

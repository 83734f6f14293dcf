import { createHash } from 'node:crypto'
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely'
import type { Database } from './schema/database.ts'

/** Builds queries and checks their types; it cannot run them. Only a `Tx` can, inside a workspace. */
export const qb = new Kysely<Database>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

export type Query<R> = { compile(): CompiledQuery<R> } | RawBuilder<R>

export function compileQuery<R>(query: Query<R>): CompiledQuery<R> {
  return 'isRawBuilder' in query ? query.compile(qb) : query.compile()
}

const names = new Map<string, string>()

/** A name for a statement, so that the server plans it once per connection. */
export function statementName(text: string): string {
  let name = names.get(text)
  if (!name) {
    name = createHash('sha256').update(text).digest('hex').slice(0, 24)
    // Lists build a bounded number of statements; past this something builds text from data, which must not fill memory.
    if (names.size > 5_000) names.clear()
    names.set(text, name)
  }
  return name
}

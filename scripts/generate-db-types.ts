// Writes src/db/schema/<table>.ts from a migrated database: node scripts/generate-db-types.ts postgres://…
import { mkdirSync, writeFileSync } from 'node:fs'
import pg from 'pg'

const typeOf: Record<string, string> = {
  text: 'string',
  int4: 'number',
  int8: 'number',
  bool: 'boolean',
  timestamptz: 'Instant',
  date: 'Day',
  jsonb: 'Json',
  bytea: 'Buffer',
  _text: 'string[]',
}

type Column = {
  table: string
  column: string
  type: string
  nullable: boolean
  hasDefault: boolean
  kind: string
}

export async function readColumns(url: string): Promise<Column[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Column>(`
    SELECT c.relname AS table, a.attname AS column, t.typname AS type, NOT a.attnotnull AS nullable,
      a.atthasdef AS "hasDefault", coalesce(col_description(c.oid, a.attnum), '') AS kind
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_type t ON t.oid = a.atttypid
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> 'migration'
    ORDER BY c.relname COLLATE "C", a.attnum`)
  await client.end()
  return rows
}

export function pascal(table: string): string {
  return table.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())
}

/** One file per table, as text; `database.ts` lists them for the query builder. */
export function schemaFiles(columns: readonly Column[]): Map<string, string> {
  const byTable = Map.groupBy(columns, (c) => c.table)
  const files = new Map<string, string>()
  for (const [table, of] of byTable) files.set(`${table.replaceAll('_', '-')}.ts`, tableFile(table, of))
  const names = [...byTable.keys()]
  const imports = names.map((t) => `import type { ${pascal(t)}Table } from './${t.replaceAll('_', '-')}.ts'`)
  files.set(
    'database.ts',
    `${header}${imports.sort().join('\n')}\n\nexport type Database = {\n${names.map((t) => `  ${t}: ${pascal(t)}Table`).join('\n')}\n}\n`,
  )
  return files
}

const header = '// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.\n'

function tableFile(table: string, columns: readonly Column[]): string {
  const lines = columns.map((c) => {
    const base = typeOf[c.type] ?? 'unknown'
    const plain = c.nullable ? `${base} | null` : base
    return `  ${c.column}: ${c.hasDefault ? `Generated<${plain}>` : plain}`
  })
  const body = lines.join('\n')
  const imports = []
  if (/Generated</.test(body)) imports.push(`import type { Generated } from 'kysely'`)
  const lib = ['Day', 'Instant'].filter((t) => new RegExp(`\\b${t}\\b`).test(body))
  if (lib.length > 0) imports.push(`import type { ${lib.join(', ')} } from '../../core/lib/instant.ts'`)
  if (/\bJson\b/.test(body)) imports.push(`import type { Json } from '../json.ts'`)
  return `${header}${imports.join('\n')}${imports.length > 0 ? '\n\n' : ''}export type ${pascal(table)}Table = {\n${body}\n}\n`
}

if (import.meta.main) {
  const url = process.argv[2]
  if (!url) throw new Error('usage: node scripts/generate-db-types.ts postgres://… (a migrated database)')
  mkdirSync('src/db/schema', { recursive: true })
  for (const [name, text] of schemaFiles(await readColumns(url))) writeFileSync(`src/db/schema/${name}`, text)
}

// Writes src/db/schema/<table>.ts from a migrated database: node scripts/generate-db-types.ts postgres://…
// Without an address, a throw-away database is started and migrated for it.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { startEmbedded } from '../src/db/embedded/start-embedded.ts'
import { migrate } from '../src/db/migrate.ts'

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
  const client = new Client({ connectionString: url })
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

function pascal(table: string): string {
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
  if (body.includes('Generated<')) imports.push(`import type { Generated } from 'kysely'`)
  const lib = ['Day', 'Instant'].filter((t) => columns.some((c) => typeOf[c.type] === t))
  if (lib.length > 0) imports.push(`import type { ${lib.join(', ')} } from '../../core/lib/instant.ts'`)
  if (columns.some((c) => typeOf[c.type] === 'Json')) imports.push(`import type { Json } from '../json.ts'`)
  return `${header}${imports.join('\n')}${imports.length > 0 ? '\n\n' : ''}export type ${pascal(table)}Table = {\n${body}\n}\n`
}

/** The files as the formatter leaves them, which is how they are kept. */
export async function formatted(files: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  // Inside the checkout, because the formatter's settings apply there and nowhere else.
  const directory = mkdtempSync(join(import.meta.dirname, '../src/db/.schema-'))
  try {
    for (const [name, text] of files) writeFileSync(join(directory, name), text)
    const biome = join(import.meta.dirname, '../node_modules/.bin/biome')
    execFileSync(biome, ['check', '--write', '--log-level=error', directory], { stdio: 'inherit' })
    return new Map(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')]))
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function migratedOnes(): Promise<Column[]> {
  const log = { info: () => undefined, warn: console.warn, error: console.error }
  const dataDir = mkdtempSync('/tmp/throughline-types-')
  // Root's server runs as nobody, who must be able to walk in.
  chmodSync(dataDir, 0o711)
  const server = await startEmbedded({ dataDir, log, durable: false })
  try {
    await migrate({ ownerUrl: server.ownerUrl, log })
    return await readColumns(server.ownerUrl)
  } finally {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  const url = process.argv[2]
  const columns = url ? await readColumns(url) : await migratedOnes()
  const directory = join(import.meta.dirname, '../src/db/schema')
  const files = await formatted(schemaFiles(columns))
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory, { recursive: true })
  for (const [name, text] of files) writeFileSync(join(directory, name), text)
  console.log(`src/db/schema written: ${files.size - 1} tables`)
}

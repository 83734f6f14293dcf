import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseRoles } from './roles.ts'

export type MigrationFile = {
  id: number
  name: string
  sql: string
  checksum: string
  /** The oldest code, named by its last migration, that works on a schema with this migration. */
  minCode: number
}

export const MIGRATIONS_DIRECTORY = join(import.meta.dirname, 'migrations')

const FILE_NAME = /^(\d{4})-([a-z0-9-]+)\.sql$/
const MIN_CODE = /^-- min-code: (\d+)\s*$/m

/**
 * The migrations of this code, in order: `NNNN-what-it-does.sql`. `-- min-code: NNNN` in a file names the oldest
 * code that still works after it; without it, that is the code just before (expand, then contract).
 */
export function readMigrations(directory: string = MIGRATIONS_DIRECTORY): MigrationFile[] {
  const names = readdirSync(directory).filter((name) => name.endsWith('.sql'))
  const files = names.sort().map((name) => readMigration(directory, name))
  for (const [index, file] of files.entries()) {
    if (file.id !== index + 1) {
      throw new Error(
        `Migration ${file.name} should have the number ${index + 1}: they count up from 0001 without gaps.`,
      )
    }
  }
  return files
}

function readMigration(directory: string, fileName: string): MigrationFile {
  const match = FILE_NAME.exec(fileName)
  if (match === null) throw new Error(`${fileName} is no migration name: expected NNNN-what-it-does.sql`)
  const sql = readFileSync(join(directory, fileName), 'utf8').replaceAll('\r\n', '\n')
  const id = Number(match[1])
  const minCode = Number(MIN_CODE.exec(sql)?.[1] ?? Math.max(id - 1, 1))
  return { id, name: match[2] ?? '', sql, checksum: createHash('sha256').update(sql).digest('hex'), minCode }
}

/** `:owner`, `:app` and `:timer` stand for the names of the roles (not `::text`, nor inside a word). */
export function withRoles(sql: string, roles: DatabaseRoles): string {
  return sql.replaceAll(/(?<![:\w]):(owner|app|timer)\b/g, (_, role: keyof DatabaseRoles) => roles[role])
}

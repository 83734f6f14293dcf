import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, DatabaseError } from 'pg'
import type { DbLog } from './db-log.ts'
import { MIGRATIONS_DIRECTORY, type MigrationFile, readMigrations, withRoles } from './migration-files.ts'
import { type DatabaseRoles, DEFAULT_ROLES } from './roles.ts'
import { withClient } from './with-client.ts'

export type MigrateOptions = {
  ownerUrl: string
  log: DbLog
  roles?: DatabaseRoles
  directory?: string
}

type AppliedMigration = { id: number; name: string; checksum: string; min_code: number }

/** Held by whoever changes the schema or puts a backup into it. */
export const MIGRATE_LOCK_KEY = 7_410_017
const UNDEFINED_TABLE = '42P01'
const LOCK_NOT_AVAILABLE = '55P03'
/** A migration that waits for a lock makes everyone behind it wait: it steps back and tries again. */
const LOCK_TIMEOUT = '1500ms'
const LOCK_ATTEMPTS = 40

/** Brings the schema up to this code and returns how many migrations that took. Two at once: one waits. */
export async function migrate(options: MigrateOptions): Promise<number> {
  const roles = options.roles ?? DEFAULT_ROLES
  const files = readMigrations(options.directory ?? MIGRATIONS_DIRECTORY)
  return withOwner(options.ownerUrl, async (client) => {
    if (pendingOrThrow(files, await findApplied(client)).length === 0) return 0
    await createMigrationTable(client, roles)
    let count = 0
    for (const file of files) {
      const startedAt = performance.now()
      const applied = await applyPatiently(client, { files, file, sql: withRoles(file.sql, roles) })
      if (!applied) continue
      count++
      const tookMs = Math.round(performance.now() - startedAt)
      options.log.info({ migration: file.name, id: file.id, tookMs }, 'Migration applied')
    }
    return count
  })
}

/** Throws unless the schema is one that this code may run on. Any login may ask. */
export async function checkSchema(url: string, directory: string = MIGRATIONS_DIRECTORY): Promise<void> {
  const files = readMigrations(directory)
  const pending = await withOwner(url, async (client) => pendingOrThrow(files, await findApplied(client)))
  if (pending.length === 0) return
  throw new Error(
    `The database lacks ${pending.length} migrations. Run ./throughline db migrate with DATABASE_OWNER_URL set.`,
  )
}

function withOwner<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  return withClient(url, 'throughline migrate', work)
}

async function findApplied(client: Client): Promise<AppliedMigration[]> {
  try {
    const { rows } = await client.query<AppliedMigration>(
      'select id, name, checksum, min_code from migration order by id',
    )
    return rows
  } catch (error) {
    if (codeOf(error) === UNDEFINED_TABLE) return []
    throw error
  }
}

/** The files still to apply; throws when database and code do not fit together. */
export function pendingOrThrow(files: MigrationFile[], applied: AppliedMigration[]): MigrationFile[] {
  const last = files.length
  for (const row of applied) {
    const file = files[row.id - 1]
    if (file === undefined && row.min_code > last) {
      throw new Error(
        `The database is newer (migration ${row.id} "${row.name}") than this code (${last}) can work with. ` +
          'Start the newer version of Throughline, or restore a backup made by this one.',
      )
    }
    if (file !== undefined && file.checksum !== row.checksum) {
      throw new Error(
        `Migration ${row.id} "${row.name}" was changed after it had been applied to this database. ` +
          'Put the file back as it was and write a new migration instead.',
      )
    }
  }
  const ids = new Set(applied.map((row) => row.id))
  return files.filter((file) => !ids.has(file.id))
}

async function createMigrationTable(client: Client, roles: DatabaseRoles): Promise<void> {
  await inLockedTransaction(client, async () => {
    await client.query(`create table if not exists migration (
      id integer primary key,
      name text not null,
      checksum text not null,
      min_code integer not null,
      applied_at timestamptz(3) not null default clock_timestamp()
    )`)
    await client.query(`grant select on migration to ${roles.app}, ${roles.timer}`)
  })
}

type Step = { files: MigrationFile[]; file: MigrationFile; sql: string }

async function applyPatiently(client: Client, step: Step): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inLockedTransaction(client, () => apply(client, step))
    } catch (error) {
      if (codeOf(error) !== LOCK_NOT_AVAILABLE || attempt === LOCK_ATTEMPTS) throw placed(error, step)
      await sleep(100 + Math.random() * 400)
    }
  }
}

async function apply(client: Client, { files, file, sql }: Step): Promise<boolean> {
  // Another process may have applied it while this one waited for the lock.
  if (!pendingOrThrow(files, await findApplied(client)).includes(file)) return false
  await client.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`)
  await client.query(sql)
  await client.query('insert into migration (id, name, checksum, min_code) values ($1, $2, $3, $4)', [
    file.id,
    file.name,
    file.checksum,
    file.minCode,
  ])
  return true
}

async function inLockedTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    // A process that waits here for another one's migration is not in anybody's way: no time limit.
    await client.query('set local lock_timeout = 0; set local statement_timeout = 0')
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATE_LOCK_KEY])
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

function placed(error: unknown, { file, sql }: Step): Error {
  const position = error instanceof DatabaseError ? Number(error.position) : Number.NaN
  const line = Number.isFinite(position) ? ` in line ${sql.slice(0, position).split('\n').length}` : ''
  const reason = error instanceof Error ? error.message : String(error)
  return new Error(`Migration ${file.id} "${file.name}" failed${line} and left nothing behind: ${reason}`, {
    cause: error,
  })
}

function codeOf(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined
}

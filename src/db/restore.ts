import { once } from 'node:events'
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { Client, DatabaseError } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { BackupProgress, BackupResult } from './backup.ts'
import {
  type BackupHeader,
  BackupRefused,
  type Frame,
  parseEnd,
  parseHeader,
  parseRowCount,
  parseTableHeader,
  readFrames,
} from './backup-format.ts'
import { type BackupTable, columnList, emptyTables, findBackupTables, quoted } from './backup-tables.ts'
import { MIGRATE_LOCK_KEY } from './migrate.ts'

export type RestoreOptions = {
  ownerUrl: string
  file: string
  /** Empties the tables first, in the same transaction; without it the database must be empty. */
  replace?: boolean
  /** The master key in use; a backup made under another one is refused. */
  keyId?: string
  onProgress?: (progress: BackupProgress) => void
}

/** The logins of servers and workers, by what they may do; the names are the installation's own. */
const CONNECTED = `select usename as login, count(*)::int as connections
  from pg_stat_activity join pg_roles on pg_roles.oid = usesysid
  where datname = current_database() and usename <> current_user and not rolsuper
    and to_regclass('public.timer') is not null and has_any_column_privilege(usesysid, to_regclass('public.timer'), 'select')
  group by usename order by usename`
const GONE_WITHIN_MS = 2_000
const LOCK_NOT_AVAILABLE = '55P03'

/** What a backup holds, after reading all of it; throws `BackupRefused` when it is not whole and unchanged. */
export async function inspectBackup(file: string): Promise<BackupResult & { header: BackupHeader }> {
  let header: BackupHeader | undefined
  let tables: Record<string, number> = {}
  for await (const { kind, payload } of framesOf(file)) {
    if (header === undefined) header = parseHeader(kind === 'H' ? payload : Buffer.alloc(0))
    if (kind === 'Z') tables = parseEnd(payload).tables
  }
  if (header === undefined) throw new BackupRefused(`${file} is no backup of Throughline.`)
  return { header, tables, rows: Object.values(tables).reduce((sum, rows) => sum + rows, 0) }
}

/**
 * Puts a backup into a migrated database: all of it or nothing. What may have been mailed since is mailed by nobody but
 * by hand.
 */
export async function restore(options: RestoreOptions): Promise<BackupResult> {
  const { header, tables, rows } = await inspectBackup(options.file)
  if (header.keyId !== undefined && options.keyId !== undefined && header.keyId !== options.keyId) {
    throw new BackupRefused(
      `The backup was made under the master key ${header.keyId}, this installation has ${options.keyId}: ` +
        'its sealed secrets could not be opened. Put that key back first.',
    )
  }
  const client = new Client({ connectionString: options.ownerUrl, application_name: 'throughline restore' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await refuseRunning(client)
    await client.query('begin')
    await restoreInside(client, header, options)
    await client.query('commit')
    await client.query('analyze')
    return { tables, rows }
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw explained(error)
  } finally {
    await client.end()
  }
}

async function restoreInside(client: Client, header: BackupHeader, options: RestoreOptions): Promise<void> {
  await client.query(`set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;
    set local lock_timeout = '2s'; set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'`)
  await client.query('select pg_advisory_xact_lock($1)', [MIGRATE_LOCK_KEY])
  await refuseOtherSchema(client, header)
  const tables = await findBackupTables(client)
  if (tables.length === 0)
    throw new BackupRefused('The database has no tables yet: run ./throughline db migrate first.')
  const names = tables.map((table) => quoted(table.name)).join(', ')
  await client.query(`lock table ${names} in access exclusive mode`)
  if (options.replace === true) await emptyTables(client, tables)
  else await refuseRows(client, tables)
  const forced = await findForced(client)
  // COPY into a table with row-level security is refused, and guards of changes would refuse finished records.
  for (const name of forced) await client.query(`alter table ${quoted(name)} no force row level security`)
  for (const table of tables) await client.query(`alter table ${quoted(table.name)} disable trigger user`)
  await client.query('set constraints all deferred')
  await load(client, tables, options)
  await client.query('set constraints all immediate')
  for (const table of tables) await client.query(`alter table ${quoted(table.name)} enable trigger user`)
  for (const name of forced) await client.query(`alter table ${quoted(name)} force row level security`)
  await client.query(readFileSync(join(import.meta.dirname, 'after-restore.sql'), 'utf8'))
}

async function load(client: Client, tables: BackupTable[], options: RestoreOptions): Promise<void> {
  const frames = framesOf(options.file)
  for await (const { kind, payload } of frames) {
    if (kind === 'T')
      await loadTable(client, tableOrThrow(tables, payload), { frames, onProgress: options.onProgress })
  }
}

function tableOrThrow(tables: BackupTable[], payload: Buffer): BackupTable {
  const { table: name, columns } = parseTableHeader(payload)
  const table = tables.find((candidate) => candidate.name === name)
  if (table !== undefined && table.columns.toSorted().join() === columns.toSorted().join())
    return { name, columns }
  throw new BackupRefused(`The backup has a table "${name}" that this database does not have in this form.`)
}

type Load = { frames: AsyncGenerator<Frame>; onProgress: RestoreOptions['onProgress'] }

async function loadTable(client: Client, table: BackupTable, { frames, onProgress }: Load): Promise<void> {
  const rows = client.query(copyFrom(`copy ${quoted(table.name)} (${columnList(table)}) from stdin`))
  const done = finished(rows)
  // Awaited at the end; until then a failure shows itself as a stream that takes no more.
  done.catch(() => undefined)
  let bytes = 0
  for (;;) {
    const { value: frame } = await frames.next()
    if (frame?.kind === 'E') {
      rows.end()
      await done
      if (rows.rowCount !== parseRowCount(frame.payload)) {
        throw new BackupRefused(
          `The table "${table.name}" took ${rows.rowCount} rows of ${frame.payload.toString()}.`,
        )
      }
      onProgress?.({ table: table.name, bytes, rows: rows.rowCount })
      return
    }
    if (frame?.kind !== 'D') throw new BackupRefused(`The rows of the table "${table.name}" have no end.`)
    bytes += frame.payload.length
    if (!rows.write(frame.payload)) await Promise.race([once(rows, 'drain'), done])
  }
}

async function* framesOf(file: string): AsyncGenerator<Frame> {
  if (statSync(file).size === 0) throw new BackupRefused(`${file} is empty.`)
  const source = createReadStream(file)
  const unzipped = createGunzip()
  source.on('error', (error) => unzipped.destroy(error))
  try {
    yield* readFrames(source.pipe(unzipped))
  } catch (error) {
    throw zlibExplained(error)
  } finally {
    source.destroy()
    unzipped.destroy()
  }
}

function zlibExplained(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'Z_BUF_ERROR') return new BackupRefused('The backup is cut short.', { cause: error })
  if (code === 'Z_DATA_ERROR') {
    return new BackupRefused('The file is damaged, or no backup of Throughline at all.', { cause: error })
  }
  return error
}

type Connected = { login: string; connections: number }

/** A server that runs, also an idle one, goes on with what it remembers of the rows that were there before. */
async function refuseRunning(client: Client): Promise<void> {
  const giveUpAt = performance.now() + GONE_WITHIN_MS
  for (;;) {
    const { rows } = await client.query<Connected>(CONNECTED)
    if (rows.length === 0) return
    // Connections of one that was stopped just now take a moment to go.
    if (performance.now() < giveUpAt) {
      await sleep(50)
      continue
    }
    const who = rows.map(({ login, connections }) => `${connections} as ${login}`).join(', ')
    throw new BackupRefused(
      `Throughline is connected to this database (${who}): stop it before restoring, and a pooler in front of the ` +
        'database as well. Nothing was changed.',
    )
  }
}

async function refuseOtherSchema(client: Client, header: BackupHeader): Promise<void> {
  const { rows } = await client.query<{ id: number; name: string; checksum: string }>(
    'select id, name, checksum from migration order by id',
  )
  const [here, there] = [rows, header.migrations].map((list) =>
    list.map((row) => `${row.id} ${row.checksum}`).join(),
  )
  if (here === there) return
  const last = (list: { id: number; name: string }[]) => {
    const migration = list.at(-1)
    return migration === undefined ? 'no migration' : `migration ${migration.id} "${migration.name}"`
  }
  throw new BackupRefused(
    `The backup is of another version: its schema ends with ${last(header.migrations)}, this database's with ` +
      `${last(rows)}. Restore it with the version that made it, then update.`,
  )
}

async function refuseRows(client: Client, tables: BackupTable[]): Promise<void> {
  for (const table of tables) {
    const { rowCount } = await client.query(`select from ${quoted(table.name)} limit 1`)
    if (rowCount === 0) continue
    throw new BackupRefused(
      `The database is not empty ("${table.name}" has rows). Use a new one, or --replace.`,
    )
  }
}

async function findForced(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity`,
  )
  return rows.map((row) => row.name)
}

function explained(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error
  if (error.code === LOCK_NOT_AVAILABLE) {
    return new BackupRefused('Others are using the database: stop Throughline before restoring.', {
      cause: error,
    })
  }
  const place = error.where ?? error.detail
  return new BackupRefused(
    `The database refused the backup and nothing was changed: ${error.message}${place ? ` (${place})` : ''}`,
    { cause: error },
  )
}

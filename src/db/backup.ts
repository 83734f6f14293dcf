import { createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { BACKUP_FORMAT, type BackupHeader, FrameWriter } from './backup-format.ts'
import { type BackupTable, columnList, findBackupTables, quoted, refuseHiddenRows } from './backup-tables.ts'

/** What has gone by so far. */
export type BackupProgress = { table: string; bytes: number; rows: number }

export type BackupOptions = {
  ownerUrl: string
  target: { file: string } | { stream: Writable }
  /** Names the master key that seals secrets; restore refuses another one. */
  keyId?: string
  onProgress?: (progress: BackupProgress) => void
}

export type BackupResult = { tables: Record<string, number>; rows: number }

const PROGRESS_BYTES = 16 * 1024 * 1024

/** Writes all rows, as they are at one instant, to one file or stream. The server keeps serving meanwhile. */
export async function backup(options: BackupOptions): Promise<BackupResult> {
  const client = new Client({ connectionString: options.ownerUrl, application_name: 'throughline backup' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const tables: Record<string, number> = {}
    const frames = Readable.from(produce(client, options, tables), { objectMode: false })
    if ('stream' in options.target) await pipeline(frames, createGzip(), options.target.stream)
    else await writeFileWhole(options.target.file, frames)
    return { tables, rows: Object.values(tables).reduce((sum, rows) => sum + rows, 0) }
  } finally {
    await client.end()
  }
}

/** The file appears under its name only when it is whole and on disk, readable by nobody else. */
async function writeFileWhole(file: string, frames: Readable): Promise<void> {
  if (existsSync(file)) throw new Error(`${file} exists already; give the backup a new name.`)
  const unfinished = `${file}.unfinished`
  try {
    const output = createWriteStream(unfinished, { mode: 0o600, flush: true })
    await pipeline(frames, createGzip(), output)
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  const handle = await open(file)
  await handle.sync()
  await handle.close()
}

async function* produce(client: Client, options: BackupOptions, counts: Record<string, number>) {
  await client.query('begin isolation level repeatable read read only')
  await client.query(`set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;
    set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601'; set local timezone = 'UTC';
    set local bytea_output = 'hex'; set local extra_float_digits = 1`)
  await refuseHiddenRows(client)
  const frames = new FrameWriter()
  yield frames.frame('H', await makeHeader(client, options.keyId))
  for (const table of await findBackupTables(client)) {
    yield* produceTable(client, table, { frames, counts, onProgress: options.onProgress })
  }
  yield frames.end(counts)
  await client.query('commit')
}

type TableWork = {
  frames: FrameWriter
  counts: Record<string, number>
  onProgress: BackupOptions['onProgress']
}

async function* produceTable(client: Client, table: BackupTable, { frames, counts, onProgress }: TableWork) {
  yield frames.frame('T', { table: table.name, columns: table.columns })
  const rows = client.query(copyTo(`copy (select ${columnList(table)} from ${quoted(table.name)}) to stdout`))
  let bytes = 0
  let reportAt = PROGRESS_BYTES
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    bytes += chunk.length
    yield frames.frame('D', chunk)
    if (bytes < reportAt) continue
    reportAt += PROGRESS_BYTES
    onProgress?.({ table: table.name, bytes, rows: rows.rowCount })
  }
  counts[table.name] = rows.rowCount
  yield frames.frame('E', { rows: rows.rowCount })
  onProgress?.({ table: table.name, bytes, rows: rows.rowCount })
}

async function makeHeader(client: Client, keyId: string | undefined): Promise<BackupHeader> {
  const { rows: migrations } = await client.query<BackupHeader['migrations'][number]>(
    'select id, name, checksum from migration order by id',
  )
  const { rows } = await client.query<{ made_at: string; version: string }>(
    `select to_json(transaction_timestamp()) #>> '{}' as made_at, current_setting('server_version') as version`,
  )
  const { made_at: madeAt = '', version: serverVersion = '' } = rows[0] ?? {}
  return { format: BACKUP_FORMAT, madeAt, serverVersion, migrations, keyId }
}

import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import type { ImportRow } from '../../contract/imports.ts'
import { insertMany } from '../../db/insert-many.ts'
import { qb } from '../../db/query.ts'
import type { ImportTable } from '../../db/schema/import.ts'
import type { Tx } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import { loadDirectory } from '../people/directory.ts'
import { nameOf } from '../people/name-of.ts'

export type ImportRecord = Selectable<ImportTable>
export type ImportView = z.infer<typeof ImportRow>
export type ImportStatus = ImportView['status']

/** How far a run came, and where it goes on after its process was killed. */
export type Progress = ImportView['progress'] & {
  /** Rows of all files, in their order, that are dealt with. */
  position: number
  /** The last handoff made, in the order of wins per account. */
  handedOff: { turn: number; wonAt: string; dealId: string } | null
}

export function newProgress(total: number | null): Progress {
  return {
    phase: 'waiting',
    read: 0,
    total,
    created: {},
    updated: {},
    unchanged: {},
    setAside: 0,
    handoffs: 0,
    position: 0,
    handedOff: null,
  }
}

/** Only this code writes the column; an import that never ran has an empty one. */
export function asProgress(json: unknown): Progress {
  return { ...newProgress(null), ...(json as Partial<Progress> | null) }
}

export function asImportStatus(text: string): ImportStatus {
  return text as ImportStatus
}

export function asMode(text: string): ImportView['mode'] {
  return text === 'live' ? 'live' : 'history'
}

/** Everything of an import but its large documents, which a list does not need. */
export type ImportHead = Omit<ImportRecord, 'mapping' | 'profile' | 'plan'>

const headColumns = [
  'workspace_id',
  'id',
  'connection_id',
  'status',
  'mode',
  'shift_dates',
  'progress',
  'error',
  'created_by',
  'created_at',
  'started_at',
  'ended_at',
  'lease_epoch',
  'version',
] as const satisfies readonly (keyof ImportTable)[]

export async function findImport(tx: Tx, id: string): Promise<ImportRecord> {
  const row = await tx.maybe(
    qb.selectFrom('import').selectAll().where('workspace_id', '=', tx.workspaceId).where('id', '=', id),
  )
  if (!row) throw notFound('import')
  return row
}

/** Takes an import for this transaction: whoever changes it too, waits. */
export async function lockImport(tx: Tx, id: string): Promise<ImportHead> {
  const row = await tx.maybe(
    qb
      .selectFrom('import')
      .select(headColumns)
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', id)
      .forUpdate(),
  )
  if (!row) throw notFound('import')
  return row
}

/** One page of imports, newest first. */
export async function listHeads(
  tx: Tx,
  { after, limit }: { after: [string, string] | null; limit: number },
): Promise<ImportHead[]> {
  const query = qb
    .selectFrom('import')
    .select(headColumns)
    .where('workspace_id', '=', tx.workspaceId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  return tx.many(
    after === null
      ? query
      : query.where(sql<boolean>`(created_at, id) < (${after[0]}::timestamptz, ${after[1]})`),
  )
}

export type FileView = ImportView['files'][number]

/** The files of imports with how much of each has arrived, by import. */
export async function filesOf(
  tx: Tx,
  importIds: readonly string[],
): Promise<ReadonlyMap<string, FileView[]>> {
  const rows = await tx.many(sql<FileView & { import_id: string }>`
    SELECT f.import_id, f.number, f.name, f.size, coalesce((SELECT sum(octet_length(c.bytes))::bigint FROM import_chunk c
      WHERE c.workspace_id = f.workspace_id AND c.import_id = f.import_id AND c.file_number = f.number), 0) AS uploaded
    FROM import_file f WHERE f.workspace_id = ${tx.workspaceId} AND f.import_id = ANY(${importIds}::text[]) ORDER BY f.import_id, f.number`)
  const files = new Map<string, FileView[]>()
  for (const { import_id, ...file } of rows) files.set(import_id, [...(files.get(import_id) ?? []), file])
  return files
}

/** Imports as people see them. */
export async function importViews(tx: Tx, rows: readonly ImportHead[]): Promise<ImportView[]> {
  const [files, directory] = await Promise.all([
    filesOf(
      tx,
      rows.map((row) => row.id),
    ),
    loadDirectory(tx),
  ])
  return rows.map((row) => {
    const { phase, read, total, created, updated, unchanged, setAside, handoffs } = asProgress(row.progress)
    return {
      id: row.id,
      version: row.version,
      status: asImportStatus(row.status),
      mode: asMode(row.mode),
      shiftDates: row.shift_dates,
      files: files.get(row.id) ?? [],
      progress: { phase, read, total, created, updated, unchanged, setAside, handoffs },
      error: row.error,
      createdBy: nameOf(directory, row.created_by),
      createdAt: row.created_at,
      startedAt: row.started_at,
      endedAt: row.ended_at,
    }
  })
}

export async function importView(tx: Tx, row: ImportHead): Promise<ImportView> {
  const [view] = await importViews(tx, [row])
  if (!view) throw new Error('unreachable')
  return view
}

export type ImportChange = Partial<
  Pick<
    ImportRecord,
    'status' | 'mode' | 'shift_dates' | 'error' | 'started_at' | 'ended_at' | 'connection_id' | 'lease_epoch'
  >
> & { mapping?: unknown; profile?: unknown; plan?: unknown; progress?: unknown }

const documents = ['mapping', 'profile', 'plan', 'progress'] as const

/** Changes an import that still has the version it was read with, and hints at it; false when it has another one. */
export async function changeImport(
  ctx: Pick<Ctx, 'newId'>,
  tx: OperationTx,
  { id, version, change }: { id: string; version: number; change: ImportChange },
): Promise<boolean> {
  const stored: Record<string, unknown> = { ...change, version: version + 1 }
  for (const name of documents) if (name in stored) stored[name] = asDocument(stored[name])
  const touched = await tx.run(
    qb
      .updateTable('import')
      .set(stored)
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', id)
      .where('version', '=', version),
  )
  if (touched !== 1) return false
  const hint = { workspace_id: tx.workspaceId, id: ctx.newId('chg'), at: tx.now, noun: 'import' }
  await tx.run(insertMany('change', [{ ...hint, record_id: id, version: version + 1 }]))
  return true
}

/** PostgreSQL's JSON has no NUL; cells of a file may. */
function asDocument(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value).replaceAll('\\u0000', '\\u2400')
}

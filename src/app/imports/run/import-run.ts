import type { ImportField, ImportKind, ImportMapping } from '../../../contract/import-mapping.ts'
import { insertMany, type JsonRow } from '../../../db/insert-many.ts'
import type { Ctx } from '../../context.ts'
import type { OperationTx } from '../../operation-tx.ts'
import type { Progress } from '../import-row.ts'
import { findFileMapping } from '../mapping/records/find-file-mapping.ts'
import type { NormalisedRecord, SetAsideRow } from '../mapping/records/import-record.ts'
import type { ZoneTime } from '../mapping/values/zone-time.ts'
import type { TableFormat } from '../reading/detect-format.ts'

/** What a run is given by whoever runs it: transactions that hold its claim, and when to leave off. */
export type ImportJob = {
  ctxIn<T>(work: (ctx: Ctx, tx: OperationTx) => Promise<T>): Promise<T>
  readonly stopping: () => boolean
  /** It will not be tried again, so an outage ends it where somebody sees it. */
  readonly lastTry?: boolean
}

/** One run of one import, as far as it came. */
export type ImportRun = {
  readonly importId: string
  /** Another run of the same import has another one. */
  readonly epoch: number
  readonly mode: 'history' | 'live'
  readonly mapping: ImportMapping
  readonly formats: Record<string, TableFormat>
  readonly zone: ZoneTime
  readonly shiftDays: number
  readonly connectionId: string
  readonly currency: string
  readonly createdBy: string | null
  progress: Progress
  /** Transactions this process has used for it. */
  batches: number
}

/** A record of one kind with its row. */
export type Row<K extends ImportKind = ImportKind> = Extract<NormalisedRecord, { kind: K }>

/** One transaction's worth of rows, being written. */
export type Batch = {
  readonly ctx: Ctx
  readonly tx: OperationTx
  readonly run: ImportRun
  /** As it will be when this transaction commits. */
  readonly progress: Progress
  readonly problems: JsonRow<'import_problem'>[]
}

const outcomes = ['created', 'updated', 'unchanged'] as const
type Outcome = (typeof outcomes)[number]

export function tally(batch: Batch, kind: ImportKind, rows: Readonly<Record<Outcome, number>>): void {
  for (const outcome of outcomes) {
    const counts = batch.progress[outcome]
    counts[kind] = (counts[kind] ?? 0) + rows[outcome]
  }
}

type Reason = { code: string; column: string | null; reason: string }

/** Keeps a row that cannot be written where it is seen, downloaded and mended. */
export function setAside(batch: Batch, row: Pick<SetAsideRow, 'file' | 'row' | 'cells'>, why: Reason): void {
  batch.progress.setAside++
  batch.problems.push({
    workspace_id: batch.tx.workspaceId,
    import_id: batch.run.importId,
    number: batch.progress.setAside,
    file: row.file,
    row_number: row.row,
    column_name: why.column === '' ? null : why.column,
    code: why.code,
    reason: why.reason,
    cells: storable(row.cells),
  })
}

/** A row that could not be read. */
export function setAsideUnread(batch: Batch, row: SetAsideRow): void {
  // Two fields filled from one column complain of the same cell.
  const reasons = new Set([row.problem, ...row.more].map((problem) => problem.reason))
  setAside(batch, row, {
    code: row.problem.code,
    column: row.problem.column,
    reason: [...reasons].join(' '),
  })
}

/** PostgreSQL's text has no NUL; a cell of a JSON file may. */
function storable(cells: SetAsideRow['cells']): SetAsideRow['cells'] {
  return Object.fromEntries(
    Object.entries(cells).map(([column, value]) => [
      column.replaceAll('\u0000', '␀').toWellFormed(),
      value?.replaceAll('\u0000', '␀').toWellFormed() ?? null,
    ]),
  )
}

export async function flushProblems(batch: Batch): Promise<void> {
  if (batch.problems.length > 0) await batch.tx.run(insertMany('import_problem', batch.problems))
}

const knownFields = new WeakMap<ImportMapping, Map<string, ReadonlySet<string>>>()

/** Whether the file of a row speaks of a field at all. What it does not speak of stays as it is. */
export function speaksOf(
  run: Pick<ImportRun, 'mapping'>,
  row: { file: string },
  field: ImportField,
): boolean {
  const files = knownFields.get(run.mapping) ?? new Map<string, ReadonlySet<string>>()
  knownFields.set(run.mapping, files)
  let fields = files.get(row.file)
  if (!fields) {
    const mapped = Object.entries(findFileMapping(run.mapping, row.file)?.fields ?? {})
    fields = new Set(mapped.flatMap(([name, source]) => (source ? [name] : [])))
    files.set(row.file, fields)
  }
  return fields.has(field)
}

/** The column a person looks for when a reference is wrong. */
export function columnOf(run: ImportRun, row: { file: string }, field: ImportField): string | null {
  const fields = Object.entries(findFileMapping(run.mapping, row.file)?.fields ?? {})
  const source = fields.find(([name]) => name === field)?.[1]
  return source?.from === 'column'
    ? source.column
    : source?.from === 'columns'
      ? source.columns.join(' + ')
      : null
}

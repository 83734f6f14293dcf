import { detectFormat, type FormatOptions } from '../../reading/detect-format.ts'
import type { ImportFile } from '../../reading/import-file.ts'
import { type Cells, columnLimit, type RawRow } from '../../reading/raw-row.ts'
import { readBatches } from '../../reading/read-table.ts'
import { isProblemColumn } from '../../reading/safe-cell.ts'
import { type ColumnTally, createColumnTally, ownCopy } from './column-tally.ts'
import type { FileProfile } from './file-profile.ts'

export type ProfileOptions = FormatOptions & {
  /** How many of the first rows to keep for showing. */
  sampleRows: number
}

const shownProblems = 20
/** Values remembered over all columns, so that a file of thousands of columns stays within memory too. */
const rememberedValues = 200_000

/** Looks at every row of a file once and says what its columns hold. */
export async function profileFile(file: ImportFile, options: ProfileOptions): Promise<FileProfile> {
  const format = await detectFormat(file, options)
  const columns = new Map<string, ColumnTally>()
  const unreadable: FileProfile['unreadable'] = { count: 0, first: [] }
  const sample: Cells[] = []
  let rows = 0
  if (format.kind === 'csv')
    for (const column of namedIn(format)) addColumn(columns, column, format.columns.length)
  for await (const batch of readBatches(file, { format })) {
    for (const row of batch) {
      rows++
      if (row.problem) note(unreadable, row)
      else tally(columns, row.cells)
      if (!row.problem && sample.length < options.sampleRows) sample.push(copyCells(row.cells))
    }
  }
  return {
    file: file.name,
    size: file.size,
    format,
    rows,
    columns: [...columns.values()].map((column) => column.result()),
    unreadable,
    sample,
  }
}

function namedIn(format: { columns: string[]; problems: boolean }): string[] {
  return format.problems ? format.columns.filter((column) => !isProblemColumn(column)) : format.columns
}

function addColumn(columns: Map<string, ColumnTally>, column: string, expected: number): ColumnTally {
  const remembered = Math.min(5_000, Math.max(50, Math.floor(rememberedValues / Math.max(40, expected))))
  const made = createColumnTally(column, remembered)
  columns.set(column, made)
  return made
}

function tally(columns: Map<string, ColumnTally>, cells: Cells): void {
  for (const column of Object.keys(cells)) {
    const known = columns.get(column)
    const value = cells[column]
    if (known) {
      if (value !== null && value !== undefined) known.add(value)
    } else if (columns.size < columnLimit) {
      const made = addColumn(columns, ownCopy(column), columns.size)
      if (value !== null && value !== undefined) made.add(value)
    }
  }
}

function note(unreadable: FileProfile['unreadable'], row: RawRow): void {
  unreadable.count++
  if (unreadable.first.length < shownProblems) unreadable.first.push({ ...row, cells: copyCells(row.cells) })
}

function copyCells(cells: Cells): Cells {
  return Object.fromEntries(
    Object.entries(cells).map(([column, value]) => [
      column,
      value === null ? null : ownCopy(value.slice(0, 1_000)),
    ]),
  )
}

import { checkCells } from './check-cells.ts'
import { type CsvRow, createCsvScanner } from './csv-scanner.ts'
import { decodeText } from './decode-text.ts'
import type { TableFormat } from './detect-format.ts'
import type { ImportFile } from './import-file.ts'
import { type Cells, type RawRow, type RowProblem, rowCharacters, unreadableRow } from './raw-row.ts'
import { fromSafeCell, problemColumns } from './safe-cell.ts'

type CsvFormat = Extract<TableFormat, { kind: 'csv' }>

/** Rows of a CSV file in batches, as pieces of it arrive. */
export async function* readCsv(file: ImportFile, format: CsvFormat): AsyncGenerator<RawRow[]> {
  const scanner = createCsvScanner(format.delimiter, { row: rowCharacters })
  const state = { row: 0, skip: format.preamble, header: true }
  for await (const text of decodeText(file, format.encoding)) {
    const rows = toRaw(scanner.push(text, false), format, state)
    if (rows.length > 0) yield rows
  }
  const rows = toRaw(scanner.push('', true), format, state)
  if (rows.length > 0) yield rows
}

function toRaw(
  found: CsvRow[],
  format: CsvFormat,
  state: { row: number; skip: number; header: boolean },
): RawRow[] {
  const rows: RawRow[] = []
  for (const csv of found) {
    if (state.skip > 0) {
      state.skip--
    } else if (csv.fault === undefined && isBlank(csv.values)) {
      continue
    } else if (state.header) {
      state.header = false
    } else {
      state.row++
      rows.push(
        csv.fault === undefined
          ? rawRow(csv.values, format, { row: state.row, line: csv.line })
          : faultRow(csv, format, state.row),
      )
    }
  }
  return rows
}

/** A line without any value; in a file of one column every such line would otherwise be a row. */
function isBlank(values: string[]): boolean {
  return values.every((value) => value === '' || value.trim() === '')
}

function rawRow(values: string[], format: CsvFormat, place: { row: number; line: number }): RawRow {
  const { columns } = format
  const cells: Cells = {}
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i] ?? ''
    const value = values[i]
    cells[column] = value === undefined || value === '' ? null : format.problems ? fromSafeCell(value) : value
  }
  if (format.problems) for (const column of problemColumns) delete cells[column]
  const problem =
    (values.length === columns.length ? null : ragged(values, columns)) ?? checkCells(cells, format.mended)
  return problem ? unreadableRow(place, cells, problem) : { ...place, cells }
}

/** Surplus cells that are empty come from a delimiter at the end of the line, and harm nobody. */
function ragged(values: string[], columns: string[]): RowProblem | null {
  const surplus = values.slice(columns.length)
  if (values.length > columns.length && surplus.every((value) => value === '')) return null
  const shown = surplus.length === 0 ? '' : ` (left over: ${surplus.join(', ').slice(0, 200)})`
  return {
    code: 'ragged',
    column: '',
    value: surplus.join(', ').slice(0, 200),
    reason: `The row has ${values.length} values where the header names ${columns.length}${shown}.`,
  }
}

function faultRow(csv: Extract<CsvRow, { fault: string }>, format: CsvFormat, row: number): RawRow {
  const column = format.columns[csv.cell] ?? ''
  const cells: Cells = {}
  const parts = csv.text.split(format.delimiter)
  for (const [i, name] of format.columns.entries()) cells[name] = parts[i]?.replace(/^"|"$/g, '') || null
  if (format.problems) for (const name of problemColumns) delete cells[name]
  const reasons = {
    quote_not_closed: `A quote is opened in line ${csv.faultLine}${column ? ` (${column})` : ''} and never closed.`,
    stray_quote: `In line ${csv.faultLine}${column ? ` (${column})` : ''} text follows a closing quote; a quote inside a quoted value must be doubled.`,
    row_too_long: `The row that begins in line ${csv.line} is longer than ${rowCharacters} characters.`,
    too_many_faults: `Too many quotes are left open; reading stopped at line ${csv.line} and the rest was not read.`,
  }
  const code = csv.fault === 'too_many_faults' ? 'quote_not_closed' : csv.fault
  const value = csv.text.slice(0, 200)
  return unreadableRow({ row, line: csv.line }, cells, { code, column, value, reason: reasons[csv.fault] })
}

import type { Cells } from '../../reading/raw-row.ts'
import { isProblemColumn, problemColumns, toCsvLine } from '../../reading/safe-cell.ts'
import type { FileProfile } from '../profile/file-profile.ts'

/** A row set aside, as it is stored and as `normaliseRows` gives it. */
export type ProblemRow = {
  row: number
  line?: number
  cells: Cells
  problems: readonly { column: string; value?: string; reason: string }[]
}

/** The columns of the original file, for the header of the file of its set-aside rows. */
export function originalColumns(profile: FileProfile): string[] {
  return profile.columns.map((column) => column.column).filter((column) => !isProblemColumn(column))
}

/**
 * The set-aside rows of one file as CSV: its own columns, then row number, column and reason. Mended and read
 * again under the same mapping it gives the original values, and nothing in it can become a formula.
 */
export async function* writeProblemsCsv(
  columns: readonly string[],
  rows: AsyncIterable<ProblemRow> | Iterable<ProblemRow>,
): AsyncGenerator<string> {
  // Spreadsheets take a CSV for UTF-8 only when it begins with this mark.
  yield `\ufeff${toCsvLine([...columns, ...problemColumns])}`
  for await (const { row, line, cells, problems } of rows) {
    const told = [
      String(row),
      line === undefined ? '' : String(line),
      problems.map((problem) => problem.column).join('; '),
      problems.map((problem) => problem.value ?? '').join('; '),
      problems.map((problem) => problem.reason).join(' '),
    ]
    yield toCsvLine([...columns.map((column) => cells[column] ?? null), ...told])
  }
}

export const rowProblemCodes = [
  'ragged',
  'quote_not_closed',
  'stray_quote',
  'row_too_long',
  'cell_too_long',
  'bad_character',
  'bad_json',
  'too_deep',
  'dangerous_key',
  'not_an_object',
  'truncated',
] as const
export type RowProblemCode = (typeof rowProblemCodes)[number]

/** Values by column; an empty cell is null. */
export type Cells = Record<string, string | null>

/** Why a row could not be read at all. `column` is empty where the whole row is meant. */
export type RowProblem = { code: RowProblemCode; column: string; value: string; reason: string }

/**
 * A data row of a file. `row` counts data rows from 1 (the header and blank lines are not counted), `line` is
 * the line of the file it begins on. An unreadable row keeps what could be made out of it in `cells`.
 */
export type RawRow =
  | { row: number; line: number; cells: Cells; problem?: undefined }
  | { row: number; line: number; cells: Cells; problem: RowProblem }

/** Limits that keep memory flat whatever a file holds, in characters. */
export const cellCharacters = 200_000
export const rowCharacters = 2_000_000
export const columnLimit = 2_000
export const depthLimit = 64

/** A row that cannot be read, in a form that can be stored and shown: NUL becomes ␀, half characters become �. */
export function unreadableRow(
  place: { row: number; line: number },
  cells: Cells,
  problem: RowProblem,
): RawRow {
  const kept: Cells = {}
  for (const column of Object.keys(cells)) {
    const value = cells[column]
    kept[column] = value === null || value === undefined ? null : storable(value)
  }
  const { code, column } = problem
  return {
    ...place,
    cells: kept,
    problem: { code, column, value: storable(problem.value), reason: storable(problem.reason) },
  }
}

function storable(text: string): string {
  return text.replaceAll('\u0000', '␀').toWellFormed()
}

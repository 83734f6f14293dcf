/** Columns that a file of set-aside rows has beside the original ones. */
export const problemColumns = ['_row', '_line', '_column', '_value', '_reason'] as const

/** Whether a column of a mended file is one of its own rather than of the original. */
export function isProblemColumn(column: string): boolean {
  return problemColumns.some((name) => name === column)
}

const dangerous = /^[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|^[\t\r\n]/
const escaped = /^'+(?:[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|[\t\r\n])/
const plainNumber = /^[+-]?\d[\d.,]*$/

/**
 * A cell as it may stand in a CSV that somebody opens in a spreadsheet: what would be taken for a formula gets
 * an apostrophe in front; numbers such as -5 stay numbers. `fromSafeCell` gives back exactly the original.
 */
export function toSafeCell(value: string): string {
  if (escaped.test(value)) return `'${value}`
  return dangerous.test(value) && !plainNumber.test(value) ? `'${value}` : value
}

/** The value that `toSafeCell` was given. */
export function fromSafeCell(cell: string): string {
  return escaped.test(cell) ? cell.slice(1) : cell
}

/** Whether a table is a mended file of set-aside rows, whose cells are safe cells. */
export function isProblemFile(columns: readonly string[]): boolean {
  return columns.includes('_row') && columns.includes('_reason')
}

/** One line of CSV, every cell made safe and quoted where needed. */
export function toCsvLine(values: readonly (string | null)[]): string {
  return `${values.map((value) => quoteCell(toSafeCell((value ?? '').replaceAll('\u0000', '␀')))).join(',')}\r\n`
}

function quoteCell(value: string): string {
  return /[",;\t|\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

import { type Cells, cellCharacters, type RowProblem } from './raw-row.ts'

/** What no database keeps unchanged: NUL, half a character, text beyond the limit. */
export function checkCells(cells: Cells, broken: boolean): RowProblem | null {
  for (const column of Object.keys(cells)) {
    const value = cells[column]
    if (value === null || value === undefined) continue
    if (value.length > cellCharacters) {
      const reason = `${column} holds ${value.length} characters; at most ${cellCharacters} are read.`
      return { code: 'cell_too_long', column, value: value.slice(0, 200), reason }
    }
    if (value.includes('\u0000')) {
      return {
        code: 'bad_character',
        column,
        value: value.slice(0, 200),
        reason: `${column} holds a NUL character.`,
      }
    }
    if (!value.isWellFormed() || (broken && value.includes('\ufffd'))) {
      const reason = `${column} holds a broken character; the bytes do not fit the rest of the file.`
      return { code: 'bad_character', column, value: value.slice(0, 200), reason }
    }
  }
  return null
}

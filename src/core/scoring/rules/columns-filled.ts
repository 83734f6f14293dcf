import { filledItems } from '../../deal/answer-value.ts'
import { isPlaceholder } from '../filler.ts'
import { type QualityCheck, shareOf } from '../quality-rule.ts'

/** Certain columns are filled in every row; each empty cell costs its share. */
export const columnsFilled: QualityCheck<'columns_filled'> = {
  id: 'columns_filled',
  title: 'The columns that matter are filled in every row',
  appliesTo: ['table', 'person_list', 'link_list'],
  check: ({ value, requirement }, { columns }) => {
    const rows = filledItems(value).map((row) => new Map<string, unknown>(Object.entries(row)))
    const empty = columns
      .map((id) => ({ id, rows: rows.filter((row) => isBlank(row.get(id))).length }))
      .filter((column) => column.rows > 0)
    const cells = empty.reduce((sum, column) => sum + column.rows, 0)
    const label = (id: string) => requirement.columns?.find((column) => column.id === id)?.label ?? id
    const where = empty
      .map((column) => `“${label(column.id)}” in ${column.rows} of ${rows.length} rows`)
      .join(', ')
    return shareOf(cells, rows.length * columns.length, `not filled: ${where}`)
  },
}

function isBlank(cell: unknown): boolean {
  if (typeof cell === 'string') return isPlaceholder(cell)
  return cell === null || cell === undefined
}

import { showTable } from './show-table.ts'
import { type Fields, isFields, isShort, printable, showValue } from './show-value.ts'

/** An answer for people: a list as a table, anything else field by field. */
export function showAnswer(answer: unknown, columns: number | null): string {
  if (!isFields(answer)) return String(answer)
  const { items, ...others } = answer
  if (!Array.isArray(items)) return showFields(readable(answer), '')
  const rows = items.filter(isFields)
  const { next, ...more } = others
  const parts = [rows.length > 0 ? showTable(rows, columns) : 'None.']
  if (Object.keys(more).length > 0) parts.push(showFields(more, ''))
  if (typeof next === 'string') parts.push(`More: add --cursor ${next}`)
  return parts.join('\n\n')
}

/** What stands there as text as well is not shown as HTML. */
function readable({ html, ...others }: Fields): Fields {
  return html === undefined || typeof others['text'] === 'string' ? others : { ...others, html }
}

function showFields(fields: Fields, indent: string): string {
  const width = Math.max(0, ...Object.keys(fields).map((name) => name.length))
  return Object.entries(fields)
    .map(([name, value]) => {
      if (typeof value === 'string' && value.trim().includes('\n'))
        return `${indent}${name}\n${showLines(value, `${indent}  `)}`
      if (isShort(value)) return `${indent}${name.padEnd(width)}  ${showValue(value)}`.trimEnd()
      return `${indent}${name}\n${showNested(value, `${indent}  `)}`
    })
    .join('\n')
}

function showLines(text: string, indent: string): string {
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) => `${indent}${printable(line)}`.trimEnd())
    .join('\n')
}

function showNested(value: unknown, indent: string): string {
  if (!Array.isArray(value))
    return isFields(value) ? showFields(value, indent) : `${indent}${showValue(value)}`
  return value
    .map((item) =>
      isFields(item)
        ? showFields(item, `${indent}  `).replace(`${indent}  `, `${indent}- `)
        : `${indent}- ${showValue(item)}`,
    )
    .join('\n')
}

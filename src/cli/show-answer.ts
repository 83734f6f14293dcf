type Fields = Record<string, unknown>

/** An answer for people: a list as a table, anything else field by field. */
export function showAnswer(answer: unknown, columns: number | null): string {
  if (!isFields(answer)) return String(answer)
  const { items, ...others } = answer
  if (!Array.isArray(items)) return showFields(answer, '')
  const rows = items.filter(isFields)
  const { next, ...more } = others
  const parts = [rows.length > 0 ? showTable(rows, columns) : 'None.']
  if (Object.keys(more).length > 0) parts.push(showFields(more, ''))
  if (typeof next === 'string') parts.push(`More: add --cursor ${next}`)
  return parts.join('\n\n')
}

function showTable(rows: readonly Fields[], columns: number | null): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) =>
    rows.every((row) => isShort(row[name])),
  )
  const cells = [names, ...rows.map((row) => names.map((name) => short(row[name])))]
  const widths = names.map((_, i) =>
    Math.min(40, Math.max(...cells.map((row) => [...(row[i] ?? '')].length))),
  )
  const fitting = fit(widths, columns ?? Number.POSITIVE_INFINITY)
  return cells
    .map((row) =>
      row
        .slice(0, fitting)
        .map((cell, i) => cut(cell, widths[i] ?? 0).padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** How many columns stand side by side; the first always does. */
function fit(widths: readonly number[], room: number): number {
  let used = 0
  for (const [i, width] of widths.entries()) {
    used += width + 2
    if (used - 2 > room) return Math.max(1, i)
  }
  return widths.length
}

function showFields(fields: Fields, indent: string): string {
  const width = Math.max(0, ...Object.keys(fields).map((name) => name.length))
  return Object.entries(fields)
    .map(([name, value]) => {
      if (isShort(value)) return `${indent}${name.padEnd(width)}  ${short(value)}`.trimEnd()
      return `${indent}${name}\n${showNested(value, `${indent}  `)}`
    })
    .join('\n')
}

function showNested(value: unknown, indent: string): string {
  if (!Array.isArray(value)) return isFields(value) ? showFields(value, indent) : `${indent}${short(value)}`
  return value
    .map((item) =>
      isFields(item)
        ? showFields(item, `${indent}  `).replace(`${indent}  `, `${indent}- `)
        : `${indent}- ${short(item)}`,
    )
    .join('\n')
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isShort(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((it) => typeof it !== 'object' || it === null)
  return !isFields(value) || isMoney(value) || isNamed(value)
}

function short(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(short).join(', ')
  if (isFields(value)) {
    if (isMoney(value)) return `${value.amountMinor / 100} ${value.currency}`
    if (isNamed(value)) return value.name
    return JSON.stringify(value)
  }
  // What comes from outside must not steer the terminal.
  return String(value).replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
}

function isMoney(value: Fields): value is { amountMinor: number; currency: string } {
  return typeof value['amountMinor'] === 'number' && typeof value['currency'] === 'string'
}

function isNamed(value: Fields): value is { name: string } {
  return (
    typeof value['name'] === 'string' &&
    Object.keys(value).length <= 3 &&
    Object.values(value).every((v) => typeof v !== 'object')
  )
}

function cut(text: string, width: number): string {
  const letters = [...text]
  return letters.length <= width ? text : `${letters.slice(0, width - 1).join('')}…`
}

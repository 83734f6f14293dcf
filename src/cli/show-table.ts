import { type Fields, isShort, showValue } from './show-value.ts'

type Column = { name: string; cells: string[]; width: number; least: number }

const mostWide = 40
const leastWide = 12
const gap = 2
/** Ids, amounts, numbers, days and moments. */
const wholePattern = /^([a-z]{3}_[0-9a-z]{26}|\D{0,4}[\d,.-]+( \d\d:\d\d UTC)?)$/

/**
 * Records side by side. In a terminal long cells are cut, with a sign, so that more columns fit; what has no room is
 * named beneath. Without one (in a pipe) nothing is cut.
 */
export function showTable(rows: readonly Fields[], columns: number | null): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const told = names.filter((name) => !isRepeated(name, names) && rows.some((row) => !isEmpty(row[name])))
  const flat = told.filter((name) => rows.every((row) => isShort(row[name])))
  const all = flat.map((name) => columnOf(name, rows))
  const shown = columns === null ? all : fitted(all, columns)
  const lines = Array.from({ length: rows.length + 1 }, (_, i) =>
    shown
      .map(({ cells, width }) => padded(cut(cells[i] ?? '', width), width))
      .join(' '.repeat(gap))
      .trimEnd(),
  )
  const left = told.filter((name) => !shown.some((column) => column.name === name))
  if (left.length === 0) return lines.join('\n')
  return `${lines.join('\n')}\n\n${wrapped(`Not shown (--json-output has all): ${left.join(', ')}`, columns)}`
}

/** An id beside the name it stands for: `accountId` where there is `accountName` or `account`. */
function isRepeated(name: string, names: readonly string[]): boolean {
  if (!name.endsWith('Id')) return false
  const noun = name.slice(0, -2)
  return names.includes(`${noun}Name`) || names.includes(noun)
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}

function columnOf(name: string, rows: readonly Fields[]): Column {
  const cells = [name, ...rows.map((row) => showValue(row[name]))]
  const width = Math.max(...cells.map((cell) => [...cell].length))
  // Half an id is of no use, and half an amount is a lie.
  const isWhole = cells.slice(1).some((cell) => wholePattern.test(cell))
  const least = isWhole ? width : Math.min(width, Math.max(name.length, leastWide))
  return { name, cells, width, least }
}

/** As many as fit when cut to their least; the room that is left is theirs again, from the first on. */
function fitted(all: readonly Column[], room: number): Column[] {
  const shown: Column[] = []
  let used = -gap
  for (const column of all) {
    if (shown.length > 0 && used + gap + column.least > room) break
    used += gap + column.least
    shown.push(column)
  }
  let free = room - used
  return shown.map((column) => {
    const wanted = Math.max(column.least, Math.min(column.width, mostWide))
    const width = Math.min(wanted, column.least + Math.max(0, free))
    free -= width - column.least
    return { ...column, width }
  })
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - [...text].length))
}

function cut(text: string, width: number): string {
  const letters = [...text]
  return letters.length <= width ? text : `${letters.slice(0, width - 1).join('')}…`
}

function wrapped(text: string, columns: number | null): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (columns !== null && line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}

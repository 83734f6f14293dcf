/** What broke a row: it is given up at its first line, and reading goes on with the next line. */
export type CsvFault = 'quote_not_closed' | 'stray_quote' | 'row_too_long' | 'too_many_faults'

export type CsvRow =
  | { line: number; values: string[]; fault?: undefined }
  | { line: number; fault: CsvFault; cell: number; faultLine: number; text: string }

export type CsvScanner = { push(text: string, final: boolean): CsvRow[] }

const quote = 34
const lf = 10
const cr = 13
const space = 32
const tab = 9

/** Text looked at twice because of broken rows; beyond it a hostile file would cost quadratic time. */
const wasteLimit = 20_000_000

type Step =
  | { type: 'row'; values: string[]; next: number; quoted: boolean }
  | { type: 'more'; cell: number; quoteAt: number | null }
  | Broken
type Broken = { type: 'broken'; fault: CsvFault; cell: number; at: number; end: number }
type CellStep = { value: string; next: number } | 'more' | { fault: CsvFault; end: number }

/**
 * Splits text that arrives in pieces into rows. Any of LF, CRLF and CR ends a line, mixed too. A quote that is
 * never closed, or followed by more text, breaks only the row it stands in.
 */
export function createCsvScanner(delimiter: string, limits: { row: number }): CsvScanner {
  const state = { text: '', line: 1, retryAt: 0, waste: 0, skipping: false, stopped: false }
  const delimiterCode = delimiter.charCodeAt(0)

  function push(piece: string, final: boolean): CsvRow[] {
    state.text += piece
    const rows: CsvRow[] = []
    if (state.stopped || (state.text.length < state.retryAt && !final)) return rows
    let at = 0
    while (at < state.text.length && !state.stopped) {
      if (state.skipping) {
        at = skipLine(state, at)
        continue
      }
      const step = scanRow({ text: state.text, at, delimiter: delimiterCode, final })
      if (step.type === 'row') {
        rows.push({ line: state.line, values: step.values })
        state.line += step.quoted ? Math.max(1, countLines(state.text, at, step.next)) : 1
        at = step.next
      } else if (step.type === 'more' && state.text.length - at <= limits.row) {
        break
      } else {
        at = giveUp(state, step.type === 'more' ? tooLong(step, state.text.length) : step, { at, rows })
      }
    }
    state.text = state.text.slice(at)
    // A row longer than a piece is looked at again only when twice as much of it is there.
    state.retryAt = state.text.length > 65_536 ? state.text.length * 2 : 0
    return rows
  }

  return { push }
}

type ScannerState = { text: string; line: number; waste: number; skipping: boolean; stopped: boolean }

function tooLong(step: { cell: number; quoteAt: number | null }, end: number): Broken {
  if (step.quoteAt === null) return { type: 'broken', fault: 'row_too_long', cell: step.cell, at: 0, end }
  return { type: 'broken', fault: 'quote_not_closed', cell: step.cell, at: step.quoteAt, end }
}

/** Reports the broken row and answers where reading goes on: behind the first line of it. */
function giveUp(state: ScannerState, step: Broken, found: { at: number; rows: CsvRow[] }): number {
  const { text, line } = state
  const { at, rows } = found
  const end = lineEnd(text, at)
  state.waste += step.end - at
  state.stopped = state.waste > wasteLimit
  const fault = state.stopped ? 'too_many_faults' : step.fault
  const faultLine = line + countLines(text, at, Math.max(at, step.at))
  rows.push({ line, fault, cell: step.cell, faultLine, text: text.slice(at, Math.min(end, at + 10_000)) })
  state.skipping = true
  return skipLine(state, end)
}

/** Moves behind the end of the current line, which may only come with a later piece. */
function skipLine(state: ScannerState, from: number): number {
  const end = lineEnd(state.text, from)
  if (end === state.text.length) return end
  state.skipping = false
  state.line++
  return afterLineEnd(state.text, end)
}

type RowScan = { text: string; at: number; delimiter: number; final: boolean }

function scanRow(scan: RowScan): Step {
  const { text, final } = scan
  const values: string[] = []
  let quoted = false
  let at = scan.at
  for (;;) {
    const isQuoted = text.charCodeAt(at) === quote
    quoted ||= isQuoted
    const cell = isQuoted ? quotedCell(scan, at) : plainCell(scan, at)
    if (cell === 'more') return { type: 'more', cell: values.length, quoteAt: isQuoted ? at : null }
    if ('fault' in cell) return { type: 'broken', fault: cell.fault, cell: values.length, at, end: cell.end }
    values.push(cell.value)
    at = cell.next
    const c = text.charCodeAt(at)
    if (c === scan.delimiter) {
      at++
      continue
    }
    if (c === cr) {
      if (at + 1 >= text.length && !final) return { type: 'more', cell: 0, quoteAt: null }
      return { type: 'row', values, next: afterLineEnd(text, at), quoted }
    }
    return { type: 'row', values, next: c === lf ? at + 1 : at, quoted }
  }
}

function plainCell(scan: RowScan, from: number): CellStep {
  const { text, delimiter } = scan
  let at = from
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (c === delimiter || c === lf || c === cr) break
  }
  if (at >= text.length && !scan.final) return 'more'
  return { value: text.slice(from, at), next: at }
}

function quotedCell(scan: RowScan, from: number): CellStep {
  const { text, delimiter, final } = scan
  let value = ''
  let start = from + 1
  let end = text.indexOf('"', start)
  for (; end !== -1 && text.charCodeAt(end + 1) === quote; end = text.indexOf('"', start)) {
    value += text.slice(start, end + 1)
    start = end + 2
  }
  if (end === -1) return final ? { fault: 'quote_not_closed', end: text.length } : 'more'
  if (end + 1 >= text.length && !final) return 'more'
  let at = end + 1
  while (at < text.length && blank(text.charCodeAt(at), delimiter)) at++
  const c = text.charCodeAt(at)
  if (at >= text.length) return final ? { value: value + text.slice(start, end), next: at } : 'more'
  if (c !== delimiter && c !== lf && c !== cr) return { fault: 'stray_quote', end: at }
  return { value: value + text.slice(start, end), next: at }
}

function blank(c: number, delimiter: number): boolean {
  return c === space || (c === tab && delimiter !== tab)
}

/** Where the line ends, or the end of the text. */
function lineEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charCodeAt(at) !== lf && text.charCodeAt(at) !== cr) at++
  return at
}

function afterLineEnd(text: string, at: number): number {
  return text.charCodeAt(at) === cr && text.charCodeAt(at + 1) === lf ? at + 2 : at + 1
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i)
    if (c === lf || (c === cr && text.charCodeAt(i + 1) !== lf)) lines++
  }
  return lines
}

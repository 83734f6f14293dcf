import { createCsvScanner } from './csv-scanner.ts'

export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

type Score = { delimiter: Delimiter; columns: number; share: number }

/** The delimiter under which most rows have as many cells as the header; a single column counts as commas. */
export function detectDelimiter(head: string): Delimiter {
  const scores = delimiters.map((delimiter) => scoreOf(head, delimiter)).filter((score) => score.columns > 1)
  const steady = scores.filter((score) => score.share >= 0.8)
  const ranked = (steady.length > 0 ? steady : scores).sort(
    (a, b) => b.columns * b.share - a.columns * a.share,
  )
  return ranked[0]?.delimiter ?? ','
}

function scoreOf(head: string, delimiter: Delimiter): Score {
  const scanner = createCsvScanner(delimiter, { row: head.length + 1 })
  let rows = scanner.push(head, false)
  if (rows.length < 2) rows = [...rows, ...scanner.push('', true)]
  const counts = rows
    .slice(0, 100)
    .filter((row) => row.fault !== undefined || row.values.length > 1 || row.values[0] !== '')
    .map((row) => (row.fault === undefined ? row.values.length : 0))
  const columns = counts[0] ?? 0
  const equal = counts.filter((count) => count === columns).length
  return { delimiter, columns, share: counts.length === 0 ? 0 : equal / counts.length }
}

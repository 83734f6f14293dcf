import type { ImportMapping } from '../../../contract/import-mapping.ts'
import { formatNumber, type Locale } from '../../format.ts'
import type { Plan } from './import-words.ts'

type Order = 'ymd' | 'dmy' | 'mdy'

/** What is known of a column after one reading of its file. */
export type ColumnProfile = {
  column: string
  filled: number
  distinct: number
  distinctExact: boolean
  looks: string
  values: { value: string; count: number }[]
  dates: { order: Order | 'ambiguous' | 'mixed'; proof: string | null } | null
  numbers: {
    decimal: '.' | ',' | 'none' | 'ambiguous' | 'mixed'
    proof: string | null
    currencies: string[]
  } | null
}

export type FileProfile = {
  file: string
  size: number
  rows: number
  format: { kind: 'csv'; encoding: string; delimiter: string } | { kind: 'json'; encoding: string }
  columns: ColumnProfile[]
  unreadable: { count: number }
}

// The contract carries profiles and mapping as plain objects; this is what the planner writes into them.
export function profilesOf(plan: Plan): FileProfile[] {
  return plan.profiles as unknown as FileProfile[]
}

export function mappingOf(plan: Plan): ImportMapping {
  return plan.mapping as unknown as ImportMapping
}

const delimiters: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
}

/** `8,800 rows · CSV with commas, UTF-8`. */
export function fileFacts(at: Locale, profile: FileProfile): string {
  const { format } = profile
  const rows = `${formatNumber(at, profile.rows, 0)} ${profile.rows === 1 ? 'row' : 'rows'}`
  const how = format.kind === 'csv' ? `CSV with ${delimiters[format.delimiter] ?? format.delimiter}` : 'JSON'
  return `${rows} · ${how}, ${format.encoding === 'windows-1252' ? 'Windows-1252' : format.encoding.toUpperCase()}`
}

/** `1.2 MB`. */
export function sizeWords(at: Locale, bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 1_000_000) return `${formatNumber(at, bytes / 1_000, 0)} kB`
  return `${formatNumber(at, bytes / 1_000_000, 1)} MB`
}

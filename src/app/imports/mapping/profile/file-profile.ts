import type { TableFormat } from '../../reading/detect-format.ts'
import type { Cells, RawRow } from '../../reading/raw-row.ts'
import type { DateNumber } from '../values/date-number.ts'
import type { DateOrder } from '../values/date-text.ts'
import type { DecimalSign } from '../values/decimal.ts'

/** What the values of a column look like, from their content and the column's name. */
export const looks = [
  'empty',
  'id',
  'date',
  'number',
  'money',
  'email',
  'url',
  'phone',
  'boolean',
  'stage',
  'person',
  'country',
  'text',
] as const
export type Look = (typeof looks)[number]

/** `ambiguous`: no value proves the order, so the mapping decides. `mixed`: values prove both, so rows will fail. */
export type DateFacts = {
  order: DateOrder | 'ambiguous' | 'mixed'
  /** A value that proves the order. */
  proof: string | null
  number: DateNumber | null
  hasTime: boolean
  hasZone: boolean
  /** Values that are no date. */
  unreadable: number
}

export type NumberFacts = {
  decimal: DecimalSign | 'none' | 'ambiguous' | 'mixed'
  proof: string | null
  /** Currencies written beside the values. */
  currencies: string[]
  mostDecimals: number
  negative: boolean
  unreadable: number
}

export type ValueCount = { value: string; count: number }

export type ColumnProfile = {
  column: string
  filled: number
  /** Different values; an estimate where `distinctExact` is false. */
  distinct: number
  distinctExact: boolean
  longest: number
  looks: Look
  /** The most frequent values with their counts. */
  values: ValueCount[]
  /** Whether `values` holds every value of the column. */
  valuesComplete: boolean
  dates: DateFacts | null
  numbers: NumberFacts | null
  /** The smallest hashes of the values: what share of them another column holds can be told from two of these. */
  sketch: { hashes: number[]; complete: boolean }
}

/** All that is known of a file after one pass over it; plain data. */
export type FileProfile = {
  file: string
  size: number
  format: TableFormat
  rows: number
  columns: ColumnProfile[]
  /** Rows that cannot be read at all, and the first of them. */
  unreadable: { count: number; first: RawRow[] }
  sample: Cells[]
}

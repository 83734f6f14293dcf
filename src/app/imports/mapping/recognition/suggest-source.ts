import type { FieldSource } from '../../../../contract/import-mapping.ts'
import type { ColumnProfile } from '../profile/file-profile.ts'
import { squash } from './header-words.ts'

export type Suggesting = {
  /** Zone of days and of times without one. */
  zone: string
  /** Currency of amounts without one. */
  currency: string
  /** Decides what nothing in a column proves: `en-US` reads 03/04 as 4 March, everybody else as 3 April. */
  locale: string
}

type ColumnSource = Extract<FieldSource, { from: 'column' }>

/** A field read from a column, its dates and numbers read the way its values show. */
export function sourceOf(
  column: ColumnProfile,
  type: 'text' | 'date' | 'number',
  how: Suggesting,
): ColumnSource {
  const source: ColumnSource = { from: 'column', column: column.column }
  if (type === 'date') return { ...source, ...dateConversion(column, how) }
  if (type === 'number') return { ...source, ...numberConversion(column, how) }
  return source
}

function dateConversion(column: ColumnProfile, how: Suggesting): Pick<ColumnSource, 'date'> {
  const { dates } = column
  if (dates === null) return {}
  if (dates.number !== null) return { date: { number: dates.number } }
  if (dates.order === 'ymd') return {}
  if (dates.order === 'dmy' || dates.order === 'mdy') return { date: { order: dates.order } }
  return { date: { order: usualOrder(how.locale) } }
}

/** The order of day and month people of a place write. */
export function usualOrder(locale: string): 'dmy' | 'mdy' | 'ymd' {
  const parts = new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric' })
    .formatToParts(new Date(Date.UTC(2017, 11, 31)))
    .map((part) => part.type)
  const order = parts.filter((type) => type === 'day' || type === 'month' || type === 'year').join()
  return order === 'month,day,year' ? 'mdy' : order === 'year,month,day' ? 'ymd' : 'dmy'
}

function numberConversion(column: ColumnProfile, how: Suggesting): Pick<ColumnSource, 'number'> {
  const { numbers } = column
  const monthly = /mrr|monthly|monatlich|mensuel|mensual/.test(squash(column.column))
    ? { multiply: '12' }
    : {}
  const sign = numbers === null || numbers.decimal === 'none' ? null : numbers.decimal
  const decimal = sign === '.' || sign === ',' ? sign : sign === null ? null : usualDecimal(how.locale)
  const number = { ...(decimal === ',' ? { decimal } : {}), ...monthly }
  return Object.keys(number).length > 0 ? { number } : {}
}

/** The decimal sign people of a place write. */
export function usualDecimal(locale: string): '.' | ',' {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5)
  return parts.find((part) => part.type === 'decimal')?.value === ',' ? ',' : '.'
}

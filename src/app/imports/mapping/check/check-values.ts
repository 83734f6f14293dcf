import type { FieldSource, FileMapping } from '../../../../contract/import-mapping.ts'
import type { ColumnProfile, DateFacts, NumberFacts } from '../profile/file-profile.ts'
import { isDateField, isMoneyField, isNumberField } from '../recognition/field-types.ts'
import { currencyDigits, isCurrency } from '../values/currency.ts'
import { zoneTime } from '../values/zone-time.ts'
import { type MappingProblem, mappingProblem } from './mapping-problem.ts'

type About = { columns: ReadonlyMap<string, ColumnProfile>; currency: string }
type Found = { field: string; source: FieldSource; column: ColumnProfile; file: string }

/** Dates and numbers whose values do not fit how the mapping reads them. */
export function checkValues(file: FileMapping, name: string, about: About): MappingProblem[] {
  return Object.entries(file.fields).flatMap(([field, source]) => {
    if (source?.from !== 'column') return []
    const column = about.columns.get(source.column)
    if (!column || column.filled === 0) return []
    const found = { field, source, column, file: name }
    if (isDateField(field)) return checkDate(found)
    return isNumberField(field) ? checkNumber(found, about.currency) : []
  })
}

function problem(
  found: Found,
  severity: MappingProblem['severity'],
  about: { code: string; message: string; count?: number },
): MappingProblem {
  const { code, message, count = found.column.filled } = about
  return mappingProblem(severity, code, { file: found.file, column: found.column.column, count, message })
}

const spokenOrder = { dmy: 'day before month', mdy: 'month before day', ymd: 'year first' } as const

function checkDate(found: Found): MappingProblem[] {
  const { source, column } = found
  const zone = source.date?.zone
  if (zone !== undefined && zoneTime(zone) === null) {
    const message = `${column.column}: the time zone "${zone}" does not exist.`
    return [problem(found, 'error', { code: 'unknown_zone', message })]
  }
  if (column.dates === null) return [notSuch(found, 'no_dates', 'a date')]
  const order = checkOrder(found, column.dates)
  return [
    ...order,
    ...unreadable(found, { code: 'not_a_date', noun: 'date', count: column.dates.unreadable }),
  ]
}

function notSuch(found: Found, code: string, noun: string): MappingProblem {
  const example = found.column.values[0]?.value ?? ''
  const message = `${found.column.column} is read as ${noun}, but holds values such as "${example}".`
  return problem(found, 'error', { code, message })
}

function unreadable(found: Found, about: { code: string; noun: string; count: number }): MappingProblem[] {
  const { code, noun, count } = about
  if (count === 0) return []
  const values = count === 1 ? '1 value of' : `${count.toLocaleString('en-US')} values of`
  const message = `${values} ${found.column.column} ${count === 1 ? `is no ${noun}` : `are no ${noun}s`}; ${count === 1 ? 'its row' : 'their rows'} will be set aside.`
  return [problem(found, 'warning', { code, message, count })]
}

function checkOrder(found: Found, dates: DateFacts): MappingProblem[] {
  const name = found.column.column
  const order = found.source.date?.order
  if (dates.order === 'mixed') {
    const message = `${name} holds dates with the day first and with the month first; those that do not fit are set aside.`
    return [problem(found, 'warning', { code: 'date_order_mixed', message })]
  }
  if (dates.order === 'ambiguous') {
    const end = order ? `it is read with ${spokenOrder[order]}.` : 'say which.'
    const message = `No value of ${name} shows whether day or month comes first; ${end}`
    return [problem(found, order ? 'warning' : 'error', { code: 'date_order_open', message })]
  }
  if (dates.order === 'ymd' || order === undefined || order === dates.order) return []
  const message = `${name} is read with ${spokenOrder[order]}, but "${dates.proof}" shows ${spokenOrder[dates.order]}.`
  return [problem(found, 'error', { code: 'date_order_wrong', message })]
}

function checkNumber(found: Found, currency: string): MappingProblem[] {
  const { numbers } = found.column
  if (numbers === null) return [notSuch(found, 'no_numbers', 'a number')]
  return [
    ...checkDecimalSign(found, numbers),
    ...checkDecimals(found, numbers, currency),
    ...unreadable(found, { code: 'not_a_number', noun: 'number', count: numbers.unreadable }),
  ]
}

function checkDecimalSign(found: Found, numbers: NumberFacts): MappingProblem[] {
  const name = found.column.column
  const sign = found.source.number?.decimal ?? '.'
  if (numbers.decimal === 'none' || numbers.decimal === sign) return []
  if (numbers.decimal === '.' || numbers.decimal === ',') {
    const message = `${name} is read with "${sign}" before the decimals, but "${numbers.proof}" shows "${numbers.decimal}".`
    return [problem(found, 'error', { code: 'decimal_wrong', message })]
  }
  const mixed = numbers.decimal === 'mixed'
  const how = mixed ? 'uses both "." and "," for decimals' : 'does not show which sign is the decimal one'
  return [
    problem(found, 'warning', {
      code: 'decimal_open',
      message: `${name} ${how}; it is read with "${sign}".`,
    }),
  ]
}

function checkDecimals(found: Found, numbers: NumberFacts, currency: string): MappingProblem[] {
  const digits = isCurrency(currency) ? currencyDigits(currency) : 2
  if (!isMoneyField(found.field) || numbers.mostDecimals <= digits) return []
  if (found.source.number?.round || numbers.currencies.length > 0) return []
  const message = `${found.column.column} has up to ${numbers.mostDecimals} decimals and ${currency} ${digits}; such rows are set aside unless the mapping says to round.`
  return [problem(found, 'warning', { code: 'too_many_decimals', message })]
}

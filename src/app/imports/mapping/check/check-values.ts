import type { FieldSource, FileMapping } from '../../../../contract/import-mapping.ts'
import type { ColumnProfile } from '../profile/file-profile.ts'
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
  const name = column.column
  const zone = source.date?.zone
  if (zone !== undefined && zoneTime(zone) === null) {
    return [
      problem(found, 'error', {
        code: 'unknown_zone',
        message: `${name}: the time zone "${zone}" does not exist.`,
      }),
    ]
  }
  const { dates } = column
  if (dates === null) {
    const example = column.values[0]?.value ?? ''
    return [
      problem(found, 'error', {
        code: 'no_dates',
        message: `${name} is read as a date, but holds values such as "${example}".`,
      }),
    ]
  }
  const problems: MappingProblem[] = []
  const order = source.date?.order
  if (dates.order === 'mixed') {
    const message = `${name} holds dates with the day first and with the month first; those that do not fit are set aside.`
    problems.push(problem(found, 'warning', { code: 'date_order_mixed', message }))
  } else if (
    (dates.order === 'dmy' || dates.order === 'mdy') &&
    order !== undefined &&
    order !== dates.order
  ) {
    const message = `${name} is read with ${spokenOrder[order]}, but "${dates.proof}" shows ${spokenOrder[dates.order]}.`
    problems.push(problem(found, 'error', { code: 'date_order_wrong', message }))
  } else if (dates.order === 'ambiguous') {
    const message = order
      ? `No value of ${name} shows whether day or month comes first; it is read with ${spokenOrder[order]}.`
      : `No value of ${name} shows whether day or month comes first; say which.`
    problems.push(problem(found, order ? 'warning' : 'error', { code: 'date_order_open', message }))
  }
  if (dates.unreadable > 0) {
    const message = `${dates.unreadable} values of ${name} are no dates; their rows will be set aside.`
    problems.push(problem(found, 'warning', { code: 'not_a_date', message, count: dates.unreadable }))
  }
  return problems
}

function checkNumber(found: Found, currency: string): MappingProblem[] {
  const { source, column, field } = found
  const { numbers } = column
  const name = column.column
  if (numbers === null) {
    const example = column.values[0]?.value ?? ''
    return [
      problem(found, 'error', {
        code: 'no_numbers',
        message: `${name} is read as a number, but holds values such as "${example}".`,
      }),
    ]
  }
  const problems: MappingProblem[] = []
  const sign = source.number?.decimal ?? '.'
  if ((numbers.decimal === '.' || numbers.decimal === ',') && numbers.decimal !== sign) {
    const message = `${name} is read with "${sign}" before the decimals, but "${numbers.proof}" shows "${numbers.decimal}".`
    problems.push(problem(found, 'error', { code: 'decimal_wrong', message }))
  }
  if (numbers.decimal === 'mixed' || numbers.decimal === 'ambiguous') {
    const how =
      numbers.decimal === 'mixed'
        ? 'uses both "." and "," for decimals'
        : 'does not show which sign is the decimal one'
    problems.push(
      problem(found, 'warning', {
        code: 'decimal_open',
        message: `${name} ${how}; it is read with "${sign}".`,
      }),
    )
  }
  const digits = isCurrency(currency) ? currencyDigits(currency) : 2
  if (
    isMoneyField(field) &&
    numbers.mostDecimals > digits &&
    !source.number?.round &&
    numbers.currencies.length === 0
  ) {
    const message = `${name} has up to ${numbers.mostDecimals} decimals and ${currency} ${digits}; such rows are set aside unless the mapping says to round.`
    problems.push(problem(found, 'warning', { code: 'too_many_decimals', message }))
  }
  if (numbers.unreadable > 0) {
    const message = `${numbers.unreadable} values of ${name} are no numbers; their rows will be set aside.`
    problems.push(problem(found, 'warning', { code: 'not_a_number', message, count: numbers.unreadable }))
  }
  return problems
}

import type { ImportField } from '../../../../contract/import-mapping.ts'
import { currencyDigits, currencyIn, isCurrency } from '../values/currency.ts'
import { type Decimal, multiply, readDecimal, toWhole } from '../values/decimal.ts'
import type { CompiledField } from './compile-file.ts'
import { blankWord, note, type RowReader } from './row-reader.ts'

/** The currency of the row's amounts: its own column, else the mark beside the amount, else the mapping's. */
export function readCurrency(row: RowReader, amounts: readonly ImportField[]): string {
  const found = row.file.fields.get('currency')
  const written = found?.take(row.cells) ?? null
  if (written !== null && found !== undefined && !blankWord.test(written)) {
    const code = written.toUpperCase()
    const known = isCurrency(code) ? code : currencyIn(written)
    if (known !== null) return known
    const reason = `${found.column} is "${written.slice(0, 40)}"; the code of a currency such as EUR was expected.`
    note(row, 'unknown_currency', { column: found.column, value: written, reason })
    return row.file.currency
  }
  for (const field of amounts) {
    const value = row.file.fields.get(field)?.take(row.cells) ?? null
    const beside = value === null ? null : currencyIn(value)
    if (beside !== null) return beside
  }
  return row.file.currency
}

/** An amount in the smallest unit of the currency, exact. */
export function readMinor(row: RowReader, field: ImportField, currency: string): number | null {
  const found = row.file.fields.get(field)
  const decimal = found && decimalOf(row, found)
  if (!found || !decimal) return null
  const value = found.take(row.cells) ?? ''
  const { column } = found
  if (decimal.units < 0n) {
    return note(row, 'negative', {
      column,
      value,
      reason: `${column} is ${value}; an amount of zero or more was expected.`,
    })
  }
  const digits = currencyDigits(currency)
  const whole = toWhole(decimal, digits, found.source.number?.round === true)
  if (whole.ok) return whole.value
  const decimals = digits === 0 ? 'no decimals' : `at most ${digits} decimals`
  const expected =
    whole.code === 'too_large' ? 'a smaller amount was expected' : `${currency} has ${decimals}`
  return note(row, whole.code, { column, value, reason: `${column} is ${value.slice(0, 60)}; ${expected}.` })
}

/** A whole number within limits, rounded. */
export function readCount(row: RowReader, field: ImportField, most: number): number | null {
  const found = row.file.fields.get(field)
  const decimal = found && decimalOf(row, found)
  if (!found || !decimal) return null
  const whole = toWhole(decimal, 0, true)
  if (whole.ok && whole.value >= 0 && whole.value <= most) return whole.value
  const value = found.take(row.cells) ?? ''
  return note(row, 'out_of_range', {
    column: found.column,
    value,
    reason: `${found.column} is ${value.slice(0, 60)}; a number from 0 to ${most} was expected.`,
  })
}

/** A number as it is, such as a quantity. */
export function readNumber(row: RowReader, field: ImportField): number | null {
  const found = row.file.fields.get(field)
  const decimal = found && decimalOf(row, found)
  return decimal ? Number(decimal.units) / 10 ** decimal.scale : null
}

function decimalOf(row: RowReader, found: CompiledField): Decimal | null {
  const value = found.take(row.cells)
  if (value === null || blankWord.test(value)) return null
  const sign = found.source.number?.decimal ?? '.'
  const decimal = readDecimal(value, sign)
  if (decimal !== null) return found.multiply === null ? decimal : multiply(decimal, found.multiply)
  const example = sign === '.' ? '1234.56' : '1234,56'
  const reason = `${found.column} is "${value.slice(0, 60)}"; a number such as ${example} was expected.`
  return note(row, 'not_a_number', { column: found.column, value, reason })
}

import type { Money } from '../../core/deal/money.ts'
import { minorDigits } from '../../core/deal/money.ts'
import type { Result } from '../../core/lib/result.ts'
import { no, ok } from '../../core/lib/result.ts'

const known: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

/** A currency by its ISO 4217 code, in either case. */
export function readCurrency(text: string): string | null {
  const code = /^[A-Za-z]{3}$/.test(text) ? text.toUpperCase() : ''
  return known.has(code) ? code : null
}

/**
 * An amount from its decimal digits, never by way of a rounded number. Digits beyond the currency's smallest unit are
 * refused, except the noise a computed 0.1 + 0.2 leaves behind.
 */
export function readMoney(
  value: unknown,
  { currency, unit }: { currency: string; unit: 'major' | 'minor' },
): Result<Money, 'amount_malformed'> {
  const text = typeof value === 'number' ? String(value) : value
  const digits = unit === 'minor' ? 0 : minorDigits(currency)
  const [, sign, whole = '', fraction = ''] =
    typeof text === 'string' ? (/^(-?)(\d{1,15})(?:\.(\d{1,30}))?$/.exec(text.trim()) ?? []) : []
  if (sign === undefined) return no('amount_malformed', 'an amount such as 1250 or 1250.50')
  const rest = fraction.slice(digits)
  if (!/^(0*|0{6}\d*|9{6}\d*)$/.test(rest))
    return no(
      'amount_malformed',
      digits === 0
        ? 'an amount without decimals'
        : `an amount in ${currency} with at most ${digits} decimals`,
    )
  const minor =
    BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0')) + (rest.startsWith('9') ? 1n : 0n)
  if (sign === '-' && minor > 0n) return no('amount_malformed', 'an amount of zero or more')
  if (minor > BigInt(Number.MAX_SAFE_INTEGER))
    return no('amount_malformed', 'an amount below 90 million million')
  return ok({ amountMinor: Number(minor), currency })
}

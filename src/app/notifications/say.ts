import { minorDigits, wholeUnits } from '../../core/deal/money.ts'
import type { Instant } from '../../core/lib/instant.ts'

type Hearer = { zone: string; locale: string }

// Making a format costs a hundred times what using one does.
const formats = new Map<string, Intl.DateTimeFormat>()
const moneyFormats = new Map<string, Intl.NumberFormat>()

/** A moment in the reader's zone, which is said with it: "Fri, 20 Nov, 17:00 CET". */
export function sayMoment(at: Instant, { zone, locale }: Hearer): string {
  const key = `${locale} ${zone}`
  let format = formats.get(key)
  if (!format) {
    format = momentFormat(locale, zone)
    if (formats.size > 1_000) formats.clear()
    formats.set(key, format)
  }
  return format.format(new Date(at)).replaceAll('\u202f', ' ')
}

/** The words around it are English, so the date is too; the reader's region decides its order and clock. */
function momentFormat(locale: string, zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(/^en\b/.test(locale) ? locale : 'en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  })
}

/** An amount as people write it: "€50,000". */
export function sayMoney(money: { amountMinor: number; currency: string }): string {
  const whole = wholeUnits(money)
  const digits = Number.isInteger(whole) ? 0 : minorDigits(money.currency)
  const key = `${money.currency} ${digits}`
  let format = moneyFormats.get(key)
  if (!format) {
    format = new Intl.NumberFormat('en-GB', {
      style: 'currency',
      currency: money.currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    moneyFormats.set(key, format)
  }
  return format.format(whole)
}

/** "1 step", "3 steps". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** "A", "A and B", "A, B and C"; after `most` how many more there are. */
export function listed(words: readonly string[], most = 6): string {
  const shown = words.length > most ? [...words.slice(0, most), `${words.length - most} more`] : [...words]
  const last = shown.pop()
  if (last === undefined) return ''
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`
}

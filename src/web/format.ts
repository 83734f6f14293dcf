import type { Day, Instant } from '../core/lib/instant.ts'

export type Money = { minor: number; currency: string }
export type Locale = { locale: string; zone: string }
export type Width = 'narrow' | 'long'
export type Parsed = { ok: true; value: number } | { ok: false; reason: string }

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const formatters = new Map<
  string,
  Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat | Intl.ListFormat
>()

/** Making an Intl formatter costs 50 µs and more; a table makes thousands of the same one. */
function kept<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat | Intl.ListFormat>(
  key: string,
  make: () => T,
): T {
  const found = formatters.get(key)
  if (found) return found as T
  const made = make()
  formatters.set(key, made)
  return made
}

function numbers(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(`n|${locale}|${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options))
}

function dates(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(`d|${locale}|${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale, options))
}

/** The reader's language and time zone as the browser knows them, until a member's own are loaded. */
export function browserLocale(): Locale {
  const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return { locale: globalThis.navigator?.language ?? locale, zone: timeZone }
}

/** How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  return numbers('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** `€25,000`; decimals only where there are any. `compact` gives `€25K`. A code that is no currency is shown as it is. */
export function formatMoney(at: Locale, money: Money, style: 'full' | 'compact' = 'full'): string {
  const code = /^[A-Za-z]{3}$/.test(money.currency) ? money.currency : null
  if (code === null) return `${formatNumber(at, money.minor / 100)} ${money.currency}`
  const digits = currencyDigits(code)
  const value = money.minor / 10 ** digits
  const shown = Number.isInteger(value) ? 0 : digits
  const options: Intl.NumberFormatOptions =
    style === 'compact'
      ? { style: 'currency', currency: code, notation: 'compact', maximumFractionDigits: 1 }
      : { style: 'currency', currency: code, minimumFractionDigits: shown, maximumFractionDigits: shown }
  return numbers(at.locale, options).format(value)
}

/** An amount without its currency, as it stands in a field: `25,000.50`. */
export function formatAmount(at: Locale, money: Money): string {
  const digits = currencyDigits(money.currency)
  const value = money.minor / 10 ** digits
  const minimumFractionDigits = Number.isInteger(value) ? 0 : digits
  return numbers(at.locale, { minimumFractionDigits, maximumFractionDigits: digits }).format(value)
}

export function formatNumber(at: Locale, value: number, maximumFractionDigits = 3): string {
  return numbers(at.locale, { maximumFractionDigits }).format(value)
}

/** A share between 0 and 1 as `83%`. Never rounds up to 100% or down to 0% what is not. */
export function formatPercent(at: Locale, ratio: number): string {
  const whole = Math.round(ratio * 100)
  const honest = ratio < 1 && whole === 100 ? 99 : ratio > 0 && whole === 0 ? 1 : whole
  return numbers(at.locale, { style: 'percent', maximumFractionDigits: 0 }).format(honest / 100)
}

/** An estimate, to two significant digits from a hundred up: `about 1,200`. Lists never count exactly. */
export function formatAbout(at: Locale, count: number): string {
  const rounded = count < 100 ? Math.round(count) : Number(count.toPrecision(2))
  return `about ${formatNumber(at, rounded, 0)}`
}

/** `1 deal`, `3 deals`. */
export function formatCount(at: Locale, count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(at, count, 0)} ${count === 1 ? one : many}`
}

export function formatList(at: Locale, items: readonly string[]): string {
  return kept(`l|${at.locale}`, () => new Intl.ListFormat(at.locale, { type: 'conjunction' })).format(items)
}

function unit(at: Locale, value: number, name: 'day' | 'hour' | 'minute', width: Width): string {
  return numbers(at.locale, {
    style: 'unit',
    unit: name,
    unitDisplay: width,
    maximumFractionDigits: 0,
  }).format(value)
}

/** A length of time in its two largest parts: `2d 3h`, `1h 10m`, `5m`. Never less than a minute. */
export function formatDuration(at: Locale, ms: number, width: Width = 'narrow'): string {
  const total = Math.max(Math.round(Math.abs(ms) / minute), 1)
  const days = Math.floor(total / 1440)
  const hours = Math.floor((total % 1440) / 60)
  const minutes = total % 60
  const join = width === 'narrow' ? ' ' : ', '
  const pair = (a: string, b: string | null): string => (b === null ? a : `${a}${join}${b}`)
  if (days >= 7) return unit(at, days, 'day', width)
  if (days > 0) return pair(unit(at, days, 'day', width), hours > 0 ? unit(at, hours, 'hour', width) : null)
  if (hours > 0)
    return pair(unit(at, hours, 'hour', width), minutes > 0 ? unit(at, minutes, 'minute', width) : null)
  return unit(at, minutes, 'minute', width)
}

/** `just now`, `5m ago`, `in 3h`, `yesterday`; the date itself from a week away. */
export function formatRelative(at: Locale, instant: Instant, now: number, width: Width = 'narrow'): string {
  const away = Date.parse(instant) - now
  const size = Math.abs(away)
  if (size < 45_000) return 'just now'
  const rtf = kept(
    `r|${at.locale}|${width}`,
    () => new Intl.RelativeTimeFormat(at.locale, { style: width, numeric: 'auto' }),
  )
  if (size < 45 * minute) return rtf.format(Math.round(away / minute) || Math.sign(away), 'minute')
  if (size < 22 * hour) return rtf.format(Math.round(away / hour) || Math.sign(away), 'hour')
  if (size < 7 * day) return rtf.format(Math.round(away / day) || Math.sign(away), 'day')
  return formatShortDate(at, instant, now)
}

/** `20 Nov`, with the year where it is not this one. */
export function formatShortDate(at: Locale, instant: Instant, now: number): string {
  const moment = Date.parse(instant)
  const year = dates('en', { year: 'numeric', timeZone: at.zone })
  const same = year.format(moment) === year.format(now)
  return dates(at.locale, {
    day: 'numeric',
    month: 'short',
    ...(same ? {} : { year: 'numeric' }),
    timeZone: at.zone,
  }).format(moment)
}

/** The whole moment in one zone: `Fri, 20 Nov 2026, 17:00 CET`. */
export function formatExact(at: Locale, instant: Instant, zone: string = at.zone): string {
  return dates(at.locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: zone,
  }).format(Date.parse(instant))
}

/** A calendar day, the same for every reader wherever they are: `20 Nov 2026`. */
export function formatDay(at: Locale, value: Day): string {
  return dates(at.locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${value}T00:00:00Z`),
  )
}

/** The calendar day it is at an instant in a zone. */
export function dayIn(zone: string, instant: Instant | number): Day {
  const moment = typeof instant === 'number' ? instant : Date.parse(instant)
  return dates('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone }).format(moment)
}

/** `Europe/Berlin` as a reader says it: `Berlin`. */
export function zoneCity(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

/** An instant for the reader and, where their zone differs, for the owner: what a time shows on hover. */
export function exactForBoth(
  at: Locale,
  instant: Instant,
  ownerZone?: string,
): { who: string; text: string }[] {
  const reader = { who: 'you', text: formatExact(at, instant) }
  if (ownerZone === undefined || ownerZone === at.zone) return [reader]
  return [reader, { who: zoneCity(ownerZone), text: formatExact(at, instant, ownerZone) }]
}

function decimalSign(locale: string): string {
  return (
    numbers(locale, { minimumFractionDigits: 1 })
      .formatToParts(1.5)
      .find((part) => part.type === 'decimal')?.value ?? '.'
  )
}

/** Which of `,` and `.` is the decimal sign in what somebody typed, or null when it has none. */
function decimalOf(text: string, locale: string, digits: number): string | null {
  const comma = text.lastIndexOf(',')
  const point = text.lastIndexOf('.')
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.'
  const sign = comma >= 0 ? ',' : point >= 0 ? '.' : null
  if (sign === null) return null
  const grouped = new RegExp(`^\\d{1,3}(\\${sign}\\d{3})+$`).test(text)
  if (!grouped) return sign
  const mayBeDecimal = digits >= 3 && text.split(sign).length === 2 && decimalSign(locale) === sign
  return mayBeDecimal ? sign : null
}

const scales: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, mio: 1e6 }

/** Reads a number as people type it: `1,250.5`, `1.250,5`, `25k`, `1.2m`. */
export function parseNumber(at: Locale, text: string, digits = 6): Parsed {
  const refused: Parsed = { ok: false, reason: 'Enter a number, for example 1,250 or 25k' }
  const match = /^(-)?([\d.,]*\d[\d.,]*)(k|mio|m)?$/i.exec(text.replace(/[\s_'’\u00a0\u202f]/g, ''))
  const body = match?.[2]
  if (match === null || body === undefined) return refused
  const decimal = match[3] === undefined ? decimalOf(body, at.locale, digits) : decimalOf(body, at.locale, 6)
  const plain = decimal === null ? body.replace(/[.,]/g, '') : withDecimal(body, decimal)
  if (plain === null) return refused
  const value = Number(plain) * (scales[match[3]?.toLowerCase() ?? ''] ?? 1) * (match[1] ? -1 : 1)
  return Number.isFinite(value) ? { ok: true, value } : refused
}

function withDecimal(body: string, decimal: string): string | null {
  const [whole, fraction, ...more] = body.split(decimal)
  if (more.length > 0) return null
  return `${(whole ?? '').replace(/[.,]/g, '') || '0'}.${fraction ?? ''}`
}

/** Reads an amount as people type it and answers minor units: `€ 25.000,50` is 2500050 in EUR. */
export function parseMoney(at: Locale, text: string, currency: string): Parsed {
  const digits = currencyDigits(currency)
  const bare = text.replace(new RegExp(currency, 'i'), '').replace(/\p{Sc}/gu, '')
  const number = parseNumber(at, bare, digits)
  if (!number.ok) return { ok: false, reason: 'Enter an amount, for example 25,000 or 25k' }
  const minor = Math.round(Number((number.value * 10 ** digits).toPrecision(15)))
  return Number.isSafeInteger(minor)
    ? { ok: true, value: minor }
    : { ok: false, reason: 'This amount is too large' }
}

import type { Money } from '../../core/deal/money.ts'
import type { Day, Instant } from '../../core/lib/instant.ts'
import type { MappingProblem } from '../kit/deal-source.ts'
import { readPath, valueAt } from '../kit/json-path.ts'
import type { MoneyFrom, TextFrom, TimeFrom } from './mapping.ts'
import { readCurrency, readMoney } from './read-money.ts'
import { readTime, timeExpectation } from './read-time.ts'

/** Where values are read from, and what was wrong so far. */
export type Reader = { root: unknown; item: unknown; at: string; problems: MappingProblem[] }

export const longestText = 300

/** The raw value at a path; undefined where the body says nothing, null where it says there is none. */
export function rawAt(reader: Reader, path: string): unknown {
  const read = readPath(path)
  if (read === null) return undefined
  const value = valueAt(read.fromRoot ? reader.root : reader.item, read.steps)
  return value === '' ? null : value
}

/** Notes a problem; returns undefined, so that the field stays unsaid. */
export function problem(
  reader: Reader,
  told: { field: string; path: string; expected: string; value: unknown },
): undefined {
  const path = told.path.startsWith('$') || reader.at === '' ? told.path : `${reader.at}.${told.path}`
  reader.problems.push({ field: told.field, path, expected: told.expected, found: describe(told.value) })
  return undefined
}

/** A value in words, short enough for a sentence. */
function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'no value'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string')
    return `the text ${JSON.stringify(value.length > 60 ? `${value.slice(0, 60).replace(/[\ud800-\udbff]$/, '')}…` : value)}`
  return `${typeof value === 'number' ? 'the number' : 'the value'} ${String(value)}`
}

/** A text or an id: numbers become their digits, nothing else is turned into text. */
export function textAt(reader: Reader, field: string, from: TextFrom | undefined): string | null | undefined {
  if (from === undefined) return undefined
  if (typeof from === 'string') return scalarText(reader, field, from)
  if ('constant' in from) return from.constant
  if ('paths' in from) return joined(from.paths.map((path) => scalarText(reader, field, path)))
  const said = scalarText(reader, field, from.path)
  if (said === undefined || said === null) return said
  if (Object.hasOwn(from.values, said)) return from.values[said]
  const words = Object.keys(from.values).slice(0, 10)
  return problem(reader, { field, path: from.path, expected: `one of ${words.join(', ')}`, value: said })
}

function joined(parts: Array<string | null | undefined>): string | null | undefined {
  if (parts.every((part) => part === undefined)) return undefined
  const text = parts.filter((part) => part !== undefined && part !== null).join(' ')
  return text === '' ? null : text
}

function scalarText(reader: Reader, field: string, path: string): string | null | undefined {
  const value = rawAt(reader, path)
  if (value === undefined || value === null) return value
  const text = typeof value === 'number' ? digitsOf(value) : value
  if (typeof text !== 'string' || text.trim().length > longestText)
    return problem(reader, { field, path, expected: `a text of at most ${longestText} characters`, value })
  const trimmed = text.trim()
  return trimmed === '' ? null : trimmed
}

/** A number as an id: its digits, never a power of ten. */
function digitsOf(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : String(value)
}

/** One of a closed list of words. */
export function wordAt<T extends string>(
  reader: Reader,
  field: string,
  { from, words }: { from: TextFrom | undefined; words: readonly T[] },
): T | null | undefined {
  const text = textAt(reader, field, from)
  if (text === undefined || text === null) return text
  const word = words.find((known) => known === text)
  return (
    word ??
    problem(reader, { field, path: pathOf(from), expected: `one of ${words.join(', ')}`, value: text })
  )
}

/** An address in lower case; only ASCII, so that no look-alike letter becomes a known person. */
export function emailAt(
  reader: Reader,
  field: string,
  from: TextFrom | undefined,
): string | null | undefined {
  const text = textAt(reader, field, from)
  if (text === undefined || text === null) return text
  if (/^[\x21-\x7e]{1,64}@[a-z0-9.-]{1,190}$/i.test(text) && text.split('@').length === 2)
    return text.toLowerCase()
  return problem(reader, {
    field,
    path: pathOf(from),
    expected: 'a mail address such as ana@example.com',
    value: text,
  })
}

export function timeAt(
  reader: Reader,
  field: string,
  from: TimeFrom | undefined,
): Instant | null | undefined {
  if (from === undefined) return undefined
  const { path, form, zone } =
    typeof from === 'string' ? { path: from, form: 'iso' as const, zone: undefined } : from
  const value = rawAt(reader, path)
  if (value === undefined || value === null) return value
  return (
    readTime(value, form, zone) ?? problem(reader, { field, path, expected: timeExpectation[form], value })
  )
}

/** A calendar day: the day itself where the source gives days, else the day in UTC. */
export function dayAt(reader: Reader, field: string, from: TimeFrom | undefined): Day | null | undefined {
  const plain = typeof from === 'object' && from.form === 'day' ? { ...from, zone: undefined } : from
  return timeAt(reader, field, plain)?.slice(0, 10) ?? (isSaid(reader, from) ? null : undefined)
}

function isSaid(reader: Reader, from: TimeFrom | undefined): boolean {
  return from !== undefined && rawAt(reader, typeof from === 'string' ? from : from.path) === null
}

export function moneyAt(
  reader: Reader,
  field: string,
  from: MoneyFrom | undefined,
): Money | null | undefined {
  if (from === undefined) return undefined
  const { path, unit } = from
  const value = rawAt(reader, path)
  if (value === undefined || value === null) return value
  const text = textAt(reader, `${field}.currency`, from.currency)
  const currency = typeof text === 'string' ? readCurrency(text) : null
  if (currency === null)
    return problem(reader, {
      field,
      path: pathOf(from.currency),
      expected: 'a currency such as EUR beside the amount',
      value: text,
    })
  const money = readMoney(value, { currency, unit })
  return money.ok ? money.value : problem(reader, { field, path, expected: money.reason, value })
}

export function probabilityAt(
  reader: Reader,
  field: string,
  from: { path: string; unit: 'percent' | 'fraction' } | undefined,
): number | null | undefined {
  if (from === undefined) return undefined
  const value = rawAt(reader, from.path)
  if (value === undefined || value === null) return value
  const most = from.unit === 'percent' ? 100 : 1
  const number =
    typeof value === 'number' || (typeof value === 'string' && /^\d{1,3}(\.\d{1,10})?$/.test(value))
      ? Number(value)
      : Number.NaN
  if (number >= 0 && number <= most) return Math.round((number * 100) / most)
  return problem(reader, { field, path: from.path, expected: `a number from 0 to ${most}`, value })
}

function pathOf(from: TextFrom | undefined): string {
  if (from === undefined || typeof from === 'string') return from ?? ''
  if ('path' in from) return from.path
  return 'paths' in from ? from.paths.join(' + ') : 'the mapping'
}

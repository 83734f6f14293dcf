import { no } from './result.ts'

/** How much a JSON document from outside may hold before it is refused unread. */
export type JsonLimits = {
  /** Length of the whole document in characters. */
  chars: number
  /** Objects and lists within one another. */
  depth: number
  /** Keys of all objects together. */
  keys: number
  /** Items of all lists together. */
  items: number
  /** Length of one text in characters, as written. */
  textChars: number
}

export const jsonRefusals = [
  'too_large',
  'not_utf8',
  'byte_order_mark',
  'not_json',
  'too_deep',
  'too_many_keys',
  'too_many_items',
  'text_too_long',
  'number_too_long',
  'forbidden_key',
  'duplicate_key',
  'nul_character',
  'broken_character',
] as const
export type JsonRefusal = (typeof jsonRefusals)[number]

export type Frame = { kind: 'object' | 'list'; keys: Set<string>; key: string; index: number }

/** Where a scan stands. */
export type Cursor = {
  readonly text: string
  readonly limits: JsonLimits
  at: number
  keys: number
  items: number
  stack: Frame[]
  /** Start and end of every number that JavaScript would round. */
  inexact: Array<[number, number]>
  refusal: ReturnType<typeof no<JsonRefusal>> | null
}

const maxDigits = 64

/** Stops the scan with a sentence that says what was expected and where. */
export function refuse(cursor: Cursor, code: JsonRefusal, sentence: string): void {
  cursor.refusal ??= no(code, `${sentence}, at character ${cursor.at + 1}${placeOf(cursor)}`)
}

function placeOf(cursor: Cursor): string {
  const path = cursor.stack
    .map((frame) =>
      frame.kind === 'list' ? `[${frame.index}]` : `.${JSON.stringify(frame.key.slice(0, 40)).slice(1, -1)}`,
    )
    .join('')
    .replace(/^\./, '')
  return path === '' || path === '.' ? '' : ` (in ${path.slice(0, 200)})`
}

/** Reads over a text in double quotes. */
export function scanText(cursor: Cursor): void {
  const { text, limits } = cursor
  const last = cursor.at + limits.textChars + 1
  for (cursor.at++; cursor.refusal === null; cursor.at++) {
    const unit = text.charCodeAt(cursor.at)
    if (unit === 0x22) {
      cursor.at++
      return
    }
    if (cursor.at > last)
      refuse(cursor, 'text_too_long', `expected a text of at most ${limits.textChars} characters`)
    else if (unit === 0x5c) scanEscape(cursor)
    else if (unit < 0x20)
      refuse(cursor, unit === 0 ? 'nul_character' : 'not_json', 'expected no control character in a text')
    else if (Number.isNaN(unit)) refuse(cursor, 'not_json', 'expected the closing quote of a text')
    else if (unit >= 0xd800 && unit <= 0xdfff) scanPair(cursor, [unit, text.charCodeAt(cursor.at + 1)], 1)
  }
}

function scanEscape(cursor: Cursor): void {
  const char = cursor.text[cursor.at + 1] ?? ''
  if (char === 'u') {
    const unit = escapedUnit(cursor.text, cursor.at)
    if (Number.isNaN(unit)) return refuse(cursor, 'not_json', 'expected four hexadecimal digits after \\u')
    if (unit === 0) return refuse(cursor, 'nul_character', 'expected no NUL character in a text')
    if (unit >= 0xd800 && unit <= 0xdfff) scanPair(cursor, [unit, escapedUnit(cursor.text, cursor.at + 6)], 6)
    cursor.at += 5
  } else if (char !== '' && '"\\/bfnrt'.includes(char)) cursor.at++
  else refuse(cursor, 'not_json', 'expected one of the escapes of JSON after a backslash')
}

function escapedUnit(text: string, at: number): number {
  const written = text.slice(at, at + 6)
  return /^\\u[0-9a-fA-F]{4}$/.test(written) ? Number.parseInt(written.slice(2), 16) : Number.NaN
}

/** A character beyond 16 bits is two halves; either half alone would silently become another character later. */
function scanPair(cursor: Cursor, [first, second]: [number, number], step: number): void {
  if (first <= 0xdbff && second >= 0xdc00 && second <= 0xdfff) cursor.at += step
  else refuse(cursor, 'broken_character', 'expected whole characters; found one half of a surrogate pair')
}

/** Reads over a number; refuses one that would be longer than 64 digits when written out. */
export function scanNumber(cursor: Cursor): void {
  const start = cursor.at
  const number = /-?(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?/y
  number.lastIndex = start
  const found = number.exec(cursor.text)
  if (found === null) return refuse(cursor, 'not_json', 'expected a number such as -12.5')
  const [written, whole = '', fraction = '', exponent = '0'] = found
  const shift = Number(exponent)
  if (Math.max(whole.length, fraction.length, whole.length + shift, fraction.length - shift) > maxDigits)
    return refuse(
      cursor,
      'number_too_long',
      `expected a number of at most ${maxDigits} digits when written out`,
    )
  cursor.at += written.length
  if (whole.length + fraction.length > 15 && decimalOf(written) !== decimalOf(String(Number(written))))
    cursor.inexact.push([start, cursor.at])
}

/** One form for every way to write the same number. */
function decimalOf(written: string): string {
  const [mantissa = '', exponent = '0'] = written.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.')
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  const trimmed = digits.replace(/0+$/, '')
  const power = Number(exponent) - fraction.length + (digits.length - trimmed.length)
  return `${written.startsWith('-') ? '-' : ''}${trimmed}e${trimmed === '' ? 0 : power}`
}

/** Reads over `true`, `false` or `null`. */
export function scanWord(cursor: Cursor): void {
  const word = ['true', 'false', 'null'].find((known) => cursor.text.startsWith(known, cursor.at))
  if (word === undefined) refuse(cursor, 'not_json', 'expected a JSON value')
  else cursor.at += word.length
}

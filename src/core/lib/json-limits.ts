import type { Cursor, Frame, JsonLimits, JsonRefusal } from './json-scan.ts'
import { refuse, scanNumber, scanText, scanWord } from './json-scan.ts'
import type { Result } from './result.ts'
import { no, ok } from './result.ts'
import { decodeUtf8 } from './utf8.ts'

export const defaultJsonLimits: JsonLimits = {
  chars: 4_000_000,
  depth: 64,
  keys: 50_000,
  items: 100_000,
  textChars: 250_000,
}

const forbiddenKeys: readonly string[] = ['__proto__', 'constructor', 'prototype']

/**
 * Reads JSON that somebody else wrote. What would break a later step (nesting, huge numbers, NUL, half
 * characters, a key given twice) is refused by a linear scan before anything is built.
 * A number that JavaScript cannot hold exactly as written, such as an id above 2^53, comes back as its text.
 */
export function parseJsonSafely(
  source: string | Uint8Array,
  limits: JsonLimits = defaultJsonLimits,
): Result<unknown, JsonRefusal> {
  if (source.length > 4 * limits.chars) return tooLarge(limits)
  const text = typeof source === 'string' ? source : decodeUtf8(source)
  if (text === null) return no('not_utf8', 'expected text in UTF-8; these bytes are not')
  const scan = scanJson(text, limits)
  if (!scan.ok) return scan
  const value: unknown = JSON.parse(quoteInexact(text, scan.value.inexact))
  return ok(value)
}

function quoteInexact(text: string, inexact: Array<[number, number]>): string {
  let from = 0
  const parts: string[] = []
  for (const [start, end] of inexact) {
    parts.push(text.slice(from, start), '"', text.slice(start, end), '"')
    from = end
  }
  parts.push(text.slice(from))
  return parts.join('')
}

/** Checks a JSON document against the grammar and the limits without building anything. */
export function scanJson(
  text: string,
  limits: JsonLimits = defaultJsonLimits,
): Result<{ inexact: Array<[number, number]> }, JsonRefusal> {
  if (text.length > limits.chars) return tooLarge(limits)
  if (text.charCodeAt(0) === 0xfeff)
    return no('byte_order_mark', 'expected JSON from the first character; found a byte order mark')
  const cursor: Cursor = { text, limits, at: 0, keys: 0, items: 0, stack: [], inexact: [], refusal: null }
  let state: Next = 'value'
  while (state !== 'end' && cursor.refusal === null) state = step(cursor, state)
  if (cursor.refusal === null) {
    skipSpace(cursor)
    if (cursor.at < text.length) refuse(cursor, 'not_json', 'expected the end of the document')
  }
  return cursor.refusal ?? ok({ inexact: cursor.inexact })
}

type Next = 'value' | 'first_key' | 'key' | 'first_item' | 'after_value' | 'end'

function step(cursor: Cursor, state: Next): Next {
  skipSpace(cursor)
  const char = cursor.text.charCodeAt(cursor.at)
  if (state === 'first_key' && char === 0x7d) return close(cursor)
  if (state === 'first_item') {
    if (char === 0x5d) return close(cursor)
    return openItem(cursor)
  }
  if (state === 'first_key' || state === 'key') return readKey(cursor)
  if (state === 'after_value') return afterValue(cursor, char)
  return readValue(cursor, char)
}

function readValue(cursor: Cursor, char: number): Next {
  if (char === 0x7b || char === 0x5b) return open(cursor, char === 0x7b ? 'object' : 'list')
  if (char === 0x22) scanText(cursor)
  else if (char === 0x2d || (char >= 0x30 && char <= 0x39)) scanNumber(cursor)
  else scanWord(cursor)
  return cursor.stack.length === 0 ? 'end' : 'after_value'
}

function open(cursor: Cursor, kind: Frame['kind']): Next {
  if (cursor.stack.length >= cursor.limits.depth) {
    refuse(cursor, 'too_deep', `expected at most ${cursor.limits.depth} levels of nesting`)
    return 'end'
  }
  cursor.at++
  cursor.stack.push({ kind, keys: new Set(), key: '', index: 0 })
  return kind === 'object' ? 'first_key' : 'first_item'
}

function close(cursor: Cursor): Next {
  cursor.at++
  cursor.stack.pop()
  return cursor.stack.length === 0 ? 'end' : 'after_value'
}

function afterValue(cursor: Cursor, char: number): Next {
  const frame = cursor.stack.at(-1)
  const inObject = frame?.kind === 'object'
  if (char === (inObject ? 0x7d : 0x5d)) return close(cursor)
  if (char !== 0x2c) {
    refuse(cursor, 'not_json', `expected a comma or the closing ${inObject ? 'brace' : 'bracket'}`)
    return 'end'
  }
  cursor.at++
  if (inObject) return 'key'
  if (frame) frame.index++
  return openItem(cursor)
}

function openItem(cursor: Cursor): Next {
  cursor.items++
  if (cursor.items > cursor.limits.items)
    refuse(cursor, 'too_many_items', `expected at most ${cursor.limits.items} list items in one document`)
  return 'value'
}

function readKey(cursor: Cursor): Next {
  const start = cursor.at
  if (cursor.text.charCodeAt(start) !== 0x22) {
    refuse(cursor, 'not_json', 'expected a key in double quotes')
    return 'end'
  }
  scanText(cursor)
  if (cursor.refusal !== null) return 'end'
  noteKey(cursor, start)
  skipSpace(cursor)
  if (cursor.refusal === null && cursor.text.charCodeAt(cursor.at) !== 0x3a)
    refuse(cursor, 'not_json', 'expected a colon after the key')
  cursor.at++
  return 'value'
}

function noteKey(cursor: Cursor, start: number): void {
  const written = cursor.text.slice(start + 1, cursor.at - 1)
  const key = written.includes('\\') ? String(JSON.parse(`"${written}"`)) : written
  const frame = cursor.stack.at(-1)
  if (!frame) return
  cursor.keys++
  if (cursor.keys > cursor.limits.keys)
    refuse(cursor, 'too_many_keys', `expected at most ${cursor.limits.keys} keys in one document`)
  else if (forbiddenKeys.includes(key)) refuse(cursor, 'forbidden_key', `the key "${key}" is never accepted`)
  else if (frame.keys.has(key)) refuse(cursor, 'duplicate_key', 'expected each key once in an object')
  frame.keys.add(key)
  frame.key = key
}

function skipSpace(cursor: Cursor): void {
  for (;;) {
    const char = cursor.text.charCodeAt(cursor.at)
    if (char !== 0x20 && char !== 0x0a && char !== 0x0d && char !== 0x09) return
    cursor.at++
  }
}

function tooLarge(limits: JsonLimits) {
  return no('too_large', `expected a document of at most ${limits.chars} characters`)
}

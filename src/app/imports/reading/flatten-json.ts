import { isDangerousKey } from './name-columns.ts'
import { type Cells, columnLimit, depthLimit } from './raw-row.ts'

export type Flattened =
  | { ok: true; cells: Cells }
  | { ok: false; code: 'bad_json' | 'not_an_object' | 'dangerous_key' | 'too_deep'; reason: string }

/** Numbers whose digits a double would change: long ids, long fractions, powers of ten. */
const fragileNumber = /\d{16}|\d\.\d{12}|\d[eE][-+\d]/
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?\b/gs

/**
 * A JSON object as one row: nested objects become `outer.inner`, lists of plain values are joined with "; ",
 * other lists stay JSON. Numbers keep the digits they were written with.
 */
export function flattenJson(text: string): Flattened {
  if (exceedsDepth(text, depthLimit)) {
    return { ok: false, code: 'too_deep', reason: `is nested more than ${depthLimit} levels deep` }
  }
  let value: unknown
  try {
    value = JSON.parse(fragileNumber.test(text) ? keepDigits(text) : text)
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 120) : 'invalid'
    return {
      ok: false,
      code: 'bad_json',
      reason: `is not valid JSON (${why}); expected an object such as {"name": "Acme"}`,
    }
  }
  if (!isRecord(value)) {
    return {
      ok: false,
      code: 'not_an_object',
      reason: 'is not an object; expected one such as {"name": "Acme"}',
    }
  }
  const cells: Cells = {}
  const refused = flattenInto(cells, '', value)
  return refused ?? { ok: true, cells }
}

/** The same JSON with fragile numbers as strings of the digits they were written with. */
function keepDigits(text: string): string {
  return text.replace(stringOrNumber, (token) =>
    token.startsWith('"') || !fragileNumber.test(token) ? token : `"${token}"`,
  )
}

function flattenInto(cells: Cells, prefix: string, value: Record<string, unknown>): Flattened | null {
  for (const key of Object.keys(value)) {
    if (isDangerousKey(key)) {
      return { ok: false, code: 'dangerous_key', reason: `has a key named "${key}", which is refused` }
    }
    const path = prefix === '' ? safePath(key) : `${prefix}.${key}`
    const inner = value[key]
    if (isRecord(inner)) {
      const refused = flattenInto(cells, path, inner)
      if (refused) return refused
    } else {
      cells[path] = cellOf(inner)
    }
  }
  return null
}

/** A column named like something every object inherits would be found on rows that do not have it. */
function safePath(key: string): string {
  return key in Object.prototype ? `${key} (2)` : key
}

function cellOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return String(value)
  if (value.length === 0) return null
  return value.some((item) => typeof item === 'object') ? JSON.stringify(value) : value.join('; ')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether brackets nest deeper than the limit; looked at before parsing, because a parser may run out of stack. */
export function exceedsDepth(text: string, limit: number): boolean {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (inString) {
      if (c === 92) i++
      else if (c === 34) inString = false
    } else if (c === 34) inString = true
    else if (c === 123 || c === 91) {
      if (++depth > limit) return true
    } else if (c === 125 || c === 93) depth--
  }
  return false
}

/** Whether a row has more columns than are read. */
export function tooManyColumns(cells: Cells): boolean {
  return Object.keys(cells).length > columnLimit
}

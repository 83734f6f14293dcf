import { defaultJsonLimits, parseJsonSafely } from '../../../core/lib/json-limits.ts'
import type { JsonRefusal } from '../../../core/lib/json-scan.ts'
import {
  type Cells,
  cellCharacters,
  columnLimit,
  depthLimit,
  type RowProblemCode,
  rowCharacters,
} from './raw-row.ts'

export type Flattened = { ok: true; cells: Cells } | { ok: false; code: RowProblemCode; reason: string }

const limits = {
  ...defaultJsonLimits,
  chars: rowCharacters,
  depth: depthLimit,
  keys: columnLimit,
  textChars: cellCharacters,
}

/**
 * A JSON object as one row: nested objects become `outer.inner`, lists of plain values are joined with "; ",
 * other lists stay JSON. Numbers keep the digits they were written with.
 */
export function flattenJson(text: string): Flattened {
  const parsed = parseJsonSafely(text.trim(), limits)
  if (!parsed.ok)
    return {
      ok: false,
      code: codes[parsed.code] ?? 'bad_json',
      reason: `is not usable JSON: ${parsed.reason}`,
    }
  if (!isRecord(parsed.value)) {
    return {
      ok: false,
      code: 'not_an_object',
      reason: 'is not an object; expected one such as {"name": "Acme"}',
    }
  }
  const cells: Cells = {}
  flattenInto(cells, '', parsed.value)
  return { ok: true, cells }
}

const codes: Partial<Record<JsonRefusal, RowProblemCode>> = {
  too_deep: 'too_deep',
  too_large: 'row_too_long',
  too_many_keys: 'row_too_long',
  text_too_long: 'cell_too_long',
  forbidden_key: 'dangerous_key',
  nul_character: 'bad_character',
  broken_character: 'bad_character',
}

function flattenInto(cells: Cells, prefix: string, value: Record<string, unknown>): void {
  for (const key of Object.keys(value)) {
    const path = prefix === '' ? safePath(key) : `${prefix}.${key}`
    const inner = value[key]
    if (isRecord(inner)) flattenInto(cells, path, inner)
    else cells[path] = cellOf(inner)
  }
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

import type { ImportField } from '../../../../contract/import-mapping.ts'
import type { Day, Instant } from '../../../../core/lib/instant.ts'
import type { Cells } from '../../reading/raw-row.ts'
import { dayOfWall } from '../values/zone-time.ts'
import { type CompiledFile, trimmed, wordKey } from './compile-file.ts'
import type { KeptFields, Problem, ProblemCode, Reference } from './import-record.ts'
import { readMoment } from './read-moment.ts'

/** Reads the values of one row and notes everything that is wrong with it. */
export type RowReader = {
  readonly file: CompiledFile
  readonly cells: Cells
  readonly problems: Problem[]
}

/** Ways to leave a number or a date out; in a text they are text. */
export const blankWord = /^(n\/?a|#n\/a|null|none|nil|-+|\u2014|\u2013|\(blank\)|\(none\))$/i

const longest = { name: 300, text: 2_000, kept: 20_000, key: 500 }

export function note(
  row: RowReader,
  code: ProblemCode,
  about: { column: string; value: string; reason: string },
): null {
  const value = about.value.slice(0, 200).toWellFormed()
  row.problems.push({ code, column: about.column, value, reason: about.reason.toWellFormed() })
  return null
}

/** The values of the key columns together; a row without any cannot be found again and is set aside. */
export function readKey(row: RowReader): string {
  const { key, keyIsDataTree } = row.file.mapping
  const parts = key.map((column) => trimmed(row.cells[column]))
  const column = key.join(' + ')
  if (parts.every((part) => part === null)) {
    note(row, 'no_key', {
      column,
      value: '',
      reason: `${column || 'The key'} is empty; it is what the record is recognised by.`,
    })
    return ''
  }
  const joined = parts.map((part) => part ?? '').join(' / ')
  checkText(row, { column, value: joined, limit: longest.key })
  return keyIsDataTree ? treeKey(joined) : joined
}

function treeKey(value: string): string {
  return value.replace(/^@/, '').toLowerCase()
}

export function readText(row: RowReader, field: ImportField): string | null {
  const found = row.file.fields.get(field)
  const value = found?.take(row.cells) ?? null
  if (found === undefined || value === null) return null
  return checkText(row, { column: found.column, value, limit: longest.text })
}

/** A name on one line; without one the row is set aside. */
export function readName(row: RowReader, most = longest.name): string {
  const found = row.file.fields.get('name')
  const value = found?.take(row.cells) ?? null
  if (value === null) {
    note(row, 'missing', {
      column: found?.column ?? 'name',
      value: '',
      reason: `${found?.column || 'The name'} is empty; a name was expected.`,
    })
    return ''
  }
  const line = /[\r\n\t]/.test(value) ? value.replace(/\s+/g, ' ') : value
  return checkText(row, { column: found?.column ?? '', value: line, limit: most }) ?? ''
}

// oxlint-disable-next-line no-control-regex -- exactly these are refused
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

function checkText(row: RowReader, about: { column: string; value: string; limit: number }): string | null {
  const { column, value, limit } = about
  if (value.length > limit) {
    return note(row, 'too_long', {
      column,
      value,
      reason: `${column} holds ${value.length} characters; at most ${limit} were expected.`,
    })
  }
  if (controls.test(value)) {
    return note(row, 'control_character', {
      column,
      value,
      reason: `${column} holds a control character that cannot be stored.`,
    })
  }
  return value
}

const email =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?){1,8}$/

/** An address in lower case. Only ASCII counts, because look-alike letters make two people of one. */
export function readEmail(row: RowReader, field: ImportField): string | null {
  const found = row.file.fields.get(field)
  const value = found?.take(row.cells) ?? null
  if (found === undefined || value === null || blankWord.test(value)) return null
  const lower = value.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  if (lower.length <= 254 && email.test(lower)) return lower
  const reason = `${found.column} is "${value.slice(0, 80)}"; an address such as ana@example.com was expected.`
  return note(row, 'not_an_email', { column: found.column, value, reason })
}

export function readReference(row: RowReader, field: ImportField): Reference | null {
  return readReferences(row, field)[0] ?? null
}

export function readReferences(row: RowReader, field: ImportField): Reference[] {
  const found = row.file.fields.get(field)
  const value = found?.take(row.cells) ?? null
  if (found === undefined || value === null) return []
  const { separator, by = 'name', dataTree } = found.source
  const parts = separator === undefined ? [value] : value.split(separator)
  return parts.flatMap((part) => {
    const text = trimmed(part)
    if (text === null) return []
    const meant = found.aliases.get(wordKey(text)) ?? text
    const checked = checkText(row, { column: found.column, value: meant, limit: longest.key })
    return checked === null ? [] : [{ by, value: dataTree ? treeKey(checked) : checked }]
  })
}

export function readDay(row: RowReader, field: ImportField): Day | null {
  const moment = momentOf(row, field)
  return moment === null ? null : dayOfWall(moment.wall)
}

/** A day without a time begins where its zone's midnight is. */
export function readInstant(row: RowReader, field: ImportField): Instant | null {
  return momentOf(row, field)?.at() ?? null
}

function momentOf(row: RowReader, field: ImportField): { wall: number; at(): Instant } | null {
  const found = row.file.fields.get(field)
  const value = found?.take(row.cells) ?? null
  if (found === undefined || value === null || blankWord.test(value)) return null
  const moment = readMoment(value, found, row.file.zone)
  if (moment.ok) return moment.value
  return note(row, moment.code, {
    column: found.column,
    value,
    reason: `${found.column} is "${value.slice(0, 60)}"; ${moment.reason}.`,
  })
}

const plainNumber = /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/

/** The kept columns; plain numbers and yes/no become what conditions can compare. */
export function readKept(row: RowReader): KeptFields {
  const fields: KeptFields = {}
  for (const { column, as } of row.file.mapping.keep) {
    const value = trimmed(row.cells[column])
    const text = value === null ? null : checkText(row, { column, value, limit: longest.kept })
    if (text === null) continue
    if (/^(true|false)$/i.test(text)) fields[as] = text.toLowerCase() === 'true'
    else fields[as] = plainNumber.test(text) ? Number(text) : text
  }
  return fields
}

import {
  type FieldSource,
  type FileMapping,
  type ImportField,
  type ImportKind,
  type ImportMapping,
  importFields,
} from '../../../../contract/import-mapping.ts'
import { isProblemColumn } from '../../reading/safe-cell.ts'
import type { FileProfile } from '../profile/file-profile.ts'
import { isDateField, isNumberField } from './field-types.ts'
import { bareName } from './header-words.ts'
import { type FieldMatch, matchColumns } from './match-columns.ts'
import { recogniseFiles } from './recognise-files.ts'
import { roleOf } from './role-words.ts'
import { dealTypeOf, stageOf } from './stage-words.ts'
import { isReferenceField, type MatchedFile, suggestReference } from './suggest-references.ts'
import { type Suggesting, sourceOf } from './suggest-source.ts'

const keptColumns = 100

/** A whole mapping for a folder of files, ready to run where everything was recognised; to be corrected where not. */
export function suggestMapping(profiles: readonly FileProfile[], how: Suggesting): ImportMapping {
  const recognised = recogniseFiles(profiles)
  const matched = profiles.flatMap((profile): MatchedFile[] => {
    const kind = recognised[profile.file]?.kind ?? 'unknown'
    return kind === 'unknown'
      ? []
      : [{ file: profile.file, kind, matches: matchColumns(profile.columns, kind) }]
  })
  const files = profiles.map((profile): FileMapping => {
    const file = matched.find((found) => found.file === profile.file)
    return file ? fileMapping(profile, file, { ...how, files: matched }) : ignored(profile.file)
  })
  return {
    format: 1,
    zone: how.zone,
    currency: how.currency,
    files,
    stages: labels(matched, ['stage', 'status'], (label) => stageOf(label)?.kind ?? null),
    dealTypes: labels(matched, ['dealType'], dealTypeOf),
    missing: { account: 'create', member: 'create', product: 'create' },
  }
}

function ignored(file: string): FileMapping {
  return { file, kind: 'ignore', key: [], fields: {}, keep: [] }
}

type Context = Suggesting & { files: readonly MatchedFile[] }

function fileMapping(profile: FileProfile, file: MatchedFile, context: Context): FileMapping {
  const fields: FileMapping['fields'] = {}
  for (const match of file.matches) {
    if (isFieldOf(file.kind, match.field)) fields[match.field] = fieldSource(match, match.field, context)
  }
  completeNames(file, fields)
  // Where only the addresses of owners are told, they are what tells who an owner is.
  if (fields.ownerEmail && !fields.owner) {
    fields.owner = { ...fields.ownerEmail, by: 'email' }
    delete fields.ownerEmail
  }
  if (file.kind === 'deals' && fields.amount && !fields.annual) fields.annual = fields.amount
  const key = keyOf(file)
  const used = new Set([...key, ...Object.values(fields).flatMap(columnsOf)])
  const dataTree = key[0] === 'attributes.referenceId' ? { keyIsDataTree: true } : {}
  return {
    file: profile.file,
    kind: file.kind,
    key,
    ...dataTree,
    fields,
    keep: keepRest(profile, file.kind, used),
  }
}

function isFieldOf(kind: ImportKind, field: string): field is ImportField {
  return importFields[kind].some((name) => name === field)
}

function fieldSource(match: FieldMatch, field: ImportField, context: Context): FieldSource {
  const { column } = match
  if (isDateField(field)) return sourceOf(column, 'date', context)
  if (field === 'probability') return probabilitySource(match, context)
  if (isNumberField(field)) return sourceOf(column, 'number', context)
  const source = sourceOf(column, 'text', context)
  if (field === 'role') {
    const values = Object.fromEntries(
      column.values.slice(0, 100).flatMap(({ value }) => {
        const role = roleOf(value)
        return role ? [[value.trim(), role]] : []
      }),
    )
    return Object.keys(values).length > 0 ? { ...source, values } : source
  }
  return isReferenceField(field) ? { ...source, ...suggestReference(column, field, context.files) } : source
}

/** Some systems write 90, others 0.9. */
function probabilitySource(match: FieldMatch, context: Context): FieldSource {
  const source = sourceOf(match.column, 'number', context)
  const { values } = match.column
  const shares = values.length > 0 && values.every((entry) => Number(entry.value.replace(',', '.')) <= 1)
  return shares ? { ...source, number: { ...source.number, multiply: '100' } } : source
}

/** A name made of its parts, or for deals without one, of account and product. */
function completeNames(file: MatchedFile, fields: FileMapping['fields']): void {
  const columnOf = (field: string): string[] =>
    file.matches
      .filter((match) => match.field === field && match.column.filled > 0)
      .map((match) => match.column.column)
  const parts = [...columnOf('firstName'), ...columnOf('lastName')]
  if (parts.length > 0 && (!fields.name || parts.length === 2)) {
    fields.name = { from: 'columns', columns: parts, joinWith: ' ' }
  }
  if (file.kind !== 'deals' || fields.name) return
  const about = [...columnOf('account'), ...columnOf('products')]
  if (about.length > 0) fields.name = { from: 'columns', columns: about, joinWith: ' – ' }
}

/** What identifies a record: its id, else its address or name. */
function keyOf(file: MatchedFile): string[] {
  const columns = (...fields: string[]): string[] =>
    file.matches.filter((match) => fields.includes(match.field)).map((match) => match.column.column)
  const id = columns('externalId')
  if (id.length > 0) return id
  const byKind: Record<ImportKind, string[][]> = {
    people: [columns('email'), columns('name'), columns('firstName', 'lastName')],
    accounts: [columns('name')],
    products: [columns('name')],
    contacts: [columns('email'), columns('name', 'account'), columns('firstName', 'lastName', 'account')],
    deals: [columns('name', 'account'), columns('account', 'products', 'createdOn')],
    line_items: [columns('deal', 'product')],
  }
  return (byKind[file.kind].find((key) => key.length > 0) ?? []).slice(0, 5)
}

/** The columns a field is read from. */
export function columnsOf(source: FieldSource | undefined): string[] {
  if (source === undefined) return []
  if (source.from === 'column') return [source.column]
  return source.from === 'columns' ? source.columns : []
}

function keepRest(profile: FileProfile, kind: ImportKind, used: ReadonlySet<string>): FileMapping['keep'] {
  if (kind !== 'accounts' && kind !== 'deals') return []
  const taken = new Set<string>()
  const rest = profile.columns.filter(
    (column) => column.filled > 0 && !used.has(column.column) && !isTechnical(column.column),
  )
  return rest.slice(0, keptColumns).map((column) => {
    const as = fieldName(column.column, taken)
    taken.add(as)
    return { column: column.column, as }
  })
}

function isTechnical(column: string): boolean {
  return (
    isProblemColumn(column) || /^(_|attributes\.)|^is_?deleted$|^portal_?id$|systemmodstamp/i.test(column)
  )
}

/** `Lead Source` as `lead_source`, with a number behind it where that is taken. */
export function fieldName(column: string, taken: ReadonlySet<string>): string {
  const plain = bareName(column)
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 55)
  const base = plain === '' ? 'field' : plain
  if (!taken.has(base)) return base
  let n = 2
  while (taken.has(`${base}_${n}`)) n++
  return `${base}_${n}`
}

function labels<T extends string>(
  files: readonly MatchedFile[],
  fields: readonly string[],
  meaning: (label: string) => T | null,
): Record<string, T> {
  const columns = files
    .filter((file) => file.kind === 'deals')
    .flatMap((file) => file.matches)
    .filter((match) => fields.includes(match.field))
  const found = columns
    .flatMap((match) => match.column.values.slice(0, 500))
    .flatMap(({ value }): [string, T][] => {
      const means = meaning(value)
      return means === null ? [] : [[value.trim(), means]]
    })
  return Object.fromEntries(found)
}

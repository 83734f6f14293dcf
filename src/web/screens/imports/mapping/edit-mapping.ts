import type {
  FieldSource,
  FileMapping,
  ImportField,
  ImportMapping,
} from '../../../../contract/import-mapping.ts'
import { fieldsOf, isField } from '../import-words.ts'

type Fields = FileMapping['fields']

export function fileOf(mapping: ImportMapping, file: string): FileMapping | undefined {
  return mapping.files.find((one) => one.file === file)
}

/** The mapping with one file's part changed; a file it did not mention is added. */
export function withFile(
  mapping: ImportMapping,
  file: string,
  change: (file: FileMapping) => FileMapping,
): ImportMapping {
  if (fileOf(mapping, file))
    return { ...mapping, files: mapping.files.map((one) => (one.file === file ? change(one) : one)) }
  const made = change({ file, kind: 'ignore', key: [], fields: {}, keep: [] })
  return { ...mapping, files: [...mapping.files, made] }
}

/** Another kind of record: fields that it has too stay, the others go. */
export function withKind(file: FileMapping, kind: FileMapping['kind']): FileMapping {
  if (kind === 'ignore') return { ...file, kind }
  const known = new Set<string>(fieldsOf(kind).map(({ field }) => field))
  const keepsMore = kind === 'accounts' || kind === 'deals'
  return {
    ...file,
    kind,
    fields: fieldsFrom(entries(file.fields).filter(([field]) => known.has(field))),
    keep: keepsMore ? file.keep : [],
  }
}

/** The fields that take their value from this column alone. */
export function feedsOf(file: FileMapping, column: string): ImportField[] {
  return entries(file.fields).flatMap(([field, source]) =>
    source.from === 'column' && source.column === column ? [field] : [],
  )
}

/** Fields made of several columns, or the same in every row. */
export function madeFields(file: FileMapping): [ImportField, Exclude<FieldSource, { from: 'column' }>][] {
  return entries(file.fields).flatMap(([field, source]) =>
    source.from === 'column'
      ? []
      : [[field, source] as [ImportField, Exclude<FieldSource, { from: 'column' }>]],
  )
}

export type Target = { kind: 'field'; field: ImportField } | { kind: 'keep' } | { kind: 'none' }

/** A column's first use replaced by another one; what else it feeds stays. */
export function withTarget(file: FileMapping, column: string, target: Target): FileMapping {
  const [first] = feedsOf(file, column)
  const without = first === undefined ? file : withoutField(file, first)
  const keep = without.keep.filter((kept) => kept.column !== column)
  if (target.kind === 'none') return { ...without, keep }
  if (target.kind === 'keep') {
    const taken = new Set(keep.map(({ as }) => as))
    return { ...without, keep: [...keep, { column, as: fieldName(column, taken) }] }
  }
  const before = first === undefined ? undefined : file.fields[first]
  const source: FieldSource = before?.from === 'column' ? before : { from: 'column', column }
  return withField({ ...without, keep }, target.field, source)
}

export function withField(file: FileMapping, field: ImportField, source: FieldSource): FileMapping {
  return { ...file, fields: { ...file.fields, [field]: source } }
}

export function withoutField(file: FileMapping, field: ImportField): FileMapping {
  return { ...file, fields: fieldsFrom(entries(file.fields).filter(([name]) => name !== field)) }
}

export type Suggestion =
  | { action: 'alias'; file: string; field: string; from: string; to: string }
  | { action: 'stage'; label: string; kind: string }

const stages = ['open', 'likely', 'won', 'lost'] as const

/** A proposal of the server taken over: another spelling made known, or a stage said. */
export function withSuggestion(mapping: ImportMapping, suggestion: Suggestion): ImportMapping {
  if (suggestion.action === 'stage') {
    const kind = stages.find((one) => one === suggestion.kind)
    return kind ? { ...mapping, stages: { ...mapping.stages, [suggestion.label]: kind } } : mapping
  }
  const { field, from, to } = suggestion
  if (!isField(field)) return mapping
  return withFile(mapping, suggestion.file, (file) => {
    const source = file.fields[field]
    return source ? withField(file, field, { ...source, aliases: { ...source.aliases, [from]: to } }) : file
  })
}

/** A proposal as it came over the wire, where it is one that can be taken over here. */
export function readSuggestion(raw: Record<string, unknown> | null): Suggestion | null {
  if (raw === null) return null
  const text = (name: string): string => String(raw[name] ?? '')
  if (raw['action'] === 'alias')
    return { action: 'alias', file: text('file'), field: text('field'), from: text('from'), to: text('to') }
  return raw['action'] === 'stage' ? { action: 'stage', label: text('label'), kind: text('kind') } : null
}

function entries(fields: Fields): [ImportField, FieldSource][] {
  return Object.entries(fields).flatMap(([field, source]) =>
    source && isField(field) ? [[field, source] as [ImportField, FieldSource]] : [],
  )
}

function fieldsFrom(list: readonly (readonly [ImportField, FieldSource])[]): Fields {
  return Object.fromEntries(list)
}

/** `Lead Source` as `lead_source`, numbered where that is taken. */
function fieldName(column: string, taken: ReadonlySet<string>): string {
  const plain = column
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{Mn}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 55)
  const base = plain === '' ? 'field' : plain
  let name = base
  for (let n = 2; taken.has(name); n++) name = `${base}_${n}`
  return name
}

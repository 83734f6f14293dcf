import type {
  FieldSource,
  FileMapping,
  ImportKind,
  ImportMapping,
} from '../../../../contract/import-mapping.ts'
import { closest } from '../../../../core/lib/closest.ts'
import type { ColumnProfile, FileProfile } from '../profile/file-profile.ts'
import { referenceKey } from '../profile/value-sketch.ts'
import { findFileMapping } from '../records/find-file-mapping.ts'
import { isReferenceField, type ReferenceField, referenceFields } from './suggest-references.ts'

/** A name in one file that no row of another carries, with the one that was probably meant. */
export type UnknownReference = {
  file: string
  field: ReferenceField
  column: string
  kind: ImportKind
  value: string
  /** Rows that carry it. */
  count: number
  suggestion: string | null
}

/** Names that exist already, beside those in the files. */
export type KnownNames = Partial<Record<ImportKind, readonly string[]>>

/** How many of a column, the most frequent, are looked at for what was probably meant. */
const guessedPerColumn = 50
const comparedWith = 5_000

/**
 * References to records that neither the files nor the workspace know. Only where the list of the others is whole:
 * a folder without a file of products does not make every product unknown.
 */
export function findUnknownReferences(
  profiles: readonly FileProfile[],
  mapping: ImportMapping,
  known: KnownNames = {},
): UnknownReference[] {
  return profiles.flatMap((profile) => {
    const file = findFileMapping(mapping, profile.file)
    if (!file || file.kind === 'ignore') return []
    return Object.entries(file.fields).flatMap(([field, source]) => {
      if (!isReferenceField(field) || source?.from !== 'column') return []
      const column = profile.columns.find((found) => found.column === source.column)
      const names = column && knownNames(referenceFields[field], source, { profiles, mapping, known })
      return column && names ? unknownIn(column, { file: profile.file, field, source, names }) : []
    })
  })
}

type Search = { profiles: readonly FileProfile[]; mapping: ImportMapping; known: KnownNames }

/** The whole list of names or keys that a reference may carry, or null where it cannot be known from here. */
function knownNames(kind: ImportKind, source: FieldSource, search: Search): string[] | null {
  const names = [...(search.known[kind] ?? [])]
  let described = names.length > 0
  for (const profile of search.profiles) {
    const file = findFileMapping(search.mapping, profile.file)
    if (file?.kind !== kind) continue
    for (const columnName of referredColumns(file, source.by ?? 'name')) {
      const column = profile.columns.find((found) => found.column === columnName)
      if (!column?.valuesComplete) return null
      described = true
      names.push(...column.values.map((entry) => entry.value))
    }
  }
  return described ? names : null
}

function referredColumns(file: FileMapping, by: 'externalId' | 'name' | 'email'): string[] {
  if (by === 'externalId') return file.key.length === 1 ? file.key : []
  const source = file.fields[by]
  return source?.from === 'column' ? [source.column] : []
}

type Looking = {
  file: string
  field: ReferenceField
  source: Extract<FieldSource, { from: 'column' }>
  names: string[]
}

function unknownIn(column: ColumnProfile, looking: Looking): UnknownReference[] {
  const { file, field, source, names } = looking
  const keys = new Set(names.map(referenceKey))
  const aliases = new Set(Object.keys(source.aliases ?? {}).map(referenceKey))
  const counts = new Map<string, number>()
  for (const { value, count } of column.values) {
    for (const part of source.separator === undefined ? [value] : value.split(source.separator)) {
      const key = referenceKey(part)
      if (key !== '' && !keys.has(key) && !aliases.has(key))
        counts.set(part.trim(), (counts.get(part.trim()) ?? 0) + count)
    }
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([value, count], i) => {
      const isGuessed = i < guessedPerColumn && source.by !== 'externalId'
      const suggestion = isGuessed ? closest(value, names.slice(0, comparedWith)) : null
      return { file, field, column: column.column, kind: referenceFields[field], value, count, suggestion }
    })
}

/** The mapping with one spelling meant for another from now on. */
export function withAlias(
  mapping: ImportMapping,
  alias: { file: string; field: string; from: string; to: string },
): ImportMapping {
  const files = mapping.files.map((file): FileMapping => {
    const entry = Object.entries(file.fields).find(([field]) => field === alias.field)
    const source = entry?.[1]
    if (file.file !== alias.file || !source) return file
    const aliases = { ...source.aliases, [alias.from]: alias.to }
    return { ...file, fields: { ...file.fields, [alias.field]: { ...source, aliases } } }
  })
  return { ...mapping, files }
}

import type { FieldSource, ImportKind } from '../../../../contract/import-mapping.ts'
import type { ColumnProfile } from '../profile/file-profile.ts'
import { referenceKey, shareFound } from '../profile/value-sketch.ts'
import { squash } from './header-words.ts'
import type { FieldMatch } from './match-columns.ts'

/** A recognised file with the columns found in it. */
export type MatchedFile = { file: string; kind: ImportKind; matches: FieldMatch[] }

/** Fields that name another record, and the kind of file that describes it. */
export const referenceFields = {
  account: 'accounts',
  owner: 'people',
  csm: 'people',
  products: 'products',
  product: 'products',
  deal: 'deals',
} as const satisfies Record<string, ImportKind>
export type ReferenceField = keyof typeof referenceFields

export function isReferenceField(field: string): field is ReferenceField {
  return Object.hasOwn(referenceFields, field)
}

type ReferenceBy = NonNullable<FieldSource['by']>

/** Whether a column holds the key, the name or the address of other records: by where its values are found. */
export function suggestReference(
  column: ColumnProfile,
  field: ReferenceField,
  files: readonly MatchedFile[],
): Pick<FieldSource, 'by' | 'dataTree' | 'separator'> {
  const targets = files.filter((file) => file.kind === referenceFields[field])
  const dataTree = mostValues(column, (value) => value.startsWith('@')) ? { dataTree: true } : {}
  const separator = field === 'products' ? separatorOf(column, targets) : {}
  return { by: byContent(column, targets) ?? byName(column), ...dataTree, ...separator }
}

function byContent(column: ColumnProfile, targets: readonly MatchedFile[]): ReferenceBy | null {
  const ranked = targets
    .flatMap((target) => target.matches)
    .map((match) => ({ by: referredTo(match.field), share: shareFound(column.sketch, match.column.sketch) }))
    .filter((found): found is { by: ReferenceBy; share: number } => found.by !== null && found.share >= 0.3)
    .sort((a, b) => b.share - a.share)
  return ranked[0]?.by ?? null
}

function referredTo(field: string): ReferenceBy | null {
  return field === 'externalId' || field === 'name' || field === 'email' ? field : null
}

function byName(column: ColumnProfile): ReferenceBy {
  if (column.looks === 'email') return 'email'
  return /(id|ids|nr|nummer|number|ref)$/.test(squash(column.column)) ? 'externalId' : 'name'
}

function mostValues(column: ColumnProfile, test: (value: string) => boolean): boolean {
  const good = column.values.filter((entry) => test(entry.value)).length
  return column.values.length > 0 && good >= column.values.length * 0.9
}

/** Several products in one cell, unless the list of products knows the cell as it is. */
function separatorOf(column: ColumnProfile, targets: readonly MatchedFile[]): { separator?: string } {
  const known = new Set(
    targets
      .flatMap((target) => target.matches)
      .flatMap((match) => match.column.values.map((entry) => referenceKey(entry.value))),
  )
  const unknown = column.values.filter((entry) => !known.has(referenceKey(entry.value)))
  for (const separator of [';', '|']) {
    if (unknown.some((entry) => entry.value.includes(separator))) return { separator }
  }
  return {}
}

import type { ImportKind } from '../../../../contract/import-mapping.ts'
import type { ColumnProfile, Look } from '../profile/file-profile.ts'
import { type CatalogueField, type FieldWords, fieldCatalogue } from './field-catalogue.ts'
import { leadingNoun, nameForms } from './header-words.ts'

/** A column found to hold a field, and how surely (0 to 1) its name says so. */
export type FieldMatch = {
  field: CatalogueField
  column: ColumnProfile
  score: number
  weight: number
  strong: boolean
}

const ownNouns: Record<ImportKind, string[]> = {
  accounts: ['account', 'company', 'organization', 'customer'],
  people: ['user', 'owner', 'person'],
  products: ['product', 'item'],
  contacts: ['contact', 'person'],
  deals: ['deal', 'opportunity', 'opp'],
  line_items: ['line item', 'item', 'lineitem'],
}

/** The best column for each field of a kind; a column serves one field. */
export function matchColumns(columns: readonly ColumnProfile[], kind: ImportKind): FieldMatch[] {
  const candidates = fieldCatalogue[kind].flatMap((words) =>
    columns.map((column) => scoreOf(column, words, kind)).filter((match) => match !== null),
  )
  candidates.sort((a, b) => b.score - a.score || b.column.filled - a.column.filled)
  const fields = new Set<string>()
  const used = new Set<string>()
  return candidates.filter(({ field, column }) => {
    if (fields.has(field) || used.has(column.column)) return false
    fields.add(field)
    used.add(column.column)
    return true
  })
}

/** Half of it bad cells: its name still says what it is, and each of those rows is told and set aside. */
function isMostly(column: ColumnProfile, looks: readonly Look[]): boolean {
  const { dates, numbers, filled } = column
  if (looks.includes('date')) return dates !== null
  return looks.includes('money') && looks.length < 6 && numbers !== null && numbers.unreadable <= filled / 2
}

function scoreOf(column: ColumnProfile, words: FieldWords, kind: ImportKind): FieldMatch | null {
  if (column.looks === 'empty' && column.filled === 0 && words.field === 'externalId') return null
  const forms = nameForms(column.column)
  const strongAt = forms.findIndex((form) => words.strong.includes(form))
  const weakAt = forms.findIndex((form) => words.weak.includes(form))
  if (strongAt < 0 && weakAt < 0) return null
  const noun = leadingNoun(column.column)
  const foreign = noun !== null && !ownNouns[kind].includes(noun)
  // "Account Name" in a file of deals is a strong name of its account, but its weak form "name" is not the deal's.
  const whole = strongAt >= 0 && strongAt < 2
  if (foreign && !whole && (strongAt < 0 || column.column.includes(' - '))) return null
  const strong = strongAt >= 0
  const byName = strong ? 1 - strongAt * 0.05 : 0.5 - weakAt * 0.03
  const fits =
    words.looks === undefined || words.looks.includes(column.looks) || isMostly(column, words.looks)
  // A field of addresses alone is surer of a column of them than one that takes any name.
  const sure = fits && column.filled > 0 && words.looks !== undefined && words.looks.length <= 2 ? 0.01 : 0
  const filled = column.filled > 0 ? 0.02 : 0
  const score = (fits ? byName : byName * 0.2) + filled + sure
  return score < 0.25 ? null : { field: words.field, column, score, weight: words.weight, strong }
}

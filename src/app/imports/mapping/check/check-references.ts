import type { ImportKind, ImportMapping } from '../../../../contract/import-mapping.ts'
import type { FileProfile } from '../profile/file-profile.ts'
import {
  findUnknownReferences,
  type KnownNames,
  type UnknownReference,
} from '../recognition/unknown-references.ts'
import { type MappingProblem, mappingProblem, rowsOf } from './mapping-problem.ts'

const nouns: Partial<Record<ImportKind, [one: string, many: string]>> = {
  people: ['person', 'people'],
  accounts: ['account', 'accounts'],
  products: ['product', 'products'],
  deals: ['deal', 'deals'],
}

/** Names nobody knows: each with what was probably meant; many of one column that resemble nothing are told at once. */
export function checkReferences(
  mapping: ImportMapping,
  profiles: readonly FileProfile[],
  known: KnownNames,
): MappingProblem[] {
  const found = findUnknownReferences(profiles, mapping, known)
  const strangers = found.filter((one) => one.suggestion === null)
  const columns = Map.groupBy(strangers, ({ file, column }) => `${file}\n${column}`)
  return [
    ...found.filter((one) => one.suggestion !== null).map((one) => oneUnknown(one, mapping)),
    ...[...columns.values()].flatMap((ofColumn) =>
      ofColumn.length > 3
        ? [manyUnknown(ofColumn, mapping)]
        : ofColumn.map((one) => oneUnknown(one, mapping)),
    ),
  ]
}

/** What the mapping does with a deal that names somebody or something unknown. */
function fateOf({ field }: UnknownReference, { missing }: ImportMapping, isOne: boolean): string {
  const kinds = { account: 'account', owner: 'member', products: 'product' } as const
  const kind = Object.entries(kinds).find(([name]) => name === field)?.[1]
  if (!kind) return ''
  switch (missing[kind]) {
    case 'create':
      return isOne ? ' It will be made.' : ' They will be made.'
    case 'leave_empty':
      return ' The deals come in without.'
    case 'set_aside':
      return ' The rows will be set aside.'
  }
}

function oneUnknown(found: UnknownReference, mapping: ImportMapping): MappingProblem {
  const { file, field, column, count, value, kind, suggestion: to } = found
  const meant = to === null ? fateOf(found, mapping, true) : ` Did you mean "${to}"?`
  const names = count === 1 ? 'names' : 'name'
  const message = `${rowsOf(count)} ${names} the ${nouns[kind]?.[0] ?? 'record'} "${value}", which is not known.${meant}`
  const suggestion = to === null ? null : { action: 'alias' as const, file, field, from: value, to }
  return mappingProblem('warning', 'unknown_reference', { file, column, count, message, suggestion })
}

function manyUnknown(ofColumn: readonly UnknownReference[], mapping: ImportMapping): MappingProblem {
  const [first] = ofColumn
  if (!first) throw new Error('unreachable')
  const { file, column, kind } = first
  const count = ofColumn.reduce((sum, one) => sum + one.count, 0)
  const examples = ofColumn.slice(0, 3).map((one) => `"${one.value}"`)
  const many = `${ofColumn.length.toLocaleString('en-US')} ${nouns[kind]?.[1] ?? 'records'}`
  const message = `${rowsOf(count)} name ${many} that are not known: ${examples.join(', ')} and ${(ofColumn.length - 3).toLocaleString('en-US')} more.${fateOf(first, mapping, false)}`
  return mappingProblem('warning', 'unknown_reference', { file, column, count, message })
}

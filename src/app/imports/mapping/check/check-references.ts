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
    ...found.filter((one) => one.suggestion !== null).map(oneUnknown),
    ...[...columns.values()].flatMap((ofColumn) =>
      ofColumn.length > 3 ? [manyUnknown(ofColumn)] : ofColumn.map(oneUnknown),
    ),
  ]
}

function oneUnknown(found: UnknownReference): MappingProblem {
  const { file, field, column, count, value, kind, suggestion: to } = found
  const meant = to === null ? '' : ` Did you mean "${to}"?`
  const names = count === 1 ? 'names' : 'name'
  const message = `${rowsOf(count)} ${names} the ${nouns[kind]?.[0] ?? 'record'} "${value}", which is not known.${meant}`
  const suggestion = to === null ? null : { action: 'alias' as const, file, field, from: value, to }
  return mappingProblem('warning', 'unknown_reference', { file, column, count, message, suggestion })
}

function manyUnknown(ofColumn: readonly UnknownReference[]): MappingProblem {
  const [first] = ofColumn
  if (!first) throw new Error('unreachable')
  const { file, column, kind } = first
  const count = ofColumn.reduce((sum, one) => sum + one.count, 0)
  const examples = ofColumn.slice(0, 3).map((one) => `"${one.value}"`)
  const many = `${ofColumn.length.toLocaleString('en-US')} ${nouns[kind]?.[1] ?? 'records'}`
  const message = `${rowsOf(count)} name ${many} that are not known: ${examples.join(', ')} and ${(ofColumn.length - 3).toLocaleString('en-US')} more.`
  return mappingProblem('warning', 'unknown_reference', { file, column, count, message })
}

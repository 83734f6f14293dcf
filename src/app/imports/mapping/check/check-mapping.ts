import {
  type FileMapping,
  type ImportKind,
  type ImportMapping,
  importFields,
} from '../../../../contract/import-mapping.ts'
import { closest } from '../../../../core/lib/closest.ts'
import type { ColumnProfile, FileProfile } from '../profile/file-profile.ts'
import { columnsOf } from '../recognition/suggest-mapping.ts'
import type { KnownNames } from '../recognition/unknown-references.ts'
import { findFileMapping } from '../records/find-file-mapping.ts'
import { isCurrency } from '../values/currency.ts'
import { zoneTime } from '../values/zone-time.ts'
import { checkDeals } from './check-deals.ts'
import { checkReferences } from './check-references.ts'
import { checkValues } from './check-values.ts'
import { type MappingProblem, mappingProblem, rowsOf } from './mapping-problem.ts'

/** Everything about a mapping that would go wrong with these files, or that somebody should look at; errors first. */
export function checkMapping(
  mapping: ImportMapping,
  profiles: readonly FileProfile[],
  known: KnownNames = {},
): MappingProblem[] {
  const problems = [
    ...checkWhole(mapping, profiles),
    ...profiles.flatMap((profile) => {
      const file = findFileMapping(mapping, profile.file)
      return file ? checkFile(file, profile, mapping) : [unmappedFile(profile.file)]
    }),
    ...checkReferences(mapping, profiles, known),
  ]
  return problems.sort(
    (a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning') || b.count - a.count,
  )
}

function checkWhole(mapping: ImportMapping, profiles: readonly FileProfile[]): MappingProblem[] {
  const problems: MappingProblem[] = []
  if (zoneTime(mapping.zone) === null) {
    const message = `The time zone "${mapping.zone}" does not exist; one such as Europe/Berlin was expected.`
    problems.push(mappingProblem('error', 'unknown_zone', { message }))
  }
  if (!isCurrency(mapping.currency)) {
    const message = `"${mapping.currency}" is no currency; a code such as EUR was expected.`
    problems.push(mappingProblem('error', 'unknown_currency', { message }))
  }
  const used = profiles.map((profile) => findFileMapping(mapping, profile.file))
  if (used.every((file) => !file || file.kind === 'ignore')) {
    const message = 'None of the files is imported; say what at least one of them holds.'
    problems.push(mappingProblem('error', 'nothing_to_import', { message }))
  }
  for (const file of mapping.files) {
    if (file.kind === 'ignore' || used.includes(file)) continue
    const message = `The mapping is also for ${file.file}, which is not among the files.`
    problems.push(mappingProblem('warning', 'file_missing', { file: file.file, message }))
  }
  return problems
}

function unmappedFile(file: string): MappingProblem {
  return mappingProblem('warning', 'file_unmapped', {
    file,
    message: `The mapping does not mention ${file}; it is left out.`,
  })
}

function checkFile(file: FileMapping, profile: FileProfile, mapping: ImportMapping): MappingProblem[] {
  if (file.kind === 'ignore') return profile.unreadable.count === profile.rows ? unreadableRows(profile) : []
  const columns = new Map(profile.columns.map((column) => [column.column, column]))
  return [
    ...unreadableRows(profile),
    ...checkColumns(file, profile.file, columns),
    ...checkEssentials(file, file.kind, profile.file),
    ...checkKey(file, profile, columns),
    ...checkValues(file, profile.file, { columns, currency: mapping.currency }),
    ...(file.kind === 'deals'
      ? checkDeals(file, profile.file, { columns, rows: profile.rows - profile.unreadable.count, mapping })
      : []),
  ]
}

function unreadableRows(profile: FileProfile): MappingProblem[] {
  const { count, first } = profile.unreadable
  if (count === 0) return []
  const example = first[0]?.problem ? ` The first: row ${first[0].row}, ${first[0].problem.reason}` : ''
  const message = `${count.toLocaleString('en-US')} of ${rowsOf(profile.rows)} cannot be read and will be set aside.${example}`
  return [mappingProblem('warning', 'unreadable_rows', { file: profile.file, count, message })]
}

function checkColumns(
  file: FileMapping,
  name: string,
  columns: ReadonlyMap<string, ColumnProfile>,
): MappingProblem[] {
  const named = [
    ...file.key,
    ...file.keep.map((kept) => kept.column),
    ...Object.values(file.fields).flatMap(columnsOf),
  ]
  return [...new Set(named)].flatMap((column) => {
    if (columns.has(column)) return []
    const near = closest(column, columns.keys())
    const hint = near
      ? `; did you mean "${near}"?`
      : `; it has ${[...columns.keys()].slice(0, 12).join(', ')}.`
    const message = `${name} has no column "${column}"${hint}`
    return [mappingProblem('error', 'column_missing', { file: name, column, message })]
  })
}

const essentials: Record<ImportKind, string[][]> = {
  people: [['name']],
  accounts: [['name']],
  products: [['name']],
  contacts: [['name']],
  deals: [['stage', 'status']],
  line_items: [['deal']],
}

function checkEssentials(file: FileMapping, kind: ImportKind, name: string): MappingProblem[] {
  const fields = Object.entries(file.fields).flatMap(([field, source]) => (source ? [field] : []))
  const allowed: readonly string[] = importFields[kind]
  const strange = fields.filter((field) => !allowed.includes(field))
  return [
    ...essentials[kind].flatMap((needed) => {
      if (needed.some((field) => fields.includes(field))) return []
      const message = `${name}: no column is mapped to ${needed.join(' or ')}, without which ${kind.replace('_', ' ')} cannot be imported.`
      return [mappingProblem('error', 'field_missing', { file: name, message })]
    }),
    ...strange.map((field) => {
      const message = `${name}: ${kind.replace('_', ' ')} have no field "${field}"; they have ${allowed.join(', ')}.`
      return mappingProblem('error', 'field_unknown', { file: name, message })
    }),
  ]
}

function checkKey(
  file: FileMapping,
  profile: FileProfile,
  columns: ReadonlyMap<string, ColumnProfile>,
): MappingProblem[] {
  const name = profile.file
  if (file.key.length === 0) {
    const message = `${name}: say which columns identify a row; without them a second run would make everything twice.`
    return [mappingProblem('error', 'key_missing', { file: name, message })]
  }
  const [only, ...more] = file.key
  const column = only === undefined || more.length > 0 ? undefined : columns.get(only)
  if (!column?.distinctExact || column.distinct >= column.filled) return []
  const count = column.filled - column.distinct
  const message = `${name}: ${column.column} identifies a row, but ${count} rows repeat the value of another; the last of them counts.`
  return [mappingProblem('warning', 'key_repeated', { file: name, column: column.column, count, message })]
}

import type { FileMapping, ImportMapping } from '../../../../contract/import-mapping.ts'
import type { ColumnProfile } from '../profile/file-profile.ts'
import { stageOf } from '../recognition/stage-words.ts'
import { wordKey } from '../records/compile-file.ts'
import { type MappingProblem, mappingProblem, rowsOf } from './mapping-problem.ts'

const shownLabels = 50

type About = { columns: ReadonlyMap<string, ColumnProfile>; rows: number; mapping: ImportMapping }

/** Stages nobody mapped, stages only guessed, and deals that cannot have a value. */
export function checkDeals(file: FileMapping, name: string, about: About): MappingProblem[] {
  const { columns, mapping } = about
  const stage = file.fields.stage?.from === 'column' ? columns.get(file.fields.stage.column) : undefined
  const problems = [
    ...(stage ? [...emptyStages(stage, file, name), ...openStages(stage, name, mapping)] : []),
    ...withoutAccount(file, name, about),
  ]
  if (!file.fields.amount && !file.fields.annual) {
    const message = `${name}: no column is mapped to the amount or the annual value; every deal takes the default tier.`
    problems.push(mappingProblem('warning', 'no_amount', { file: name, message }))
  }
  return problems
}

/** Nothing is wrong with them, but whoever brings them in should have seen it. */
function withoutAccount(file: FileMapping, name: string, { columns, rows }: About): MappingProblem[] {
  const source = file.fields.account
  const column = source?.from === 'column' ? columns.get(source.column) : undefined
  if (!column || column.filled === 0 || column.filled >= rows) return []
  const count = rows - column.filled
  const message = `${rowsOf(count)} ${count === 1 ? 'names' : 'name'} no account; ${count === 1 ? 'that deal comes' : 'those deals come'} in without one.`
  const about = { file: name, column: column.column, count, message }
  return [mappingProblem('warning', 'account_empty', about)]
}

function emptyStages(stage: ColumnProfile, file: FileMapping, name: string): MappingProblem[] {
  if (stage.filled > 0 || file.fields.status) return []
  const message = `${name}: ${stage.column} is empty in every row, so no deal has a stage.`
  return [mappingProblem('error', 'stage_empty', { file: name, column: stage.column, message })]
}

function openStages(stage: ColumnProfile, name: string, mapping: ImportMapping): MappingProblem[] {
  const mapped = new Set(Object.keys(mapping.stages).map(wordKey))
  return stage.values.slice(0, shownLabels).flatMap(({ value, count }) => {
    const guess = stageOf(value)
    const about = { file: name, column: stage.column, count }
    if (!mapped.has(wordKey(value))) {
      const message = `The stage "${value}" (${rowsOf(count)}) is not mapped; say whether it is open, likely, won or lost.`
      const suggestion = guess ? { action: 'stage' as const, label: value, kind: guess.kind } : null
      return [mappingProblem('error', 'stage_unmapped', { ...about, message, suggestion })]
    }
    if (guess?.sure !== false || mapping.stages[value] !== guess.kind) return []
    const message = `The stage "${value}" is taken for ${guess.kind}, because its name does not say; please check.`
    return [mappingProblem('warning', 'stage_guessed', { ...about, message })]
  })
}

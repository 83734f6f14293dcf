import { type ImportKind, importKinds } from '../../../../contract/import-mapping.ts'
import type { ColumnProfile, FileProfile } from '../profile/file-profile.ts'
import { fileWords, foreignNouns, objectNames } from './field-catalogue.ts'
import { type FieldMatch, matchColumns } from './match-columns.ts'

/** What a file seems to hold, how surely from 0 to 1, and why, in words for people. */
export type Recognition = { kind: ImportKind | 'unknown'; confidence: number; reasons: string[] }

type Candidate = { kind: ImportKind; score: number; reasons: string[] }

const least = 3

/** Tells what each file of a folder holds, from its name, its columns and their values; by file name. */
export function recogniseFiles(profiles: readonly FileProfile[]): Record<string, Recognition> {
  return Object.fromEntries(profiles.map((profile) => [profile.file, recognise(profile)]))
}

function recognise(profile: FileProfile): Recognition {
  const object = objectOf(profile)
  if (object !== null) {
    const kind = objectNames[object.toLowerCase().replace(/__c$/, '')]
    return kind
      ? { kind, confidence: 1, reasons: [`its records say they are ${object}`] }
      : {
          kind: 'unknown',
          confidence: 0.9,
          reasons: [`its records say they are ${object}, which is not imported`],
        }
  }
  const foreign = foreignReason(profile)
  const ranked = importKinds
    .map((kind) => candidate(profile, kind))
    .filter((found) => found !== null)
    .sort((a, b) => b.score - a.score)
  const [best, second] = ranked
  if (foreign) return { kind: 'unknown', confidence: 0.8, reasons: [foreign] }
  if (!best || best.score < least) {
    return {
      kind: 'unknown',
      confidence: 0.5,
      reasons: ['its columns are not those of a known kind of file'],
    }
  }
  const lead = (best.score - (second?.score ?? 0)) / best.score
  const confidence = Math.min(1, 0.5 + lead * 0.4 + Math.min(best.score, 10) * 0.02)
  return { kind: best.kind, confidence: Math.round(confidence * 100) / 100, reasons: best.reasons }
}

function objectOf(profile: FileProfile): string | null {
  const types = profile.columns.find((column) => column.column === 'attributes.type')
  return types?.distinct === 1 ? (types.values[0]?.value ?? null) : null
}

function foreignReason(profile: FileProfile): string | null {
  const words = splitWords(baseName(profile.file))
  const inName = foreignNouns.exec(words)
  if (inName) return `its name speaks of "${inName[0]}"`
  const columns = profile.columns.filter((column) => foreignNouns.test(splitWords(column.column)))
  if (columns.length < 2 || columns.length < profile.columns.length * 0.3) return null
  return `its columns speak of other things (${columns
    .map((column) => column.column)
    .slice(0, 3)
    .join(', ')})`
}

/** `DealStage_data` as `Deal Stage data`. */
function splitWords(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[^\p{L}\p{N}]+/gu, ' ')
}

function baseName(file: string): string {
  return file.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '')
}

function candidate(profile: FileProfile, kind: ImportKind): Candidate | null {
  const matches = matchColumns(profile.columns, kind)
  if (!hasEssentials(kind, matches)) return null
  const named = fileWords.find(([words]) => words.test(splitWords(baseName(profile.file))))?.[1] === kind
  // A weak name and a number are the columns of any list: teams, roles, settings.
  if (!matches.some((match) => match.strong) && (!named || kind === 'people')) return null
  const told = matches.reduce((sum, match) => sum + match.weight * match.score * (match.strong ? 1 : 0.8), 0)
  // A file of references to other files has their keys, but no name of its own that is different in every row.
  const own = matches.some((match) => match.field === 'name' && isUnique(match.column)) ? 1 : 0
  const shown = matches
    .filter((match) => match.strong)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 4)
    .map((match) => `${match.column.column} looks like its ${spoken(match.field)}`)
  const reasons = named ? [`the file is named like ${spoken(kind)}`, ...shown] : shown
  return { kind, score: told + own + (named ? 2.5 : 0), reasons }
}

function spoken(name: string): string {
  return name.replaceAll('_', ' ').replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
}

export function isUnique(column: ColumnProfile): boolean {
  return column.filled > 0 && column.distinct >= column.filled * (column.distinctExact ? 1 : 0.85)
}

/** Without these a file is not of the kind, whatever else it has. */
function hasEssentials(kind: ImportKind, matches: readonly FieldMatch[]): boolean {
  const has = (...fields: string[]): boolean =>
    matches.some((match) => fields.includes(match.field) && match.column.filled > 0)
  const named = has('name') || (has('firstName') && has('lastName')) || has('lastName')
  switch (kind) {
    case 'accounts':
      return has('name')
    case 'people':
      return named && has('email', 'managerName', 'managerEmail', 'role', 'team', 'territory', 'externalId')
    case 'products':
      return has('name') && has('listPrice', 'family', 'externalId')
    case 'contacts':
      return named || has('email')
    case 'deals':
      return has('externalId', 'name') && hasAny(matches, ['stage', 'status', 'amount', 'closedOn', 'wonAt'])
    case 'line_items':
      return has('deal') && has('product') && has('quantity', 'unitPrice', 'amount')
  }
}

/** A column that is there but empty still says what the file is meant to be. */
function hasAny(matches: readonly FieldMatch[], fields: string[]): boolean {
  return matches.some((match) => fields.includes(match.field))
}

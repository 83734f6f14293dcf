import type { DocumentIssue } from '../../contract/playbook-document.ts'
import { didYouMean, type Path } from '../../core/playbook/check/fault.ts'
import type { Mistake } from './problem.ts'

type Issue = DocumentIssue

/** The keys that a map with surplus ones may have, by the list of those surplus ones. */
export type KnownKeys = WeakMap<readonly string[], readonly string[]>

const typeWords: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of keys',
}

/** What one complaint of the schema comes to, in words that say what was expected; a complaint may be several mistakes. */
export function describeIssue(issue: Issue, document: unknown, known: KnownKeys): Mistake[] {
  const path = plainPath(issue.path)
  const found = valueAt(document, path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return describeKeys(issue.keys, path, known.get(issue.keys) ?? [])
    case 'invalid_union':
      return describeUnion(issue, document, known)
    case 'invalid_key':
      return [
        mistake(
          'wrong_value',
          path,
          `${issue.issues[0]?.message ?? 'expected another key'}, found "${path.at(-1)}"`,
          'key',
        ),
      ]
    case 'invalid_type':
      if (found === undefined) return [missing(path, typeWords[issue.expected] ?? issue.expected)]
      return [
        mistake(
          'wrong_type',
          path,
          `expected ${typeWords[issue.expected] ?? issue.expected}, found ${shown(found)}`,
        ),
      ]
    case 'invalid_value': {
      const words = issue.values.map(String)
      if (found === undefined) return [missing(path, oneOf(words))]
      const near = typeof found === 'string' ? didYouMean(found, words) : ''
      return [mistake('wrong_value', path, `expected ${oneOf(words)}, found ${shown(found)}${near}`)]
    }
    case 'too_small':
      return [
        mistake('wrong_value', path, `${bound(issue, `at least ${issue.minimum}`)}, found ${shown(found)}`),
      ]
    case 'too_big':
      return [
        mistake('wrong_value', path, `${bound(issue, `at most ${issue.maximum}`)}, found ${shown(found)}`),
      ]
    default:
      return [mistake('wrong_value', path, `${issue.message}, found ${shown(found)}`)]
  }
}

/** The one alternative that was meant is described by itself; otherwise all of them are named. */
function describeUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  document: unknown,
  known: KnownKeys,
): Mistake[] {
  const path = plainPath(issue.path)
  const found = valueAt(document, path)
  const meant = isMap(found) ? issue.errors.filter((branch) => fits(branch, found)) : []
  const [only] = meant
  if (only && meant.length === 1) {
    return only.flatMap((inner) =>
      describeIssue({ ...inner, path: [...issue.path, ...inner.path] }, document, known),
    )
  }
  if (found === undefined) return [missing(path, issue.message.replace(/^expected /, ''))]
  const keys = isMap(found) ? Object.keys(found) : []
  const wanted = issue.errors
    .flat()
    .flatMap((inner) => (inner.code === 'invalid_type' ? inner.path.map(String) : []))
  const near = keys.map((key) => didYouMean(key, wanted)).find((words) => words !== '') ?? ''
  return [mistake('wrong_value', path, `${issue.message}, found ${shown(found)}${near}`)]
}

/** Whether a map has at least one key of this alternative. */
function fits(branch: readonly Issue[], found: Record<string, unknown>): boolean {
  const surplus = branch.flatMap((inner) =>
    inner.code === 'unrecognized_keys' && inner.path.length === 0 ? inner.keys : [],
  )
  const undecided = branch.some(
    (inner) =>
      inner.code === 'invalid_union' && inner.errors.length === 0 && !(String(inner.path[0]) in found),
  )
  return !undecided && surplus.length < Object.keys(found).length
}

function mistake(code: Mistake['code'], path: Path, message: string, at: 'key' | 'value' = 'value'): Mistake {
  return { severity: 'error', code, path, at, message }
}

function missing(path: Path, expected: string): Mistake {
  return mistake('missing_key', path, `expected the key "${path.at(-1) ?? ''}" with ${expected}, found none`)
}

const mostSuggestions = 100

/** Every surplus key; a thousand of them are no misspellings, so only the first are compared with the known ones. */
function describeKeys(keys: readonly string[], path: Path, known: readonly string[]): Mistake[] {
  const expected = `expected one of the keys ${known.join(', ')}`
  return keys.map((key, i) => {
    const near = i < mostSuggestions ? didYouMean(key, known) : ''
    const hint = /^\d+$/.test(key) ? '; a number is written without commas between its thousands' : near
    return mistake('unknown_key', [...path, key], `${expected}, found "${key}"${hint}`, 'key')
  })
}

function oneOf(words: readonly string[]): string {
  return words.length === 1 ? `${words[0]}` : `one of ${words.join(', ')}`
}

function bound(issue: { origin: string; message: string }, limit: string): string {
  if (issue.message.startsWith('expected')) return issue.message
  const isOne = limit.endsWith(' 1')
  if (issue.origin === 'string') return `expected ${limit} ${isOne ? 'character' : 'characters'}`
  return issue.origin === 'array' ? `expected ${limit} ${isOne ? 'entry' : 'entries'}` : `expected ${limit}`
}

function shown(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  if (isMap(value)) return `a map with the keys ${Object.keys(value).slice(0, 8).join(', ') || 'none'}`
  if (typeof value !== 'string') return `${typeof value === 'number' ? 'the number ' : ''}${String(value)}`
  return value.length > 60 ? `a text of ${value.length} characters` : `"${value}"`
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function valueAt(document: unknown, path: Path): unknown {
  let value = document
  for (const key of path) {
    if (Array.isArray(value)) value = value[Number(key)]
    else if (isMap(value) && Object.hasOwn(value, key)) value = value[key]
    else return undefined
  }
  return value
}

function plainPath(path: readonly PropertyKey[]): (string | number)[] {
  return path.map((key) => (typeof key === 'symbol' ? String(key) : key))
}

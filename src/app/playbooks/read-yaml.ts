import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  type Scalar,
} from 'yaml'
import type { Path } from '../../core/playbook/check/fault.ts'
import type { Place } from './find-position.ts'
import { type Mistake, type Problem, pathText } from './problem.ts'
import { yamlWords } from './yaml-words.ts'

const mostBytes = 1024 * 1024
const deepest = 40
const open = { list: 0x5b, map: 0x7b }
const close = { list: 0x5d, map: 0x7d }
const reserved = new Set(['__proto__', 'constructor', 'prototype'])

export type YamlText = {
  value: unknown
  places: Place
  /** In the order found. Any of them makes the document unusable. */
  problems: Problem[]
  /** The first line that could not be read as YAML; what stands after it may have been misread. */
  brokenFromLine: number | null
  locate: (offset: number) => { line: number; column: number }
}

type Reading = { problems: Problem[]; lines: LineCounter }

/**
 * Reads YAML 1.2 into plain values and remembers where each stood. Everything that makes one document mean two things
 * is refused: keys said twice, anchors and aliases, tags, merge keys, names that objects already carry.
 */
export function readYaml(source: string): YamlText {
  // A line may end with a lone carriage return; what counts lines here knows only the other two ends.
  const text = source.replace(/\r(?!\n)/g, '\n')
  const lines = new LineCounter()
  const reading: Reading = { problems: [], lines }
  const locate = (offset: number) => locateIn(lines, offset)
  const places: Place = { key: null, value: 0, parts: new Map() }
  const refused = refuseUnread(text)
  if (refused) return { value: null, places, problems: [refused], brokenFromLine: 1, locate }

  // The library compares each key with all others before it, which a large file turns into minutes; we look ourselves.
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
    merge: false,
  })
  const broken = reportSyntax(document, reading)
  const value = toPlain(document.contents, { place: places, path: [] }, reading)
  return { value, places, problems: reading.problems, brokenFromLine: broken, locate }
}

function refuseUnread(text: string): Problem | null {
  const whole = { severity: 'error', path: '', line: 1, column: 1 } as const
  const bytes = Buffer.byteLength(text)
  if (bytes > mostBytes) {
    return {
      ...whole,
      code: 'too_large',
      message: `expected at most 1 MB, found ${(bytes / mostBytes).toFixed(1)} MB`,
    }
  }
  const foreign = text.indexOf('\ufffd')
  if (foreign >= 0) {
    const message = 'expected text in UTF-8, found bytes that are not; save the file as UTF-8'
    return { ...whole, line: lineOf(text, foreign), code: 'bad_text', message }
  }
  const steep = steepAt(text)
  if (steep === null) return null
  const message = `expected at most ${deepest} levels, found more`
  return { ...whole, line: lineOf(text, steep), code: 'too_deep', message }
}

/** Where so many levels begin inside each other that reading them would exhaust the stack; null when nowhere. */
function steepAt(text: string): number | null {
  const dashes = /(?:[-?][ \t]+){200}/.exec(text)
  if (dashes) return dashes.index
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at)
    if (character === open.list || character === open.map) depth += 1
    else if (character === close.list || character === close.map) depth = Math.max(0, depth - 1)
    if (depth > 200) return at
  }
  return null
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}

function locateIn(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(line, 1), column: Math.max(col, 1) }
}

function reportSyntax(document: Document.Parsed, { problems, lines }: Reading): number | null {
  const versioned = document.directives?.yaml
  if (versioned?.explicit && versioned.version !== '1.2') {
    problems.push({
      ...problemAt({ severity: 'error', code: 'syntax', path: [], message: 'expected YAML 1.2' }, lines, 0),
    })
  }
  for (const fault of document.errors) {
    const problem = { severity: 'error', code: 'syntax', path: [], message: yamlWords(fault) } as const
    const placed = problemAt(problem, lines, fault.pos[0])
    // A line that cannot be read is told of once, however many ways there are to misread it.
    if (problems.at(-1)?.line !== placed.line) problems.push(placed)
  }
  return document.errors.length === 0 ? null : Math.min(...problems.map((problem) => problem.line))
}

function problemAt(mistake: Mistake, lines: LineCounter, offset: number): Problem {
  const { severity, code, message, path } = mistake
  return { severity, code, path: pathText(path), ...locateIn(lines, offset), message }
}

type Spot = { place: Place; path: Path }

function toPlain(node: unknown, spot: Spot, reading: Reading): unknown {
  if (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) {
    const offset = node.range?.[0] ?? spot.place.value
    spot.place.value = offset
    const refuse = (code: 'alias_refused' | 'tag_refused' | 'too_deep', message: string) =>
      reading.problems.push(
        problemAt({ severity: 'error', code, path: spot.path, message }, reading.lines, offset),
      )
    if (isAlias(node)) {
      refuse('alias_refused', `expected the value written out, found the alias *${node.source}`)
      return null
    }
    if (node.anchor !== undefined) refuse('alias_refused', `expected no anchor, found &${node.anchor}`)
    if (node.tag !== undefined) refuse('tag_refused', `expected no tag, found ${node.tag}`)
    if (spot.path.length > deepest) {
      refuse('too_deep', `expected at most ${deepest} levels, found more`)
      return null
    }
    if (isScalar(node)) return scalarOf(node, spot, reading)
    if (isMap(node)) return mapOf(node.items, spot, reading)
    return node.items.map((item, i) => {
      const place: Place = { key: null, value: offset, parts: new Map() }
      spot.place.parts.set(i, place)
      return toPlain(item, { place, path: [...spot.path, i] }, reading)
    })
  }
  return null
}

/** Characters that no text for people has and that a database refuses. */
function isClean(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  return text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/.test(text)
}

function scalarOf(node: Scalar, spot: Spot, { problems, lines }: Reading): unknown {
  if (typeof node.value !== 'string' || isClean(node.value)) return node.value
  const message = 'expected text without control characters'
  problems.push(
    problemAt({ severity: 'error', code: 'bad_text', path: spot.path, message }, lines, spot.place.value),
  )
  return ''
}

function mapOf(pairs: Pair[], spot: Spot, reading: Reading): Record<string, unknown> {
  const plain: Record<string, unknown> = {}
  for (const pair of pairs) {
    const key = keyOf(pair, spot, reading)
    if (key === null) continue
    const place: Place = { key: key.offset, value: key.offset, parts: new Map() }
    spot.place.parts.set(key.name, place)
    plain[key.name] = toPlain(pair.value, { place, path: [...spot.path, key.name] }, reading)
  }
  return plain
}

/** The key of a pair, or null where it cannot be one. */
function keyOf(
  pair: Pair,
  spot: Spot,
  { problems, lines }: Reading,
): { name: string; offset: number } | null {
  const node = pair.key
  const offset = isScalar(node) || isMap(node) || isSeq(node) ? (node.range?.[0] ?? 0) : spot.place.value
  const refuse = (code: 'bad_key' | 'reserved_name' | 'duplicate_key' | 'alias_refused', message: string) => {
    problems.push(problemAt({ severity: 'error', code, path: spot.path, message }, lines, offset))
    return null
  }
  if (!isScalar(node) || node.value === null) return refuse('bad_key', 'expected a word as key')
  if (node.anchor !== undefined || node.tag !== undefined)
    return refuse('bad_key', 'expected a plain word as key')
  const name = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))
  if (name === '<<') return refuse('alias_refused', 'expected the keys written out, found a merge key')
  if (reserved.has(name)) return refuse('reserved_name', `expected another name, "${name}" is reserved`)
  if (!isClean(name)) return refuse('bad_key', 'expected a key without control characters')
  const before = spot.place.parts.get(name)
  if (!before) return { name, offset }
  const { line } = locateIn(lines, before.key ?? before.value)
  return refuse('duplicate_key', `expected each key once, found "${name}" again (first on line ${line})`)
}

import { depthLimit } from './raw-row.ts'

/** One element of the list as text, or why there is none. */
export type JsonElement =
  | { line: number; text: string; fault?: undefined }
  | {
      line: number
      fault: 'row_too_long' | 'too_deep' | 'nothing' | 'truncated' | 'not_a_list' | 'after_the_end'
    }

export type JsonScanner = { push(text: string): JsonElement[]; end(): JsonElement[] }

const quote = 34
const backslash = 92
const comma = 44
const openBrace = 123
const closeBrace = 125
const openBracket = 91
const closeBracket = 93
const lf = 10

type State = {
  /** Before the list, in it, or behind it. */
  place: 'before' | 'in' | 'behind'
  depth: number
  /** Depth at which elements stand: 1 in a plain list, 2 in a wrapped one. */
  base: number
  inString: boolean
  escaped: boolean
  line: number
  /** Text of the element so far, unless it is already known to be unusable. */
  element: string
  elementLine: number
  elementFault: 'row_too_long' | 'too_deep' | null
  afterComma: boolean
  /** The last string seen directly in the wrapping object: perhaps the key of the list. */
  key: string
  keyOpen: boolean
  found: JsonElement[]
}

/**
 * Cuts a list of any length into the texts of its elements without holding more than one of them. `key` names
 * the list in a wrapping object; null means that the file itself is the list.
 */
export function createJsonScanner(key: string | null, limits: { row: number }): JsonScanner {
  const state: State = {
    place: 'before',
    depth: 0,
    base: key === null ? 1 : 2,
    inString: false,
    escaped: false,
    line: 1,
    element: '',
    elementLine: 0,
    elementFault: null,
    afterComma: false,
    key: '',
    keyOpen: false,
    found: [],
  }
  return {
    push(text) {
      state.found = []
      if (state.place === 'before') before(state, text, { key, limit: limits.row })
      else if (state.place === 'in') inside(state, text, { at: 0, limit: limits.row })
      else behind(state, text, 0)
      return state.found
    },
    end() {
      if (state.place === 'behind') return []
      return [{ line: state.line, fault: state.place === 'in' ? 'truncated' : 'not_a_list' }]
    },
  }
}

function before(state: State, text: string, want: { key: string | null; limit: number }): void {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === lf) state.line++
    if (state.inString) {
      endOfString(state, c)
      if (state.inString && state.keyOpen && state.key.length < 1_000) state.key += text.charAt(i)
    } else if (c === quote) {
      state.inString = true
      state.keyOpen = state.depth === 1
      if (state.keyOpen) state.key = ''
    } else if (
      c === openBracket &&
      state.depth === state.base - 1 &&
      (want.key === null || state.key === want.key)
    ) {
      state.place = 'in'
      state.depth = state.base
      state.elementLine = state.line
      inside(state, text, { at: i + 1, limit: want.limit })
      return
    } else if (c === openBrace || c === openBracket) state.depth++
    else if (c === closeBrace || c === closeBracket) state.depth--
  }
}

function endOfString(state: State, c: number): void {
  if (state.escaped) state.escaped = false
  else if (c === backslash) state.escaped = true
  else if (c === quote) state.inString = false
}

function inside(state: State, text: string, from: { at: number; limit: number }): void {
  let start = from.at
  for (let i = start; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (state.inString) {
      endOfString(state, c)
    } else if (c === quote) {
      state.inString = true
    } else if (c === openBrace || c === openBracket) {
      if (++state.depth > state.base + depthLimit) state.elementFault ??= 'too_deep'
    } else if (c === comma && state.depth === state.base) {
      keep(state, text.slice(start, i), from.limit)
      finish(state)
      state.afterComma = true
      start = i + 1
    } else if (c === closeBracket && state.depth === state.base) {
      keep(state, text.slice(start, i), from.limit)
      if (state.afterComma || state.element.trim() !== '' || state.elementFault) finish(state)
      state.place = 'behind'
      behind(state, text, i + 1)
      return
    } else if (c === closeBrace || c === closeBracket) {
      state.depth--
    } else if (c === lf) {
      state.line++
    }
  }
  keep(state, text.slice(start), from.limit)
}

function keep(state: State, part: string, limit: number): void {
  if (state.elementFault) return
  state.element += part
  if (state.element.length > limit) state.elementFault = 'row_too_long'
  if (state.elementFault) state.element = ''
}

function finish(state: State): void {
  const text = state.element.trim()
  const line = state.elementLine + leadingLines(state.element)
  if (state.elementFault) state.found.push({ line, fault: state.elementFault })
  else state.found.push(text === '' ? { line, fault: 'nothing' } : { line, text })
  state.element = ''
  state.elementFault = null
  state.elementLine = state.line
}

function leadingLines(text: string): number {
  let lines = 0
  for (let i = 0; i < text.length && text.charCodeAt(i) <= 32; i++) if (text.charCodeAt(i) === lf) lines++
  return lines
}

/** Behind a plain list nothing may follow; what follows in a wrapping object is not ours. */
function behind(state: State, text: string, from: number): void {
  if (state.base !== 1) return
  const rest = text.slice(from)
  if (rest.trim() === '' || state.depth === -1) return
  state.depth = -1
  state.found.push({ line: state.line, fault: 'after_the_end' })
}

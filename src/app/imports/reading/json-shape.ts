import { UnreadableFile } from './import-file.ts'

/** A list of objects, one under a name as in `{"records": […]}`, or an object per line. */
export type JsonShape = { form: 'array' } | { form: 'wrapped'; key: string } | { form: 'lines' }

/** The shape told from the file's first characters; null where they are not JSON. */
export function detectJsonShape(file: string, head: string, whole: boolean): JsonShape | null {
  const text = head.trimStart()
  if (text.startsWith('['))
    return /^\[\s*([[{\]"\d-]|true|false|null|$)/.test(text) ? { form: 'array' } : null
  if (!text.startsWith('{')) return null
  const found = firstObject(text)
  if (found.end !== null) {
    const rest = text.slice(found.end).trimStart()
    if (rest.startsWith('{')) return linesOnly(file, text.slice(0, found.end))
    if (found.list === null) return { form: 'lines' }
    return { form: 'wrapped', key: found.list }
  }
  if (found.list !== null) return { form: 'wrapped', key: found.list }
  if (!whole) return { form: 'lines' }
  throw new UnreadableFile(
    file,
    'bad_json',
    'begins as JSON, but its first object is never closed; the file may be cut off',
  )
}

function linesOnly(file: string, first: string): JsonShape {
  if (!first.trim().includes('\n')) return { form: 'lines' }
  throw new UnreadableFile(
    file,
    'bad_json',
    'holds several JSON objects over several lines each; expected a list […] of them, or each on one line',
  )
}

/** Where the object that begins the text ends, and the first of its own keys whose value is a list of objects. */
function firstObject(text: string): { end: number | null; list: string | null } {
  let depth = 0
  let key: string | null = null
  let list: string | null = null
  const token = /"([^"\\]*(?:\\.[^"\\]*)*)"\s*(:?)|\[\s*(?=[{\]])|[{}[\]]/gs
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [all] = match
    if (all.startsWith('"')) {
      if (depth === 1) key = match[2] === ':' ? (match[1] ?? null) : null
      continue
    }
    if (
      all.startsWith('[') &&
      depth === 1 &&
      list === null &&
      isListOfRows(key, text.charAt(token.lastIndex))
    )
      list = key
    depth += all.startsWith('{') || all.startsWith('[') ? 1 : -1
    if (depth === 0) return { end: token.lastIndex, list }
  }
  return { end: null, list }
}

function isListOfRows(key: string | null, first: string): boolean {
  return (
    key !== null &&
    (first === '{' || (first === ']' && /^(records|results|data|items|rows|value)$/i.test(key)))
  )
}

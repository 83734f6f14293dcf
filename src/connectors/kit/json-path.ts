/** A way through a JSON document: keys and list places. */
export type JsonPath = { fromRoot: boolean; steps: ReadonlyArray<string | number> }

const step = /(?:^|\.)([^.[\]"$\s][^.[\]"\s]*)|\[(0|[1-9]\d{0,5})\]|\["([^"\\]{1,100})"\]/y
const mostSteps = 20
const refusedKeys: readonly string[] = ['__proto__', 'constructor', 'prototype']

/**
 * A path as people write it: `deal.contacts[0].email`; `["a.b"]` for a key with a full stop; `$.` in front begins at
 * the whole body instead of the item of a list. Null where it is not one; there are no expressions.
 */
export function readPath(text: string): JsonPath | null {
  const fromRoot = text.startsWith('$.') || text.startsWith('$[')
  const rest = fromRoot ? text.slice(text[1] === '.' ? 2 : 1) : text
  if (rest.startsWith('.')) return null
  const steps: Array<string | number> = []
  for (let at = 0; at < rest.length; at = step.lastIndex) {
    step.lastIndex = at
    const found = step.exec(rest)
    if (found === null || steps.length === mostSteps) return null
    const key = found[1] ?? found[3]
    if (key !== undefined && refusedKeys.includes(key)) return null
    steps.push(key ?? Number(found[2]))
  }
  return steps.length === 0 ? null : { fromRoot, steps }
}

/** What stands at a path; undefined where nothing does. Only a document's own keys count. */
export function valueAt(document: unknown, steps: JsonPath['steps']): unknown {
  let value = document
  for (const part of steps) {
    if (Array.isArray(value) ? typeof part !== 'number' : typeof part === 'number') return undefined
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = Reflect.get(value, part)
  }
  return value
}

/** The document with another value at a path that exists in it; the original stays as it is. */
export function withValueAt(document: unknown, steps: JsonPath['steps'], value: unknown): unknown {
  const [first, ...rest] = steps
  if (first === undefined) return value
  if (typeof document !== 'object' || document === null) return document
  const inner = withValueAt(Reflect.get(document, first), rest, value)
  if (Array.isArray(document)) return document.with(Number(first), inner)
  return { ...document, [first]: inner }
}

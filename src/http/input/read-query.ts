import { invalid } from '../../app/errors.ts'

export type Query = Record<string, string | string[]>

const mostPairs = 200

/**
 * The part after `?`, strictly: broken escapes and too many parts are refused, a name given twice becomes a list,
 * and no name can reach an object's prototype.
 */
export function readQuery(text: string): Query {
  const query: Query = Object.create(null)
  if (text === '') return query
  const pairs = text.split('&')
  if (pairs.length > mostPairs) throw invalid(`The address has more than ${mostPairs} parameters.`)
  for (const pair of pairs) {
    if (pair === '') continue
    const at = pair.indexOf('=')
    const name = decode(at < 0 ? pair : pair.slice(0, at))
    const value = at < 0 ? '' : decode(pair.slice(at + 1))
    const known = query[name]
    if (known === undefined) query[name] = value
    else if (Array.isArray(known)) known.push(value)
    else query[name] = [known, value]
  }
  return query
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw invalid('The address contains escapes that mean nothing.')
  }
}

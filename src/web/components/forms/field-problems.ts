import type { ApiError } from '../../api.ts'

export type FieldProblems<K extends string> = Partial<Record<K, string>>

/** What the server said about each field of a form; `away.until` belongs to the field `away` or `until`. */
export function fieldProblems<K extends string>(error: ApiError, keys: readonly K[]): FieldProblems<K> {
  const problems: FieldProblems<K> = {}
  for (const { path, message } of error.fields) {
    const parts = path.split('.')
    const key = keys.find((one) => one === path) ?? keys.find((one) => parts.includes(one))
    if (key !== undefined) problems[key] ??= sentence(message)
  }
  return problems
}

/** The server's checks say what was expected in lower case; on a form they are sentences. */
export function sentence(message: string): string {
  const first = message.charAt(0).toUpperCase()
  const rest = message.slice(1)
  return /[.!?…]$/.test(rest) ? `${first}${rest}` : `${first}${rest}.`
}

import type { Operation } from '../contract/operation.ts'
import { operations } from '../contract/operations.ts'
import { type OperationName, routes } from '../contract/routes.ts'

export const operationNames = Object.keys(routes) as OperationName[]

/** The words that call an operation: `handoff accept-many`. */
export function wordsOf(name: OperationName): string {
  return name.replace('.', ' ').replaceAll('_', '-')
}

export function findOperation(words: readonly string[]): OperationName | undefined {
  const [noun, verb] = words
  return operationNames.find((name) => wordsOf(name) === `${noun} ${verb}`)
}

export function operationOf(name: OperationName): Operation {
  return operations[name]
}

export function isRead(name: OperationName): boolean {
  return routes[name].startsWith('GET ')
}

/** Why an operation is not for the command line; null where it is. */
export function notHere(name: OperationName): string | null {
  if (operationOf(name).handler !== 'custom') return null
  if (name === 'change.stream') return 'Changes are followed over HTTP only: curl -N with an API key.'
  if (name.startsWith('import.')) return 'Files are brought in with: ./throughline import PATH…'
  return 'Signing in and out is for browsers; here say --as EMAIL, or --url and an API key.'
}

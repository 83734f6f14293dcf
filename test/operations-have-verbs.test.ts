import { expect, test } from 'vitest'
import { verbTable } from '../src/app/verb-table.ts'
import { operations } from '../src/contract/operations.ts'
import { type OperationName, routes } from '../src/contract/routes.ts'

test('every operation that is declared can be run: it has a verb, or a route written by hand', () => {
  const names = Object.keys(routes) as OperationName[]
  const without = names.filter((name) => verbTable[name] === undefined && !('handler' in operations[name]))
  expect(without).toEqual([])
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Condition } from '../condition.ts'
import { evaluateCondition } from '../evaluate-condition.ts'
import { implies } from './implies.ts'

const value = (op: 'lt' | 'lte' | 'gt' | 'gte' | 'eq', amount: number): Condition => ({
  field: 'x',
  op,
  value: amount,
})

test.each<[Condition, Condition, boolean]>([
  [value('gte', 100), value('gte', 25), true],
  [value('gte', 25), value('gte', 100), false],
  [value('gte', 25), value('gt', 25), false],
  [value('gt', 25), value('gte', 25), true],
  [value('eq', 30), value('lte', 30), true],
  [value('lt', 5), value('lte', 4), false],
  [{ all: [value('gte', 100), value('lt', 200)] }, value('gte', 25), true],
  [value('gte', 100), { any: [value('lt', 5), value('gte', 25)] }, true],
  [value('gte', 100), { all: [] }, true],
  [{ any: [] }, value('gte', 1), true],
])('%j implies %j: %s', (a, b, expected) => {
  expect(implies(a, b)).toBe(expected)
})

const leaf: fc.Arbitrary<Condition> = fc.record({
  field: fc.constantFrom('x', 'y'),
  op: fc.constantFrom('lt', 'lte', 'gt', 'gte', 'eq'),
  value: fc.integer({ min: 0, max: 4 }),
})
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
}))

test('whatever is said to follow does follow', () => {
  const values = fc.record({ x: fc.option(fc.nat(5)), y: fc.option(fc.nat(5)) })
  fc.assert(
    fc.property(condition, condition, values, (a, b, known) => {
      fc.pre(implies(a, b))
      if (evaluateCondition(a, known)) expect(evaluateCondition(b, known)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

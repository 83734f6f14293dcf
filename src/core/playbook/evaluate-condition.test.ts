import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Condition, FieldValues } from './condition.ts'
import { evaluateCondition, fieldsNamed } from './evaluate-condition.ts'

const values: FieldValues = {
  'deal.annual_value': 40_000,
  'deal.type': 'new',
  'deal.products': ['Core', 'Insights'],
  'deal.signed': false,
  'deal.owner': null,
  'answer.go_live': '2026-12-01',
  empty: [],
  broken: Number.NaN,
}

const holds: [string, Condition][] = [
  ['text equal to itself', { field: 'deal.type', op: 'eq', value: 'new' }],
  ['text different from another', { field: 'deal.type', op: 'ne', value: 'renewal' }],
  [
    'a number of another type is different, not converted',
    { field: 'deal.annual_value', op: 'ne', value: '40000' },
  ],
  ['a number at its lower limit', { field: 'deal.annual_value', op: 'gte', value: 40_000 }],
  ['a number at its upper limit', { field: 'deal.annual_value', op: 'lte', value: 40_000 }],
  ['a day before another', { field: 'answer.go_live', op: 'lt', value: '2027-01-01' }],
  ['a day after another', { field: 'answer.go_live', op: 'gt', value: '2026-11-30' }],
  ['no equals false', { field: 'deal.signed', op: 'eq', value: false }],
  ['any product equal', { field: 'deal.products', op: 'eq', value: 'Insights' }],
  ['any product in the list', { field: 'deal.products', op: 'in', value: ['Insights', 'Other'] }],
  ['no product in the list', { field: 'deal.products', op: 'not_in', value: ['Other'] }],
  ['no product equal', { field: 'deal.products', op: 'ne', value: 'Other' }],
  ['a known field is present', { field: 'deal.signed', op: 'present' }],
  ['an unknown field is missing', { field: 'deal.owner', op: 'missing' }],
  ['a field nobody has heard of is missing', { field: 'deal.nonsense', op: 'missing' }],
  ['an empty list is missing', { field: 'empty', op: 'missing' }],
  ['a number that is none is missing', { field: 'broken', op: 'missing' }],
  ['all of nothing', { all: [] }],
  ['not any of nothing', { not: { any: [] } }],
]

const fails: [string, Condition][] = [
  ['text in other capitals', { field: 'deal.type', op: 'eq', value: 'New' }],
  ['a number against the same digits as text', { field: 'deal.annual_value', op: 'eq', value: '40000' }],
  ['the order of a number and a text', { field: 'deal.annual_value', op: 'lt', value: '9' }],
  ['a number at a strict limit', { field: 'deal.annual_value', op: 'gt', value: 40_000 }],
  ['the order of yes and no', { field: 'deal.signed', op: 'lt', value: true }],
  ['the order of a list', { field: 'deal.products', op: 'lt', value: 'Z' }],
  [
    'a product of the list when asked for none of it',
    { field: 'deal.products', op: 'not_in', value: ['Core'] },
  ],
  ['a name that every object inherits', { field: 'constructor', op: 'present' }],
  ['__proto__', { field: '__proto__', op: 'present' }],
]

describe('evaluateCondition', () => {
  it.each(holds)('holds: %s', (_, condition) => expect(evaluateCondition(condition, values)).toBe(true))
  it.each(fails)('does not hold: %s', (_, condition) =>
    expect(evaluateCondition(condition, values)).toBe(false),
  )

  it.each(['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const)('%s with a missing value is false', (op) => {
    for (const field of ['deal.owner', 'deal.nonsense', 'empty', 'broken']) {
      expect(evaluateCondition({ field, op, value: 1 }, values)).toBe(false)
    }
  })

  it.each(['in', 'not_in'] as const)('%s with a missing value is false', (op) => {
    expect(evaluateCondition({ field: 'deal.owner', op, value: ['x'] }, values)).toBe(false)
  })

  it('combines with and, or and not', () => {
    const signed: Condition = { field: 'deal.signed', op: 'eq', value: true }
    const isNew: Condition = { field: 'deal.type', op: 'eq', value: 'new' }
    expect(evaluateCondition({ all: [isNew, signed] }, values)).toBe(false)
    expect(evaluateCondition({ any: [isNew, signed] }, values)).toBe(true)
    expect(evaluateCondition({ all: [isNew, { not: signed }] }, values)).toBe(true)
  })

  it('names every field a rule looks at, each once', () => {
    const rule: Condition = {
      all: [
        { field: 'a', op: 'present' },
        { any: [{ field: 'b', op: 'eq', value: 1 }, { not: { field: 'a', op: 'missing' } }] },
      ],
    }
    expect(fieldsNamed(rule)).toEqual(['a', 'b'])
  })
})

const scalar = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom('a', 'b', 'c'), fc.boolean())
const field = fc.constantFrom('f', 'g', 'h')
const known = fc.record({ f: scalar, g: scalar, h: scalar })
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ field, op: fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte'), value: scalar }),
  fc.record({ field, op: fc.constantFrom('in', 'not_in'), value: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ field, op: fc.constantFrom('present', 'missing') }),
)
const rule = fc.letrec<{ rule: Condition }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.record({ all: fc.array(tie('rule'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('rule'), { maxLength: 3 }) }),
    fc.record({ not: tie('rule') }),
  ),
})).rule

describe('the algebra of conditions', () => {
  it('follows De Morgan', () => {
    fc.assert(
      fc.property(rule, rule, known, (a, b, seen) => {
        const negated: Condition = { not: { all: [a, b] } }
        const spread: Condition = { any: [{ not: a }, { not: b }] }
        expect(evaluateCondition(negated, seen)).toBe(evaluateCondition(spread, seen))
      }),
    )
  })

  it('has ne and not_in as the exact opposites of eq and in where the value is known, and none of them where it is not', () => {
    fc.assert(
      fc.property(field, scalar, fc.array(scalar), known, (name, value, list, seen) => {
        const at = (condition: Condition, on: FieldValues) => evaluateCondition(condition, on)
        expect(at({ field: name, op: 'ne', value }, seen)).toBe(!at({ field: name, op: 'eq', value }, seen))
        expect(at({ field: name, op: 'not_in', value: list }, seen)).toBe(
          !at({ field: name, op: 'in', value: list }, seen),
        )
        expect(at({ field: name, op: 'ne', value }, {})).toBe(false)
        expect(at({ field: name, op: 'not_in', value: list }, {})).toBe(false)
      }),
    )
  })

  it('has an order where exactly one of below, equal and above holds for two numbers', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        const ops = (['lt', 'eq', 'gt'] as const).filter((op) =>
          evaluateCondition({ field: 'f', op, value: b }, { f: a }),
        )
        expect(ops).toHaveLength(1)
      }),
    )
  })

  it('does not depend on fields the rule does not name', () => {
    fc.assert(
      fc.property(rule, known, fc.string(), scalar, (condition, seen, other, value) => {
        fc.pre(!fieldsNamed(condition).includes(other))
        expect(evaluateCondition(condition, { ...seen, [other]: value })).toBe(
          evaluateCondition(condition, seen),
        )
      }),
    )
  })
})

import type { Comparison, Condition, ListComparison, Presence, Scalar } from '../condition.ts'
import type { Playbook, Requirement } from '../playbook.ts'
import { type Comparable, lookUpField } from './condition-field.ts'
import { didYouMean, error, type Fault, type Path } from './fault.ts'

type Test = Comparison | ListComparison | Presence
type Seen = { test: Test; path: Path }

const ordering = new Set(['lt', 'lte', 'gt', 'gte'])

/** Every comparison of a condition, with its place. */
export function testsOf(condition: Condition, path: Path): Seen[] {
  if ('all' in condition) return condition.all.flatMap((part, i) => testsOf(part, [...path, 'all', i]))
  if ('any' in condition) return condition.any.flatMap((part, i) => testsOf(part, [...path, 'any', i]))
  if ('not' in condition) return testsOf(condition.not, [...path, 'not'])
  return [{ test: condition, path }]
}

/** Every condition of a playbook, with its place. */
export function conditionsOf(playbook: Playbook): { condition: Condition; path: Path }[] {
  const optional = (condition: Condition | undefined, path: Path) => (condition ? [{ condition, path }] : [])
  return [
    ...(['applies', 'prepares', 'won', 'signed'] as const).flatMap((name) =>
      optional(playbook.triggers[name], ['triggers', name]),
    ),
    { condition: playbook.complexity_high, path: ['complexity_high'] },
    ...playbook.tiers.map((tier, i) => ({ condition: tier.when, path: ['tiers', i, 'when'] })),
    ...playbook.requirements.flatMap((one, i) =>
      optional(one.not_applicable_when, ['requirements', i, 'not_applicable_when']),
    ),
    ...playbook.steps.flatMap((step, i) => optional(step.when, ['steps', i, 'when'])),
    ...playbook.routing.rules.flatMap((rule, i) => optional(rule.when, ['routing', 'rules', i, 'when'])),
  ]
}

/** Conditions look only at fields that exist, and compare them with values they can have. */
export function checkConditions(playbook: Playbook): Fault[] {
  return [
    ...conditionsOf(playbook).flatMap(({ condition, path }) =>
      testsOf(condition, path).flatMap((seen) => [
        ...checkTest(seen, playbook.requirements),
        ...checkPlace(seen),
      ]),
    ),
    ...checkSelfReference(playbook),
  ]
}

function checkTest({ test, path }: Seen, requirements: readonly Requirement[]): Fault[] {
  const found = lookUpField(test.field, requirements)
  if ('refusal' in found) return [error('unknown_field', [...path, 'field'], found.refusal)]
  const kind = found.kind
  if (kind === null) return []
  if (ordering.has(test.op) && (kind.type === 'yes_no' || kind.type === 'text_list' || kind.values)) {
    const message = `expected eq, ne, in, not_in, present or missing for ${test.field}, found "${test.op}"`
    return [error('unfit_value', [...path, 'op'], message)]
  }
  if (!('value' in test)) return []
  const field = test.field
  if (!Array.isArray(test.value)) return checkValue(test.value, { kind, path: [...path, 'value'], field })
  return test.value.flatMap((value, i) => checkValue(value, { kind, path: [...path, 'value', i], field }))
}

/** Nothing has happened to a handoff yet when its tier is chosen, its triggers are asked or its CSM is named. */
function checkPlace({ test, path }: Seen): Fault[] {
  if (path[0] === 'steps' || !test.field.startsWith('handoff.')) return []
  const message = `expected a field of the deal, the account or an answer; ${test.field} is for the condition of a step`
  return [error('unfit_value', [...path, 'field'], message)]
}

const wanted = {
  text: { type: 'string', words: 'a text' },
  text_list: { type: 'string', words: 'a text' },
  number: { type: 'number', words: 'a number' },
  yes_no: { type: 'boolean', words: 'true or false' },
} as const

function checkValue(
  value: Scalar,
  { kind, path, field }: { kind: Comparable; path: Path; field: string },
): Fault[] {
  const { type, words } = wanted[kind.type]
  if (typeof value !== type) {
    return [
      error(
        'unfit_value',
        path,
        `expected ${words} to compare with ${field}, found ${JSON.stringify(value)}`,
      ),
    ]
  }
  if (!kind.values || kind.values.includes(String(value))) return []
  const message = `expected one of ${kind.values.join(', ')} for ${field}, found "${value}"${didYouMean(String(value), kind.values)}`
  return [error('unfit_value', path, message)]
}

/** A rule that asks for its own outcome has none. */
function checkSelfReference(playbook: Playbook): Fault[] {
  const complexity = testsOf(playbook.complexity_high, ['complexity_high'])
    .filter(({ test }) => test.field === 'deal.complexity')
    .map(({ path }) =>
      error(
        'cycle',
        [...path, 'field'],
        'expected complexity_high to look at other fields than deal.complexity, which it decides',
      ),
    )
  const answers = playbook.requirements.flatMap((one, i) => {
    if (!one.not_applicable_when) return []
    return testsOf(one.not_applicable_when, ['requirements', i, 'not_applicable_when'])
      .filter(({ test }) => test.field.split('.')[1] === one.id && test.field.startsWith('answer.'))
      .map(({ path }) =>
        error('cycle', [...path, 'field'], `expected another field than the answer of ${one.id} itself`),
      )
  })
  return [...complexity, ...answers]
}

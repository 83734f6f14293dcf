import { expect, it } from 'vitest'
import type { Condition } from './condition.ts'
import { explainCondition } from './explain-condition.ts'

const requirements = [
  { id: 'data_migration', label: 'Data migration' },
  { id: 'integrations', label: 'Integrations' },
]

const cases: [string, Condition][] = [
  [
    'annual value is at least 100,000 or complexity is high',
    {
      any: [
        { field: 'deal.annual_value', op: 'gte', value: 100_000 },
        { field: 'deal.complexity', op: 'eq', value: 'high' },
      ],
    },
  ],
  [
    'deal type is one of new, expansion and (products include Core or industry is not known)',
    {
      all: [
        { field: 'deal.type', op: 'in', value: ['new', 'expansion'] },
        {
          any: [
            { field: 'deal.products', op: 'eq', value: 'Core' },
            { field: 'account.industry', op: 'missing' },
          ],
        },
      ],
    },
  ],
  ['“Data migration”: yes', { field: 'answer.data_migration', op: 'eq', value: true }],
  ['“Data migration”: no', { field: 'answer.data_migration', op: 'ne', value: true }],
  [
    'the number of entries in “Integrations” is above 1',
    { field: 'answer.integrations.count', op: 'gt', value: 1 },
  ],
  [
    'the state of “Integrations” is not waived',
    { field: 'answer.integrations.state', op: 'ne', value: 'waived' },
  ],
  ['has api is known', { field: 'deal.fields.has_api', op: 'present' }],
  [
    'not (stage is none of won, lost)',
    { not: { field: 'deal.stage_kind', op: 'not_in', value: ['won', 'lost'] } },
  ],
  ['always', { all: [] }],
  ['never', { any: [] }],
]

it.each(cases)('says “%s”', (sentence, condition) => {
  expect(explainCondition(condition, requirements)).toBe(sentence)
})

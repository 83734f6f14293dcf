import { describe, expect, it } from 'vitest'
import type { Requirement } from '../playbook/playbook.ts'
import type { AnswerValue } from './answer.ts'
import { checkAnswerValue } from './check-answer-value.ts'

type Shape = Pick<Requirement, 'type' | 'options' | 'columns'>

const choice: Shape = {
  type: 'choice',
  options: [
    { id: 'cloud', label: 'Cloud' },
    { id: 'own', label: 'Own servers' },
  ],
}
const table: Shape = {
  type: 'table',
  columns: [
    { id: 'promise', label: 'Promise', type: 'text' },
    { id: 'due', label: 'Due', type: 'date' },
    { id: 'seats', label: 'Seats', type: 'number' },
    { id: 'kind', label: 'Kind', type: 'choice', options: ['price', 'feature'] },
    { id: 'agreed', label: 'Agreed', type: 'yes_no' },
  ],
}

const fits: [string, Shape, AnswerValue][] = [
  ['text', { type: 'text' }, 'Cut onboarding to 10 days'],
  ['a negative number', { type: 'number' }, -3.5],
  ['no', { type: 'yes_no' }, false],
  ['29 February of a leap year', { type: 'date' }, '2028-02-29'],
  ['money', { type: 'money' }, { amountMinor: 1_250, currency: 'EUR' }],
  ['an option', choice, 'own'],
  ['people', { type: 'person_list' }, [{ name: 'Ines', role: 'Champion' }]],
  ['links', { type: 'link_list' }, [{ url: 'https://calls.example/1' }]],
  [
    'rows with blanks',
    table,
    [
      { promise: 'SSO', due: '2026-12-01', seats: 5, kind: 'feature', agreed: true },
      { promise: '', due: null },
    ],
  ],
  ['an empty list', table, []],
]

const refused: [string, Shape, AnswerValue, string][] = [
  [
    'a role that is no text',
    { type: 'person_list' },
    [{ name: 'Ines', role: 5 }],
    'expected a list of people',
  ],
  ['a number for text', { type: 'text' }, 5, 'expected text'],
  ['digits as text for a number', { type: 'number' }, '5', 'expected a number'],
  ['infinity', { type: 'number' }, Number.POSITIVE_INFINITY, 'expected a number'],
  ['"yes" for yes or no', { type: 'yes_no' }, 'yes', 'expected yes or no'],
  ['30 February', { type: 'date' }, '2026-02-30', 'expected a day such as 2026-11-20'],
  ['another date order', { type: 'date' }, '20/11/2026', 'expected a day'],
  ['half a cent', { type: 'money' }, { amountMinor: 0.5, currency: 'EUR' }, 'expected an amount'],
  ['a currency sign', { type: 'money' }, { amountMinor: 5, currency: '€' }, 'expected an amount'],
  ['an option nobody offered', choice, 'hybrid', 'expected one of cloud, own'],
  ['rows for people', { type: 'person_list' }, [{ title: 'CEO' }], 'expected a list of people'],
  [
    'a link that runs code',
    { type: 'link_list' },
    [{ url: 'javascript:alert(1)' }],
    'expected a list of web addresses',
  ],
  ['text for a table', table, 'SSO', 'expected a list of rows'],
  ['a column nobody has', table, [{ promise: 'SSO', owner: 'x' }], 'not “owner”'],
  ['text in a date column', table, [{ due: 'soon' }], 'expected a day such as 2026-11-20 in “Due”'],
  [
    'a word the column does not offer',
    table,
    [{ kind: 'other' }],
    'expected one of price, feature in “Kind”',
  ],
]

describe('checkAnswerValue', () => {
  it.each(fits)('takes %s', (_, shape, value) => {
    expect(checkAnswerValue({ label: 'Scope', ...shape }, value)).toEqual({ ok: true, value })
  })

  it.each(refused)('refuses %s and says what was expected', (_, shape, value, words) => {
    const result = checkAnswerValue({ label: 'Scope', ...shape }, value)
    expect(result).toMatchObject({ ok: false, code: 'wrong_value' })
    expect(result.ok ? '' : result.reason).toContain(words)
    expect(result.ok ? '' : result.reason).toMatch(/^Scope: /)
  })
})

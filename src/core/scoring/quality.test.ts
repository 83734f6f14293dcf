import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  exampleRequirement,
  given,
  none,
  unknownUntil,
  waived,
} from '../../../test/support/small-playbook.ts'
import type { Answer, AnswerValue } from '../deal/answer.ts'
import type { QualityRule } from '../playbook/playbook.ts'
import { answerFingerprint } from './fingerprint.ts'
import { quality } from './quality.ts'

const everyRule: QualityRule[] = [
  { rule: 'no_filler', weight: 3 },
  { rule: 'min_length', characters: 20, weight: 2 },
  { rule: 'measurable', weight: 7 },
  { rule: 'dated', weight: 1 },
  { rule: 'person_complete', weight: 5 },
  { rule: 'min_items', items: 3, weight: 2.5 },
  { rule: 'columns_filled', columns: ['name', 'role'], weight: 4 },
  { rule: 'not_copied', weight: 2 },
  { rule: 'evidence', weight: 1 },
  { rule: 'customer_validated', weight: 1 },
]
const requirements = [
  exampleRequirement({ id: 'goals', label: 'Business goals', quality: everyRule, none_label: 'None' }),
  exampleRequirement({ id: 'people', type: 'person_list', quality: everyRule, none_label: 'None' }),
  exampleRequirement({ id: 'scope', type: 'table', quality: everyRule }),
  exampleRequirement({ id: 'plain' }),
]
const judge = (answers: Answer[], tierId = 'mid') =>
  quality({
    playbook: { requirements },
    answers,
    tierId,
    values: {},
    now: '2026-11-20T10:00:00.000Z',
    today: '2026-11-20',
    unknownLimitOn: null,
  })

describe('quality', () => {
  it('gives “there is none” full quality', () => {
    expect(judge([none('goals'), none('people')])).toMatchObject({ score: 100, lost: [] })
  })

  it('judges nothing that is missing, excused, hidden, or without a rule, and then has no score', () => {
    expect(judge([unknownUntil('goals'), waived('people'), given('plain', 'tbd')])).toEqual({
      points: 0,
      of: 0,
      score: null,
      lost: [],
    })
    expect(judge([given('goals', 'tbd')], 'smb').score).toBeNull()
  })

  it('counts for a type only the rules that can judge it', () => {
    expect(judge([none('goals')]).of).toBe(3 + 2 + 7 + 1 + 2 + 1 + 1)
    expect(judge([none('people')]).of).toBe(3 + 5 + 2.5 + 4 + 1 + 1)
  })

  it('names rule, answer and reason of every lost point, in the order of the brief', () => {
    const { lost } = judge([given('people', [{ name: 'Ines' }]), given('goals', 'Improve efficiency')])
    expect(lost.map(({ requirementId, ruleId }) => `${requirementId}.${ruleId}`)).toEqual([
      'goals.min_length',
      'goals.measurable',
      'goals.dated',
      'goals.evidence',
      'goals.customer_validated',
      'people.person_complete',
      'people.min_items',
      'people.columns_filled',
      'people.evidence',
      'people.customer_validated',
    ])
    for (const { sentence } of lost) expect(sentence).toMatch(/^(Business goals|people): .+\.$/)
  })

  it('adds up, and stays between 0 and 100, whatever was answered', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('tbd', '30 % by Q3', 'a@b.example'),
      fc.integer(),
      fc.boolean(),
    )
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(
        fc.record({ name: fc.string(), role: fc.string(), email: fc.string() }, { requiredKeys: ['name'] }),
      ),
      fc.array(fc.dictionary(fc.constantFrom('name', 'role', 'due'), cell)),
    )
    fc.assert(
      fc.property(fc.array(value, { minLength: 3, maxLength: 3 }), (values: AnswerValue[]) => {
        const answers = ['goals', 'people', 'scope'].map((id, index) => given(id, values[index] ?? ''))
        const result = judge(answers)
        const lost = result.lost.reduce((sum, { points }) => sum + points, 0)
        expect(result.points + lost).toBeCloseTo(result.of, 6)
        expect(result.points).toBeGreaterThanOrEqual(-0.05)
        if (result.score !== null) expect(result.score).toBeLessThanOrEqual(100)
        // Rounded down: no score says more than was earned.
        expect((result.score ?? 0) * result.of).toBeLessThanOrEqual(result.points * 100 + 0.01)
        if (result.score === 100) expect(result.lost).toEqual([])
      }),
    )
  })

  const million = 1_000_000
  it.each<[string, string]>([
    ['spaces', ' '.repeat(million)],
    ['one letter', 'a'.repeat(million)],
    ['one-letter words', 'a '.repeat(million / 2)],
    ['digits', '1'.repeat(million)],
    ['numbers', '1 '.repeat(million / 2)],
    ['months', 'may '.repeat(million / 4)],
    ['openings of deadlines', 'within the '.repeat(million / 11)],
    ['ends without an end', 'end of '.repeat(million / 7)],
    ['brackets', '('.repeat(million)],
    ['at signs', '@.'.repeat(million / 2)],
    ['lone surrogates', '\ud83d'.repeat(million)],
    ['combining marks', 'e\u0301'.repeat(million / 2)],
  ])('judges a megabyte of %s without stalling', (_, text) => {
    const startedAt = performance.now()
    judge([
      given('goals', text),
      given('people', [{ name: text, role: text, email: text, phone: text }]),
      given('scope', [{ name: text }]),
    ])
    answerFingerprint('goals', text)
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })
})

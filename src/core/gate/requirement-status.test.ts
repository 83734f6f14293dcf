import { describe, expect, it } from 'vitest'
import {
  exampleRequirement,
  given,
  none,
  notApplicable,
  unknownUntil,
  waived,
} from '../../../test/support/small-playbook.ts'
import type { Answer, AnswerValue } from '../deal/answer.ts'
import { judgeRequirement, requirementStatus, type StatusContext } from './requirement-status.ts'

const context: StatusContext = {
  tierId: 'mid',
  values: { 'answer.data_migration': false },
  now: '2026-11-20T10:00:00.000Z',
  today: '2026-11-20',
  unknownLimitOn: '2026-11-30',
}
const plain = exampleRequirement({ id: 'r', none_label: 'None' })

const cases: [string, Answer | null, string, string | null][] = [
  ['silence is missing', null, 'missing', null],
  ['a value is given', given('r', 'Cut onboarding to 10 days'), 'given', null],
  ['no is a value', given('r', false), 'given', null],
  ['zero is a value', given('r', 0), 'given', null],
  ['nothing to pay is a value', given('r', { amountMinor: 0, currency: 'EUR' }), 'given', null],
  ['blank text is missing', given('r', ' \n '), 'missing', 'empty'],
  ['an empty list is missing', given('r', []), 'missing', 'empty'],
  ['a list of blank rows is missing', given('r', [{ name: '', stays: false }]), 'missing', 'empty'],
  ['“there is none” is given', none('r'), 'none', null],
  ['not applicable with a reason is excused', notApplicable('r'), 'not_applicable', null],
  ['a waiver in force is excused', waived('r', '2026-11-20T10:00:00.001Z'), 'waived', null],
  ['a waiver is over at its expiry', waived('r', '2026-11-20T10:00:00.000Z'), 'expired', 'waiver_expired'],
  ['unknown until today still counts today', unknownUntil('r', '2026-11-20'), 'unknown', null],
  ['unknown until yesterday has expired', unknownUntil('r', '2026-11-19'), 'expired', 'unknown_passed'],
  ['unknown until the last day allowed is excused', unknownUntil('r', '2026-11-30'), 'unknown', null],
  [
    'unknown until the day after is no excuse',
    unknownUntil('r', '2026-12-01'),
    'missing',
    'unknown_too_late',
  ],
]

describe('requirementStatus', () => {
  it.each(cases)('%s', (_, answer, status, fault) => {
    expect(judgeRequirement(plain, answer, context)).toEqual({ status, fault })
    expect(requirementStatus(plain, answer, context)).toBe(status)
  })

  it('does not offer “none” where the playbook has no such button', () => {
    const strict = exampleRequirement({ id: 'r' })
    expect(judgeRequirement(strict, none('r'), context)).toEqual({
      status: 'missing',
      fault: 'none_not_offered',
    })
  })

  it('lets no “unknown until” stand for goals, champion and promises', () => {
    const goals = exampleRequirement({ id: 'r', never_unknown: true })
    expect(judgeRequirement(goals, unknownUntil('r'), context).fault).toBe('unknown_not_allowed')
    expect(requirementStatus(goals, waived('r'), context)).toBe('waived')
  })

  it('has no last day for an “unknown until” before signature', () => {
    const unsigned = { ...context, unknownLimitOn: null }
    expect(requirementStatus(plain, unknownUntil('r', '2027-06-01'), unsigned)).toBe('unknown')
  })

  it('is hidden in a tier the requirement does not name, even when answered', () => {
    expect(requirementStatus(plain, given('r', 'x'), { ...context, tierId: 'smb' })).toBe('hidden')
    expect(requirementStatus(plain, null, { ...context, tierId: 'constructor' })).toBe('hidden')
  })

  it('does not apply when the playbook’s rule says so, whatever was said', () => {
    const source = exampleRequirement({
      id: 'r',
      not_applicable_when: { field: 'answer.data_migration', op: 'eq', value: false },
    })
    const said: (AnswerValue | null)[] = [null, 'SAP']
    for (const value of said) {
      const answer = value === null ? null : given('r', value)
      expect(requirementStatus(source, answer, context)).toBe('not_applicable_by_rule')
    }
    expect(requirementStatus(source, null, { ...context, values: {} })).toBe('missing')
  })
})

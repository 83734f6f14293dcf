import { describe, expect, it } from 'vitest'
import { exampleRequirement, given } from '../../../test/support/small-playbook.ts'
import type { Answer, AnswerValue } from '../deal/answer.ts'
import { type QualityRule, qualityRuleIds, type Requirement } from '../playbook/playbook.ts'
import { answerFingerprint } from './fingerprint.ts'
import { qualityChecks } from './index.ts'
import { quality } from './quality.ts'

const context = {
  tierId: 'mid',
  values: {},
  now: '2026-11-20T10:00:00.000Z',
  today: '2026-11-20',
  unknownLimitOn: null,
}

function judge(
  rule: QualityRule,
  answer: Answer,
  changes: Partial<Requirement> = {},
  otherDeals = new Set<string>(),
) {
  const requirement = exampleRequirement({ id: 'r', label: 'Goals', quality: [rule], ...changes })
  return quality({ ...context, playbook: { requirements: [requirement] }, answers: [answer], otherDeals })
}

const lostBy = (rule: QualityRule, value: AnswerValue, type: Requirement['type'] = 'text') =>
  judge(rule, given('r', value), { type }).lost[0]?.points ?? 0

describe('no_filler', () => {
  const rule: QualityRule = { rule: 'no_filler', weight: 10 }
  it.each([
    'tbd',
    ' TBD. ',
    'n/a',
    'N.A.',
    'See notes',
    '???',
    '-',
    'xxxx',
    'Goals: TBC',
    'to be confirmed',
    'As discussed!',
    'ask AE',
    'none',
  ])('“%s” says nothing', (text) => expect(lostBy(rule, text)).toBe(10))
  it.each([
    'Reduce churn',
    'Unknown demand makes planning hard',
    'No second warehouse before 2027',
    'データ移行を完了する',
    '30 %',
  ])('“%s” says something', (text) => expect(lostBy(rule, text)).toBe(0))
  it('costs a list the share of its entries that say nothing', () => {
    const rows = [
      { what: 'SSO for all users', state: 'pending' },
      { what: 'tbd', state: 'open' },
    ]
    expect(lostBy(rule, rows, 'table')).toBe(5)
    expect(lostBy(rule, [{ what: 'pending', state: 'none' }], 'table')).toBe(10)
  })
  it('quotes the filler, shortened', () => {
    expect(judge(rule, given('r', 'tbd')).lost[0]?.sentence).toBe(
      'Goals: “tbd” does not tell the CSM anything.',
    )
    expect(judge(rule, given('r', `tbd ${'x '.repeat(5_000)}`)).lost[0]?.sentence.length).toBeLessThan(100)
  })
})

describe('min_length', () => {
  const rule: QualityRule = { rule: 'min_length', characters: 10, weight: 4 }
  it('counts what can be seen, not white space', () => {
    expect(lostBy(rule, '123456789')).toBe(4)
    expect(lostBy(rule, '1 2 3 4 5 6 7 8 9')).toBe(4)
    expect(lostBy(rule, '1234567890')).toBe(0)
  })
  it('counts a character of any script as one', () => expect(lostBy(rule, '😀'.repeat(9))).toBe(4))
})

describe('measurable', () => {
  const rule: QualityRule = { rule: 'measurable', weight: 9 }
  it('costs a third for each of number, unit and date', () => {
    expect(lostBy(rule, 'Improve efficiency')).toBe(9)
    expect(lostBy(rule, 'Improve efficiency by Q3 2027')).toBe(6)
    expect(lostBy(rule, 'Reduce onboarding by 30 %')).toBe(3)
    expect(lostBy(rule, 'Reduce onboarding by 30 % by Q3 2027')).toBe(0)
  })
  it('says which part is missing', () => {
    expect(judge(rule, given('r', 'Reduce onboarding by 30 %')).lost[0]?.sentence).toBe(
      'Goals: it lacks a date, so nobody can tell when it is reached.',
    )
  })
  it('judges each row of a table', () => {
    const rows = [
      { metric: 'Onboarding time', target: 10, unit: 'days', by: '2027-03-31' },
      { metric: 'Happier users', target: null, unit: '', by: '' },
    ]
    const [lost] = judge(rule, given('r', rows), { type: 'table' }).lost
    expect(lost).toMatchObject({ points: 4.5 })
    expect(lost?.sentence).toContain('1 of 2 goals lack a number and a unit and a date')
  })
})

describe('dated', () => {
  const rule: QualityRule = { rule: 'dated', weight: 6 }
  it('wants a date or a deadline', () => {
    expect(lostBy(rule, 'Go-live in spring')).toBe(6)
    expect(lostBy(rule, 'Go-live on 2027-02-01')).toBe(0)
    expect(lostBy(rule, 'Go-live within six weeks')).toBe(0)
  })
  it('wants it in every row', () => {
    expect(lostBy(rule, [{ what: 'SSO', due: '2026-12-24' }, { what: 'API' }], 'table')).toBe(3)
  })
})

describe('person_complete', () => {
  const rule: QualityRule = { rule: 'person_complete', weight: 8 }
  const whole = { name: 'Ines Vogel', role: 'Champion', email: 'ines@nordwind.example' }
  it.each([
    ['a mail address', whole],
    ['a phone number', { name: 'Ines Vogel', title: 'COO', phone: '+49 30 1234' }],
  ])('takes a name, a role and %s', (_, person) => expect(lostBy(rule, [person], 'person_list')).toBe(0))
  it.each([
    ['no name', { ...whole, name: 'TBD' }, 'name'],
    ['no role', { ...whole, role: ' ' }, 'role'],
    ['no way to reach them', { name: 'Ines', role: 'COO' }, 'way to reach them'],
    ['something that is no address', { ...whole, email: 'ines at nordwind' }, 'way to reach them'],
    ['an address without a domain', { ...whole, email: 'ines@localhost' }, 'way to reach them'],
  ])('marks %s', (_, person, part) => {
    const [lost] = judge(rule, given('r', [person]), { type: 'person_list' }).lost
    expect(lost).toMatchObject({ points: 8 })
    expect(lost?.sentence).toContain(`has no ${part}`)
  })
  it('costs the share of people who fall short', () => {
    expect(lostBy(rule, [whole, { name: 'Jan', role: 'CFO' }, { name: 'Mia' }, whole], 'person_list')).toBe(4)
  })
})

describe('min_items, columns_filled', () => {
  it('costs the share of entries that are missing, blank ones not counted', () => {
    const rule: QualityRule = { rule: 'min_items', items: 4, weight: 8 }
    expect(lostBy(rule, [{ name: 'A' }, { name: 'B' }, { name: '' }], 'person_list')).toBe(4)
    expect(
      lostBy(
        rule,
        'abcdef'.split('').map((name) => ({ name })),
        'person_list',
      ),
    ).toBe(0)
  })
  it('costs the share of cells that are empty, and names their column', () => {
    const rule: QualityRule = { rule: 'columns_filled', columns: ['owner', 'due'], weight: 8 }
    const columns = [{ id: 'owner', label: 'Owner', type: 'text' as const }]
    const rows = [
      { owner: 'Ines', due: '2026-12-01' },
      { owner: 'tbd', due: '2026-12-01' },
    ]
    const [lost] = judge(rule, given('r', rows), { type: 'table', columns }).lost
    expect(lost).toMatchObject({ points: 2, sentence: 'Goals: not filled: “Owner” in 1 of 2 rows.' })
  })
  it('takes “no”, zero and an option called “none” as filled', () => {
    const rule: QualityRule = { rule: 'columns_filled', columns: ['a', 'b', 'c'], weight: 3 }
    expect(lostBy(rule, [{ a: false, b: 0, c: 'none' }], 'table')).toBe(0)
  })
})

describe('not_copied', () => {
  const rule: QualityRule = { rule: 'not_copied', weight: 5 }
  const text = 'They want to cut onboarding from 20 to 10 days.'
  const elsewhere = new Set([answerFingerprint('r', text) ?? ''])
  it('finds the same words however they are written', () => {
    const copy = given('r', 'they want  to CUT onboarding, from 20 to 10 days')
    expect(judge(rule, copy, {}, elsewhere).lost[0]).toMatchObject({ ruleId: 'not_copied', points: 5 })
  })
  it('lets other words, short answers and answers carried over from the same account pass', () => {
    expect(judge(rule, given('r', text.replace('20', '30')), {}, elsewhere).lost).toEqual([])
    expect(judge(rule, given('r', text, { source: 'carried_over' }), {}, elsewhere).lost).toEqual([])
    expect(answerFingerprint('r', 'Weekly, by mail')).toBeNull()
    expect(answerFingerprint('r', 40_000)).toBeNull()
  })
  it('does not mistake one requirement’s text for another’s', () => {
    expect(answerFingerprint('r', text)).not.toBe(answerFingerprint('s', text))
  })
})

describe('evidence, customer_validated', () => {
  it('wants a quote or a link that is not blank', () => {
    const rule: QualityRule = { rule: 'evidence', weight: 2 }
    const lost = (evidence: Answer['evidence']) => judge(rule, given('r', 'x', { evidence })).lost.length
    expect(lost([])).toBe(1)
    expect(lost([{ quote: ' ', speaker: 'Ines' }])).toBe(1)
    expect(lost([{ quote: '“Ten days, not twenty.”' }])).toBe(0)
    expect(lost([{ url: 'https://calls.example/1' }])).toBe(0)
  })
  it('costs nothing when the customer confirmed, half as an open assumption, all when nobody says', () => {
    const rule: QualityRule = { rule: 'customer_validated', weight: 4 }
    const lost = (validated: Answer['validated']) =>
      judge(rule, given('r', 'x', { validated })).lost[0]?.points ?? 0
    expect([lost('customer'), lost('assumed'), lost(null)]).toEqual([0, 2, 4])
  })
})

describe('the rubric', () => {
  it('has a check for every rule a playbook can name, under that name', () => {
    expect(Object.keys(qualityChecks).toSorted()).toEqual([...qualityRuleIds].toSorted())
    for (const [id, check] of Object.entries(qualityChecks)) expect(check.id).toBe(id)
  })
})

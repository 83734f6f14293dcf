import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dueAt } from '../../core/clock/due-at.ts'
import { typedGateAnswers } from '../../core/playbook/check/check-tiers.ts'
import type { FieldValues } from '../../core/playbook/condition.ts'
import { evaluateCondition } from '../../core/playbook/evaluate-condition.ts'
import type { Duration } from '../../core/playbook/playbook.ts'
import { compiledCalendar } from '../calendars/compiled-calendar.ts'
import { parsePlaybook } from './parse-playbook.ts'

const parsed = parsePlaybook(
  readFileSync(new URL('../../../playbooks/standard.yaml', import.meta.url), 'utf8'),
)
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 1))
const { playbook } = parsed

const day = (business_days: number): Duration => ({ business_days })
const tierIds = ['smb', 'mid_market', 'enterprise', 'follow_on']

function tierOf(values: FieldValues): string {
  return playbook.tiers.find((tier) => evaluateCondition(tier.when, values))?.id ?? playbook.default_tier
}

test('the shipped process has no mistakes and no warnings', () => {
  expect(parsed.warnings).toEqual([])
})

describe('triggers', () => {
  test.each<[string, FieldValues, boolean]>([
    ['new business', { 'deal.type': 'new' }, true],
    ['a deal of unknown type', { 'deal.type': null }, true],
    ['an expansion', { 'deal.type': 'expansion' }, true],
    ['a renewal', { 'deal.type': 'renewal' }, false],
  ])('%s makes a handoff: %s', (_what, values, makes) => {
    expect(evaluateCondition(playbook.triggers.applies, values)).toBe(makes)
  })

  test('preparing starts at the likely stage or at three quarters probability', () => {
    const prepares = (values: FieldValues) => evaluateCondition(playbook.triggers.prepares, values)
    expect(prepares({ 'deal.stage_kind': 'likely' })).toBe(true)
    expect(prepares({ 'deal.stage_kind': 'open', 'deal.probability': 75 })).toBe(true)
    expect(prepares({ 'deal.stage_kind': 'open', 'deal.probability': 74 })).toBe(false)
  })
})

describe('tiers', () => {
  test.each<[number | null, string]>([
    [0, 'smb'],
    [24_999, 'smb'],
    [25_000, 'mid_market'],
    [99_999, 'mid_market'],
    [100_000, 'enterprise'],
    [null, 'mid_market'],
  ])('an annual value of %s is %s', (value, tier) => {
    expect(tierOf({ 'deal.annual_value': value, 'deal.complexity': 'normal' })).toBe(tier)
  })

  test('a complex deal is enterprise whatever its value', () => {
    expect(tierOf({ 'deal.annual_value': 5_000, 'deal.complexity': 'high' })).toBe('enterprise')
  })

  test('a further deal of an account, and an expansion, are follow-on before anything else', () => {
    expect(tierOf({ 'deal.annual_value': 500_000, 'account.has_handoff': true })).toBe('follow_on')
    expect(tierOf({ 'deal.annual_value': 500_000, 'deal.type': 'expansion' })).toBe('follow_on')
  })

  test.each<[string, FieldValues, boolean]>([
    ['data to be moved', { 'answer.data_migration': true }, true],
    ['two integrations', { 'answer.integrations.count': 2 }, true],
    ['a custom promise', { 'answer.custom_promise': true }, true],
    ['one integration', { 'answer.integrations.count': 1, 'answer.data_migration': false }, false],
    ['nothing known', {}, false],
  ])('%s makes a deal complex: %s', (_what, values, complex) => {
    expect(evaluateCondition(playbook.complexity_high, values)).toBe(complex)
  })
})

describe('what is asked', () => {
  test.each([
    ['smb', 5],
    ['mid_market', 8],
    ['enterprise', 12],
    ['follow_on', 3],
  ])('a seller types at most %s %i answers before the gate', (tier, most) => {
    expect(playbook.tiers.find((one) => one.id === tier)?.gate_limit).toBe(most)
    const typed = typedGateAnswers(playbook.requirements, tier)
    expect(typed.length).toBeGreaterThan(0)
    expect(typed.length).toBeLessThanOrEqual(most)
  })

  test('SMB requires nothing beyond the gate', () => {
    expect(playbook.requirements.filter((one) => one.need.smb === 'full')).toEqual([])
  })

  test('every requirement says for each tier whether it is asked', () => {
    for (const one of playbook.requirements) expect(Object.keys(one.need), one.id).toEqual(tierIds)
  })

  test('every line of the requirement list from R73 to R126 is served by a question', () => {
    const served = new Set(playbook.requirements.flatMap((one) => one.serves ?? []))
    const asked = Array.from({ length: 126 - 73 + 1 }, (_, i) => `R${73 + i}`)
    expect(asked.filter((line) => !served.has(line))).toEqual([])
  })

  test('goals, champion and promises can never be unknown, and promises may be none', () => {
    const never = playbook.requirements.filter((one) => one.never_unknown).map((one) => one.id)
    expect(never).toEqual(['goals', 'champion', 'commitments'])
    expect(playbook.requirements.find((one) => one.id === 'commitments')?.none_label).toBeTruthy()
  })

  test('every question is open-ended and every answer a seller types at the gate has a rule of quality', () => {
    for (const one of playbook.requirements) expect(one.prompt, one.id).toMatch(/[?.]$/)
    for (const tier of tierIds) {
      for (const one of typedGateAnswers(playbook.requirements, tier))
        expect(one.quality, one.id).toBeTruthy()
    }
  })

  test('SPOTC leads to the answers CS reads, letter by letter, and BANT is a pack too', () => {
    const spotc = playbook.prompt_packs.find((pack) => pack.id === 'spotc')?.prompts
    expect(spotc?.map((prompt) => prompt.letter).join('')).toBe('SPOTC')
    expect(spotc?.every((prompt) => prompt.requirement)).toBe(true)
    const bant = playbook.prompt_packs.find((pack) => pack.id === 'bant')?.prompts
    expect(bant?.map((prompt) => prompt.letter).join('')).toBe('BANT')
  })
})

/** The clock table of the process, in the order smb, mid-market, enterprise, follow-on; null is no such step. */
const clockTable: [step: string, owner: string, ...due: (Duration | null)[]][] = [
  ['complete_brief', 'ae', day(2), day(2), day(2), day(2)],
  ['submit', 'ae', day(2), day(2), day(2), day(2)],
  ['verdict', 'csm', day(1), day(1), day(1), day(1)],
  ['intake_review', 'csm', null, day(1), day(1), null],
  ['resubmit', 'ae', day(1), day(1), day(1), day(1)],
  ['answer_questions', 'ae', day(1), day(1), day(1), day(1)],
  ['accept', 'csm', day(2), day(3), day(3), day(3)],
  ['internal_meeting', 'ae', null, day(2), { business_hours: 6 }, null],
  ['send_introduction', 'ae', day(1), day(1), null, null],
  ['introduction_call', 'ae', null, day(3), null, null],
  ['introduce_by_call', 'ae', null, null, day(1), null],
  ['first_touch', 'csm', day(1), day(1), day(1), day(2)],
  ['kickoff', 'csm', null, day(5), day(5), null],
  ['milestone_plan', 'csm', day(5), day(4), day(4), day(5)],
  ['confirm', 'csm', { days: 14 }, { days: 45 }, { days: 90 }, { days: 30 }],
]

describe('the clocks', () => {
  test.each(clockTable)('%s is owed by %s in time', (id, owner, ...due) => {
    const step = playbook.steps.find((one) => one.id === id)
    expect(step?.owner).toBe(owner)
    expect(tierIds.map((tier) => step?.due[tier] ?? null)).toEqual(due)
  })

  test('the verdict runs from each submission and the answer from each return', () => {
    const step = (id: string) => playbook.steps.find((one) => one.id === id)
    expect(step('verdict')).toMatchObject({ anchor: { fact: 'submitted' }, repeats: true, by_hand: false })
    expect(step('resubmit')).toMatchObject({ anchor: { fact: 'returned' }, repeats: true, by_hand: false })
    expect(step('answer_questions')).toMatchObject({
      anchor: { fact: 'asked' },
      repeats: true,
      by_hand: false,
    })
  })

  test('introduction, first touch, kickoff and plan run from the signature and wait for no brief or verdict', () => {
    const gate = new Set(['complete_brief', 'submit', 'intake_review', 'verdict', 'resubmit', 'accept'])
    for (const id of ['send_introduction', 'introduce_by_call', 'first_touch', 'kickoff', 'milestone_plan']) {
      const step = playbook.steps.find((one) => one.id === id)
      expect(step?.anchor).toEqual({ fact: 'signed' })
      expect((step?.after ?? []).filter((other) => gate.has(other))).toEqual([])
    }
  })

  test('people look back always for enterprise, on one in four mid-market handoffs, and on trouble with the others', () => {
    const looksBack = (tier: string, values: FieldValues) =>
      playbook.steps.filter(
        (step) =>
          step.id.startsWith('retro') &&
          tier in step.due &&
          (!step.when || evaluateCondition(step.when, values)),
      ).length
    expect(looksBack('enterprise', {})).toBe(1)
    expect([
      looksBack('mid_market', { 'handoff.sample': 24 }),
      looksBack('mid_market', { 'handoff.sample': 25 }),
    ]).toEqual([1, 0])
    expect(looksBack('smb', {})).toBe(0)
    for (const field of ['handoff.returned', 'handoff.late', 'handoff.flagged'])
      expect(looksBack('smb', { [field]: true }), field).toBe(1)
    expect(looksBack('follow_on', { 'handoff.late': true })).toBe(0)
    expect(looksBack('follow_on', { 'handoff.flagged': true })).toBe(1)
  })

  test('for enterprise people meet before the customer meets them', () => {
    expect(playbook.steps.find((one) => one.id === 'introduce_by_call')?.after).toEqual(['internal_meeting'])
  })

  test('a follow-on has no second introduction and no kickoff', () => {
    const steps = playbook.steps.filter((step) => 'follow_on' in step.due)
    expect(
      steps.map((step) => step.fact).filter((fact) => fact === 'introduced' || fact === 'kickoff_held'),
    ).toEqual([])
  })

  test('Friday 17:00 plus one business day is Monday 17:00 in every calendar it ships', () => {
    const friday = { office: '17:00Z', berlin: '17:00+01:00', new_york: '17:00-05:00' }
    for (const [id, time] of Object.entries(friday)) {
      const definition = playbook.calendars.find((one) => one.id === id)
      const calendar = definition && compiledCalendar(definition, '2026-11-20T12:00:00.000Z')
      if (!calendar?.ok) throw new Error(`calendar ${id} does not compile`)
      const start = new Date(`2026-11-20T${time}`).toISOString()
      expect(dueAt(calendar.value, start, day(1)), id).toBe(new Date(`2026-11-23T${time}`).toISOString())
    }
  })
})

test('the ladder climbs from the owner to the VP, and to the VP only for enterprise and once a day', () => {
  expect(playbook.escalation.map(({ at, to }) => [at, to])).toEqual([
    [{ percent: 75 }, 'owner'],
    [{ overdue: { business_hours: 0 } }, 'owner'],
    [{ overdue: { business_hours: 4 } }, 'owner_manager'],
    [{ overdue: { business_days: 1 } }, 'revops'],
    [{ overdue: { business_days: 2 } }, 'side_vp'],
  ])
  expect(playbook.escalation.at(-1)).toMatchObject({ tiers: ['enterprise'], digest: true })
  expect(playbook.tiers.filter((tier) => tier.digest_only).map((tier) => tier.id)).toEqual(['smb'])
})

test('limits: unknown ten business days and three per deal, closed dirty two days, grace four hours', () => {
  expect(playbook.unknown).toEqual({ within: day(10), per_deal: 3 })
  expect(playbook.closed_dirty_due).toEqual(day(2))
  expect(playbook.grace).toEqual({ business_hours: 4 })
})

test('every step has its line in RACI with the owner doing it and one who answers for it', () => {
  for (const step of playbook.steps) {
    const row = playbook.raci[step.id] ?? {}
    expect(row[step.owner], step.id).toContain('R')
    expect(
      Object.values(row).filter((letters) => letters.includes('A')),
      step.id,
    ).toHaveLength(1)
  }
})

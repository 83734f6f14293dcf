import { describe, expect, it } from 'vitest'
import {
  exampleAccount,
  exampleDeal,
  exampleRequirement,
  given,
  none,
  smallPlaybook,
  unknownUntil,
  waived,
} from '../../../test/support/small-playbook.ts'
import { checkGate, type GateInput } from './check-gate.ts'
import { gateRules } from './index.ts'

const everything = [
  given('goals', 'Cut onboarding from 20 to 10 days by June 2027'),
  given('champion', [{ name: 'Ines Vogel', role: 'Head of Operations', email: 'ines@nordwind.example' }]),
  none('blockers'),
  given('source_system', 'SAP'),
]

function gate(changes: Partial<GateInput> = {}) {
  return checkGate({
    playbook: smallPlaybook(),
    deal: exampleDeal(),
    account: exampleAccount(),
    answers: everything,
    tierId: 'mid',
    toStage: 'won',
    now: '2026-11-20T10:00:00.000Z',
    today: '2026-11-20',
    unknownLimitOn: null,
    ...changes,
  })
}

const without = (id: string) => everything.filter(({ requirementId }) => requirementId !== id)

describe('checkGate', () => {
  it('lets a deal with its core answered be won, though the rest of the brief is missing', () => {
    const result = gate()
    expect(result).toMatchObject({ allowed: true, findings: [], core: { complete: true, percent: 100 } })
    expect(result.full).toMatchObject({ complete: false, missing: ['contract', 'deal_story'] })
  })

  it('names a missing answer in words, with the question that helps to answer it', () => {
    const result = gate({ answers: without('goals') })
    expect(result.allowed).toBe(false)
    expect(result.findings).toEqual([
      {
        ruleId: 'missing_answer',
        requirementId: 'goals',
        sentence: 'Business goals: nobody has said yet. What do they want to achieve?',
        severity: 'blocks',
      },
    ])
  })

  it('asks at a stage only for what is knowable by then', () => {
    const asked = (toStage: GateInput['toStage']) =>
      gate({ toStage, answers: [] }).required.map(({ requirementId }) => requirementId)
    expect(asked('open')).toEqual(['goals'])
    expect(asked('likely')).toEqual(['goals', 'champion', 'blockers', 'source_system'])
    expect(asked('won')).toEqual(asked('likely'))
    expect(asked('lost')).toEqual([])
  })

  it('asks each tier only for its own core', () => {
    expect(gate({ tierId: 'smb', answers: [] }).required).toEqual([
      { requirementId: 'goals', status: 'missing' },
    ])
  })

  it('never holds up a lost deal', () => {
    expect(gate({ toStage: 'lost', answers: [], account: null })).toMatchObject({
      allowed: true,
      findings: [],
    })
  })

  it('counts an “unknown until” beyond the last day allowed as no answer at any stage', () => {
    const answers = [...without('blockers'), unknownUntil('blockers', '2027-06-01')]
    const findings = (changes: Partial<GateInput>) =>
      gate({ answers, unknownLimitOn: '2026-12-04', ...changes }).findings.map(({ ruleId }) => ruleId)
    expect(findings({})).toEqual(['unknown_too_late'])
    expect(findings({ toStage: 'signed' })).toEqual(['unknown_too_late'])
    expect(findings({ toStage: 'likely' })).toEqual(['unknown_too_late'])
    expect(findings({ unknownLimitOn: '2027-06-02' })).toEqual([])
  })

  it('passes what the playbook’s own rule makes not applicable', () => {
    const answers = [...without('source_system'), given('data_migration', false)]
    expect(gate({ answers }).allowed).toBe(true)
  })

  it.each([
    [
      'a waiver that ran out',
      waived('blockers', '2026-11-19T00:00:00.000Z'),
      'waiver_expired',
      'the waiver ran out on 2026-11-19',
    ],
    [
      'an “unknown until” that has passed',
      unknownUntil('blockers', '2026-11-18'),
      'unknown_passed',
      'Ines Vogel was to know by 2026-11-18',
    ],
    [
      'an “unknown until” beyond the limit',
      unknownUntil('blockers', '2026-12-24'),
      'unknown_too_late',
      '2026-12-04 is the last day allowed',
    ],
    [
      'a champion “unknown until”',
      unknownUntil('champion', '2026-11-25'),
      'unknown_not_allowed',
      'cannot wait',
    ],
  ])('is stopped by %s, once', (_, answer, ruleId, words) => {
    const answers = [...without(answer.requirementId), answer]
    const result = gate({ answers, unknownLimitOn: '2026-12-04' })
    expect(result.allowed).toBe(false)
    expect(result.findings).toHaveLength(1)
    expect(result.findings[0]).toMatchObject({
      ruleId,
      requirementId: answer.requirementId,
      severity: 'blocks',
    })
    expect(result.findings[0]?.sentence).toContain(words)
  })

  it('passes a waiver in force and an “unknown until” that still runs', () => {
    const answers = [
      given('goals', 'x'),
      waived('champion'),
      unknownUntil('blockers'),
      unknownUntil('source_system'),
    ]
    expect(gate({ answers })).toMatchObject({ allowed: true, findings: [] })
  })

  it('allows only so many “unknown until” per deal, wherever in the brief they are', () => {
    const extra = ['a', 'b', 'c', 'd'].map((id) => exampleRequirement({ id, need: { mid: 'full' } }))
    const playbook = smallPlaybook({ requirements: [...smallPlaybook().requirements, ...extra] })
    const three = [...everything, ...['a', 'b', 'c'].map((id) => unknownUntil(id))]
    expect(gate({ playbook, answers: three }).allowed).toBe(true)
    const four = gate({ playbook, answers: [...three, unknownUntil('d')] })
    expect(four.allowed).toBe(false)
    expect(four.findings[0]).toMatchObject({ ruleId: 'unknown_too_many', requirementId: null })
    expect(four.findings[0]?.sentence).toBe(
      '4 answers are “unknown until” and at most 3 may be. Answer one of: a, b, c, d.',
    )
  })

  it('warns about a missing annual value without stopping the deal', () => {
    const result = gate({ deal: exampleDeal({ annualValue: null }) })
    expect(result.allowed).toBe(true)
    expect(result.findings.map(({ ruleId }) => ruleId)).toEqual(['tier_value_unknown'])
  })

  it.each(['account_missing', 'owner_missing'])(
    'has %s as a warning early and as a stop at the close',
    (ruleId) => {
      const broken =
        ruleId === 'account_missing' ? { account: null } : { deal: exampleDeal({ ownerId: null }) }
      const severity = (toStage: GateInput['toStage']) =>
        gate({ ...broken, toStage }).findings.find((finding) => finding.ruleId === ruleId)?.severity
      expect(severity('likely')).toBe('warns')
      expect(severity('won')).toBe('blocks')
      expect(severity('signed')).toBe('blocks')
    },
  )

  it('lists what is wrong with the deal first, then answers in the order of the brief', () => {
    const { findings } = gate({ account: null, answers: [waived('champion', '2026-01-01T00:00:00.000Z')] })
    expect(findings.map(({ requirementId }) => requirementId)).toEqual([
      null,
      'goals',
      'champion',
      'blockers',
      'source_system',
    ])
  })

  it('has rules with names of their own, and every finding names one of them', () => {
    const ids = gateRules.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const { findings } = gate({
      account: null,
      deal: exampleDeal({ ownerId: null, annualValue: null }),
      answers: [],
    })
    expect(findings.every(({ ruleId }) => ids.includes(ruleId))).toBe(true)
  })
})

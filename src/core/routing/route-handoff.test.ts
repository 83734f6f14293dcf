import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Candidate } from './candidate.ts'
import { type RoutingDecision, type RoutingInput, routeHandoff } from './route-handoff.ts'

const csm = (id: string, over: Partial<Candidate> = {}): Candidate => ({
  id,
  name: id.toUpperCase(),
  territories: [],
  sizes: [],
  industries: [],
  languages: [],
  skills: [],
  capacity: 20,
  load: 0,
  available: true,
  coverId: null,
  ...over,
})

const input = (over: Partial<RoutingInput> = {}): RoutingInput => ({
  playbook: {
    roles: [{ id: 'cs_manager', title: 'CS manager', side: 'cs', from: 'manager_of', of: 'csm' }],
    routing: {
      rules: [
        { id: 'near', title: 'Territory and industry', match: ['territory', 'industry'] },
        { id: 'territory', title: 'Territory', match: ['territory'] },
      ],
      otherwise: 'cs_manager',
    },
  },
  tier: { id: 'smb', weight: 1 },
  deal: { products: [] },
  account: { territory: 'North', industry: 'Retail', language: null, csmId: null },
  values: {},
  candidates: [],
  managerIds: [],
  ...over,
})

function decided(over: Partial<RoutingInput>): RoutingDecision {
  const result = routeHandoff(input(over))
  if (!result.ok) throw new Error(result.reason)
  return result.value
}

describe('the account’s CSM', () => {
  const account = { territory: 'North', industry: 'Retail', language: null, csmId: 'ana' }

  test('is kept before any rule, even when full and elsewhere', () => {
    const ana = csm('ana', { load: 99, territories: ['South'] })
    const decision = decided({ account, candidates: [csm('ben'), ana] })
    expect(decision).toMatchObject({ csmId: 'ana', by: 'account', ruleId: null, marked: null })
    expect(decision.reasons).toEqual(['ANA already is the CSM of this account and stays.'])
  })

  test('hands over to the cover while out of office', () => {
    const candidates = [
      csm('ana', { available: false, coverId: 'ben' }),
      csm('ben', { load: 19 }),
      csm('cleo'),
    ]
    const decision = decided({ account, candidates })
    expect(decision).toMatchObject({ csmId: 'ben', by: 'account' })
    expect(decision.reasons.at(-1)).toBe('ANA is out of office and hands over to BEN.')
    expect(decision.runnersUp).toEqual([{ memberId: 'ana', why: 'ANA is out of office.' }])
  })

  test('hands over along the covers until somebody is there', () => {
    const candidates = [
      csm('ana', { available: false, coverId: 'ben' }),
      csm('ben', { available: false, coverId: 'cleo' }),
      csm('cleo'),
    ]
    expect(decided({ account, candidates }).csmId).toBe('cleo')
  })

  test('stays when out of office with nobody standing in, and covers in a circle stand in for nobody', () => {
    const alone = decided({ account, candidates: [csm('ana', { available: false }), csm('ben')] })
    expect(alone.csmId).toBe('ana')
    expect(alone.reasons.at(-1)).toContain('the clock runs')
    const circle = [
      csm('ana', { available: false, coverId: 'ben' }),
      csm('ben', { available: false, coverId: 'ana' }),
    ]
    expect(decided({ account, candidates: circle }).csmId).toBe('ana')
  })

  test('who is no CSM here any more gives way to the rules', () => {
    expect(decided({ account, candidates: [csm('ben')] })).toMatchObject({ csmId: 'ben', by: 'rule' })
  })
})

describe('the rules', () => {
  test('the first rule that somebody covers decides', () => {
    const candidates = [
      csm('ana', { territories: ['South'], industries: ['Retail'] }),
      csm('ben', { territories: ['north'], industries: ['Banking'] }),
    ]
    const decision = decided({ candidates })
    expect(decision).toMatchObject({ csmId: 'ben', by: 'rule', ruleId: 'territory' })
    expect(decision.reasons[0]).toBe('The rule “Territory” applies: territory North.')
  })

  test('a match by name ranks before no restriction, as long as there is room', () => {
    const ana = csm('ana')
    const named = { territories: ['North'], industries: ['Retail'] }
    expect(decided({ candidates: [ana, csm('ben', { ...named, load: 10 })] }).csmId).toBe('ben')
    expect(decided({ candidates: [ana, csm('ben', { ...named, load: 20 })] }).csmId).toBe('ana')
  })

  test('what nobody knows is not asked for, and the reasons say so', () => {
    const account = { territory: null, industry: 'Retail', language: null, csmId: null }
    const decision = decided({ account, candidates: [csm('ana', { territories: ['South'] })] })
    expect(decision).toMatchObject({ csmId: 'ana', ruleId: 'near' })
    expect(decision.reasons[1]).toBe('Not known, so not asked for: territory.')
  })

  test('a skill covers a deal only when every product is known', () => {
    const playbook = {
      ...input().playbook,
      routing: {
        rules: [{ id: 'skill', title: 'Skill', match: ['skill' as const] }],
        otherwise: 'cs_manager',
      },
    }
    const candidates = [csm('ana', { skills: ['CRM'] }), csm('ben', { skills: ['crm', 'Mail'], load: 15 })]
    expect(decided({ playbook, candidates, deal: { products: ['CRM', 'Mail'] } }).csmId).toBe('ben')
  })

  test('a rule with a condition is passed over where it does not hold', () => {
    const when = { field: 'deal.annual_value', op: 'gte' as const, value: 100 }
    const rules = [
      { id: 'big', title: 'Big', when, match: [] },
      { id: 'all', title: 'All', match: [] },
    ]
    const playbook = { ...input().playbook, routing: { rules, otherwise: 'cs_manager' } }
    const candidates = [csm('ana')]
    expect(decided({ playbook, candidates, values: { 'deal.annual_value': 100 } }).ruleId).toBe('big')
    expect(decided({ playbook, candidates, values: { 'deal.annual_value': null } }).ruleId).toBe('all')
  })
})

describe('room', () => {
  test('the least loaded by share of the own limit receives it', () => {
    const candidates = [csm('ana', { load: 8, capacity: 10 }), csm('ben', { load: 10, capacity: 40 })]
    const decision = decided({ candidates })
    expect(decision.csmId).toBe('ben')
    expect(decision.reasons.at(-1)).toBe('BEN has the most room; this makes 11 of 40 points (28 %).')
    expect(decision.runnersUp).toEqual([
      { memberId: 'ana', why: 'ANA has less room; would have 9 of 10 points (90 %).' },
    ])
  })

  test('when all are at their limit, the least over it receives it, marked', () => {
    const candidates = [
      csm('ana', { load: 25 }),
      csm('ben', { load: 21 }),
      csm('cleo', { load: 0, capacity: 0 }),
    ]
    const decision = decided({ candidates })
    expect(decision).toMatchObject({ csmId: 'ben', marked: 'over_limit' })
    expect(decision.reasons.at(-1)).toContain('at the limit')
  })

  test('a customer that would cross the limit counts as at the limit', () => {
    const candidates = [csm('ana', { load: 15, capacity: 20 }), csm('ben', { load: 38, capacity: 45 })]
    expect(decided({ candidates, tier: { id: 'enterprise', weight: 8 } })).toMatchObject({
      csmId: 'ben',
      marked: 'over_limit',
    })
  })

  test('the last point up to the limit is still room', () => {
    const filled = csm('ana', { load: 19, territories: ['North'] })
    const decision = decided({ candidates: [filled, csm('ben', { load: 0 })] })
    expect(decision).toMatchObject({ csmId: 'ana', marked: null })
  })

  test('over the limit the least over comes before coverage by name', () => {
    const candidates = [csm('ana', { load: 40, territories: ['North'] }), csm('ben', { load: 21 })]
    expect(decided({ candidates })).toMatchObject({ csmId: 'ben', marked: 'over_limit' })
  })

  test('of two alike it is always the one whose id comes first, and the reason says so', () => {
    for (const candidates of [
      [csm('ana'), csm('ben')],
      [csm('ben'), csm('ana')],
    ]) {
      const decision = decided({ candidates })
      expect(decision.csmId).toBe('ana')
      expect(decision.reasons.at(-1)).toContain('comes first in the fixed order')
    }
  })

  test('somebody without a limit is never over it and measured by the roomiest colleague', () => {
    const full = csm('ana', { load: 20 })
    expect(decided({ candidates: [full, csm('ben', { capacity: null, load: 500 })] })).toMatchObject({
      csmId: 'ben',
      marked: null,
    })
    const half = csm('ana', { load: 9 })
    expect(decided({ candidates: [half, csm('ben', { capacity: null, load: 10 })] }).csmId).toBe('ana')
  })
})

describe('never nobody', () => {
  const nowhere = { territories: ['South'] }

  test('when no rule fits, the CS manager receives it', () => {
    const decision = decided({ candidates: [csm('ana', nowhere)], managerIds: ['max', 'mia'] })
    expect(decision).toMatchObject({ csmId: 'max', by: 'otherwise', ruleId: null })
    expect(decision.reasons).toEqual(['No routing rule fits, so it goes to the CS manager.'])
    expect(decision.runnersUp.map((one) => one.memberId)).toEqual(['mia'])
  })

  test('when no rule fits and there is no manager, any CSM receives it', () => {
    expect(decided({ candidates: [csm('ana', nowhere)] })).toMatchObject({ csmId: 'ana', by: 'last_resort' })
  })

  test('when all who cover it are out of office, the one standing in receives it', () => {
    const candidates = [
      csm('ana', { available: false, coverId: 'cleo', territories: ['North'] }),
      csm('cleo', nowhere),
    ]
    expect(decided({ candidates, managerIds: ['max'] })).toMatchObject({ csmId: 'cleo', by: 'rule' })
  })

  test('a cover who is no CSM is taken at their word', () => {
    const candidates = [csm('ana', { available: false, coverId: 'max' })]
    const decision = decided({ candidates })
    expect(decision.csmId).toBe('max')
    expect(decision.reasons).toContain('ANA is out of office and hands over to the colleague standing in.')
  })

  test('when everybody is out, the next rule and then the manager come before an empty desk', () => {
    const away = [csm('ana', { available: false }), csm('ben', { available: false, load: 3 })]
    expect(decided({ candidates: away, managerIds: ['max'] }).csmId).toBe('max')
    expect(decided({ candidates: away })).toMatchObject({ csmId: 'ana', by: 'last_resort' })
  })

  test('with nobody at all it is refused in a sentence', () => {
    const result = routeHandoff(input())
    expect(result).toMatchObject({ ok: false, code: 'nobody_to_route_to' })
    expect(result.ok ? '' : result.reason).toContain('CS manager')
  })
})

const names = ['North', 'South']
const someCsm = (id: string) =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant(id),
    territories: fc.subarray(names),
    sizes: fc.subarray(['smb', 'enterprise']),
    industries: fc.subarray(['Retail', 'Banking']),
    languages: fc.constant([]),
    skills: fc.constant([]),
    capacity: fc.option(fc.integer({ min: 0, max: 30 })),
    load: fc.integer({ min: 0, max: 40 }),
    available: fc.boolean(),
    coverId: fc.option(fc.constantFrom('c0', 'c1', 'c2', 'c3', 'c4', 'max')),
  })
const someInput = fc
  .record({
    candidates: fc.tuple(...['c0', 'c1', 'c2', 'c3', 'c4'].map(someCsm)).chain((all) => fc.subarray(all)),
    territory: fc.option(fc.constantFrom(...names)),
    industry: fc.option(fc.constantFrom('Retail', 'Banking')),
    csmId: fc.option(fc.constantFrom('c0', 'c1', 'gone')),
    managerIds: fc.subarray(['m1', 'm2']),
    weight: fc.integer({ min: 0, max: 8 }),
  })
  .map(({ candidates, territory, industry, csmId, managerIds, weight }) =>
    input({
      candidates,
      managerIds,
      account: { territory, industry, language: null, csmId },
      tier: { id: 'smb', weight },
    }),
  )

describe('whatever the team looks like', () => {
  test('somebody receives the customer whenever there is a CSM or a manager', () => {
    fc.assert(
      fc.property(someInput, (one) => {
        const result = routeHandoff(one)
        const anybody = one.candidates.length > 0 || one.managerIds.length > 0
        expect(result.ok).toBe(anybody)
        if (result.ok) expect(result.value.reasons.every((reason) => reason.endsWith('.'))).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  test('the order of the candidates never changes the decision', () => {
    const shuffled = someInput.chain((one) =>
      fc.tuple(
        fc.constant(one),
        fc.shuffledSubarray([...one.candidates], { minLength: one.candidates.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([one, candidates]) => {
        expect(routeHandoff({ ...one, candidates })).toEqual(routeHandoff(one))
      }),
      { numRuns: 1000 },
    )
  })

  test('more load never makes somebody more likely to receive the customer', () => {
    fc.assert(
      fc.property(someInput, fc.nat(4), fc.integer({ min: 1, max: 50 }), (one, index, more) => {
        const id = `c${index}`
        const before = routeHandoff(one)
        const candidates = one.candidates.map((other) =>
          other.id === id ? { ...other, load: other.load + more } : other,
        )
        const after = routeHandoff({ ...one, candidates })
        if (after.ok && after.value.csmId === id) expect(before.ok && before.value.csmId).toBe(id)
      }),
      { numRuns: 2000 },
    )
  })

  test('an account’s CSM who is at work keeps it', () => {
    fc.assert(
      fc.property(someInput, (one) => {
        const kept = one.candidates.find((candidate) => candidate.id === one.account?.csmId)
        fc.pre(kept?.available === true)
        const result = routeHandoff(one)
        expect(result.ok && result.value.csmId).toBe(kept?.id)
      }),
    )
  })

  test('nobody over the limit receives it while a colleague the same rule covers has room', () => {
    fc.assert(
      fc.property(someInput, (one) => {
        const result = routeHandoff(one)
        if (!result.ok || result.value.marked === null) return
        const others = result.value.runnersUp.map((other) =>
          one.candidates.find(({ id }) => id === other.memberId),
        )
        for (const other of others) {
          if (!other?.available) continue
          expect(other.capacity).not.toBeNull()
          expect(other.load + one.tier.weight).toBeGreaterThan(other.capacity ?? 0)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

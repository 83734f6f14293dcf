import { describe, expect, it } from 'vitest'
import {
  exampleAccount,
  exampleDeal,
  given,
  smallPlaybook,
  unknownUntil,
  waived,
} from '../../../test/support/small-playbook.ts'
import type { Answer } from '../deal/answer.ts'
import type { Deal } from '../deal/deal.ts'
import { owedNow } from './owed-now.ts'

function owed(deal: Partial<Deal>, answers: Answer[] = [], tierId = 'mid') {
  const result = owedNow({
    playbook: smallPlaybook(),
    deal: exampleDeal(deal),
    account: exampleAccount(),
    answers,
    tierId,
    now: '2026-11-20T10:00:00.000Z',
    today: '2026-11-20',
    unknownLimitOn: null,
  })
  const ids = (items: { requirementId: string }[]) => items.map(({ requirementId }) => requirementId)
  return { next: result.nextStage, now: ids(result.now), later: ids(result.later), items: result.now }
}

describe('owedNow', () => {
  it('asks an open deal only for what is knowable now, and announces the rest', () => {
    expect(owed({ stageKind: 'open' })).toMatchObject({
      next: 'likely',
      now: ['goals'],
      later: ['champion', 'blockers', 'source_system'],
    })
  })

  it('asks for the whole core once likely', () => {
    expect(owed({ stageKind: 'likely' })).toMatchObject({
      next: 'won',
      now: ['goals', 'champion', 'blockers', 'source_system'],
      later: [],
    })
  })

  it('asks for the full brief once won, and for what only the signature reveals after it', () => {
    const core = [
      given('goals', 'x'),
      unknownUntil('blockers'),
      waived('champion'),
      given('source_system', 'y'),
    ]
    expect(owed({ stageKind: 'won' }, core)).toMatchObject({
      next: 'signed',
      now: ['deal_story'],
      later: ['contract'],
    })
    const signed = { stageKind: 'likely' as const, signedAt: '2026-11-19T10:00:00.000Z' }
    expect(owed(signed, core)).toMatchObject({ next: null, now: ['contract', 'deal_story'], later: [] })
  })

  it('owes again what a waiver no longer excuses, and says so', () => {
    const { items } = owed({ stageKind: 'open' }, [waived('goals', '2026-11-01T00:00:00.000Z')])
    expect(items).toEqual([
      { requirementId: 'goals', need: 'gate', fault: 'waiver_expired', filledBy: 'typed' },
    ])
  })

  it('owes nothing on a lost deal', () => {
    expect(owed({ stageKind: 'lost' })).toMatchObject({ next: null, now: [], later: [] })
  })

  it('agrees with the gate: with nothing owed and nothing to come, the next stage is open', () => {
    expect(owed({ stageKind: 'open' }, [given('goals', 'x')], 'smb')).toMatchObject({ now: [], later: [] })
  })
})

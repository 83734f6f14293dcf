import { describe, expect, it } from 'vitest'
import { exampleDeal, given, smallPlaybook } from '../../../test/support/small-playbook.ts'
import type { Deal } from '../deal/deal.ts'
import { chooseTier } from './choose-tier.ts'
import { fieldValues } from './field-values.ts'

const playbook = smallPlaybook()

function tierOf(deal: Partial<Deal>, answers = [given('story', 'x')]) {
  return chooseTier(playbook, fieldValues({ deal: exampleDeal(deal), account: null, answers, playbook }))
}

describe('chooseTier', () => {
  it.each([
    [0, 'smb'],
    [24_999.99, 'smb'],
    [25_000, 'mid'],
    [99_999.99, 'mid'],
    [100_000, 'ent'],
  ])('puts an annual value of %d into %s', (annualValue, tierId) => {
    expect(tierOf({ annualValue })).toMatchObject({ tierId, finding: null })
  })

  it('takes the first tier that fits: a small deal of high complexity is enterprise', () => {
    expect(tierOf({ annualValue: 1_000 }, [given('data_migration', true)]).tierId).toBe('ent')
  })

  it('says why in words', () => {
    expect(tierOf({ annualValue: 120_000 }).because).toBe(
      'Enterprise, because annual value is at least 100,000 or complexity is high.',
    )
  })

  it('falls back to the default tier with a finding when the annual value is missing', () => {
    const choice = tierOf({ annualValue: null })
    expect(choice).toMatchObject({
      tierId: 'mid',
      because: 'Mid-market, the default: no tier’s condition holds, and annual value is not known.',
      finding: { ruleId: 'tier_value_unknown', requirementId: null, severity: 'warns' },
    })
    expect(choice.finding?.sentence).toContain('Annual value: nobody has entered it')
  })

  it('has no finding when the value is missing but another rule decides', () => {
    expect(tierOf({ annualValue: null, complexity: 'high' })).toMatchObject({ tierId: 'ent', finding: null })
  })

  it('falls back without a finding when the value is known and simply fits no tier', () => {
    const gap = smallPlaybook({ tiers: playbook.tiers.slice(0, 1) })
    const values = fieldValues({ deal: exampleDeal(), account: null, answers: [], playbook: gap })
    expect(chooseTier(gap, values)).toMatchObject({ tierId: 'mid', finding: null })
  })
})

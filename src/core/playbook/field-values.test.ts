import { describe, expect, it } from 'vitest'
import {
  exampleAccount,
  exampleDeal,
  given,
  none,
  smallPlaybook,
  unknownUntil,
} from '../../../test/support/small-playbook.ts'
import { fieldValues } from './field-values.ts'
import { knownFields } from './known-fields.ts'

const playbook = smallPlaybook()

describe('fieldValues', () => {
  it('gives a value for every field a playbook may name', () => {
    const values = fieldValues({ deal: exampleDeal(), account: exampleAccount(), answers: [], playbook })
    const known = Object.keys(knownFields).filter((field) => !field.startsWith('handoff.'))
    for (const field of known) {
      expect(values[field], field).not.toBeUndefined()
      expect(values[field], field).not.toBeNull()
    }
  })

  it('knows nothing of an account that is not there', () => {
    const values = fieldValues({ deal: exampleDeal(), account: null, answers: [], playbook })
    expect(Object.keys(values).filter((name) => name.startsWith('account.'))).toEqual([])
  })

  it('treats blank text of a CRM as missing', () => {
    const deal = exampleDeal({ pipeline: ' ', fields: { segment: '', seats: 0, vip: false } })
    const values = fieldValues({ deal, account: exampleAccount({ industry: '' }), answers: [], playbook })
    expect(values).toMatchObject({
      'deal.pipeline': null,
      'account.industry': null,
      'deal.fields.segment': null,
      'deal.fields.seats': 0,
      'deal.fields.vip': false,
    })
  })

  it('calls a reopened deal not won although it once was', () => {
    const deal = exampleDeal({ stageKind: 'likely', wonAt: '2026-11-01T00:00:00.000Z' })
    expect(fieldValues({ deal, account: null, answers: [], playbook })['deal.won']).toBe(false)
  })

  it('shows answers by value, lists by their number of filled entries, and every state', () => {
    const answers = [
      given('budget', { amountMinor: 1_250_050, currency: 'EUR' }),
      given('seats', 12),
      given('data_migration', false),
      given('people', [{ name: 'Ines' }, { name: ' ' }]),
      none('blockers'),
      unknownUntil('go_live'),
      given('story', '  '),
    ]
    const values = fieldValues({ deal: exampleDeal(), account: null, answers, playbook })
    expect(values).toMatchObject({
      'answer.budget': 12_500.5,
      'answer.seats': 12,
      'answer.data_migration': false,
      'answer.people.count': 1,
      'answer.people.state': 'given',
      'answer.blockers.count': 0,
      'answer.blockers.state': 'none',
      'answer.go_live.state': 'unknown',
      'answer.story': null,
    })
    expect(values).not.toHaveProperty(['answer.people'])
    expect(values).not.toHaveProperty(['answer.go_live'])
  })

  it('does not compare money in another currency than the workspace’s', () => {
    const answers = [given('budget', { amountMinor: 5_000, currency: 'JPY' })]
    const sources = { deal: exampleDeal(), account: null, answers, playbook }
    expect(fieldValues({ ...sources, currency: 'EUR' })['answer.budget']).toBeNull()
    expect(fieldValues({ ...sources, currency: 'JPY' })['answer.budget']).toBe(5_000)
  })

  it.each([
    ['high', null, [given('data_migration', true)]],
    ['normal', null, []],
    ['normal', 'normal', [given('data_migration', true)]],
    ['high', 'high', []],
  ] as const)(
    'finds complexity %s when a person said %s and the rule sees %o',
    (expected, byHand, answers) => {
      const deal = exampleDeal({ complexity: byHand })
      expect(fieldValues({ deal, account: null, answers, playbook })['deal.complexity']).toBe(expected)
    },
  )
})

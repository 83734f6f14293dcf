import { expect, test } from 'vitest'
import { standardPlaybook } from '../playbooks/standard-playbook.ts'
import { describeAction } from './describe-action.ts'

const { playbook } = standardPlaybook()
const directory = {
  members: new Map([['mem_1', { id: 'mem_1', name: 'Jonas Weber' }]]),
} as unknown as Parameters<typeof describeAction>[1]['directory']

type Changes = Record<string, [unknown, unknown]>
function told(action: string, changes: Changes = {}, record = 'del_1') {
  const noun = action.split('.')[0] ?? ''
  const entry = { action, actor_kind: 'member', actor_id: 'mem_1', noun, record_id: record }
  const payload = { changes, reason: null }
  const currencies = { deal: 'USD', workspace: 'EUR' }
  const account = { id: 'acc_1', name: 'Acme' }
  return describeAction(entry, { directory, playbook, payload, currencies, account })
}

test('an answer is told by what was asked, also where only its evidence changed', () => {
  expect(told('answer.put', { pains: [null, 'Late orders'] }).sentence).toBe(
    'Jonas Weber answered “What hurts most”.',
  )
  expect(told('answer.put', {}, 'del_1/pains').sentence).toBe('Jonas Weber answered “What hurts most”.')
})

test('a fact is told by its name', () => {
  const { sentence } = told('handoff.record_fact', { first_touch_at: [null, '2026-11-18T12:00:00.000Z'] })
  expect(sentence).toBe('Jonas Weber recorded “First touch”.')
})

test('keys, ids and minor units are told as people know them', () => {
  const { changes } = told('deal.update', {
    tier: [null, 'follow_on'],
    account_id: ['acc_2', 'acc_1'],
    owner_id: [null, 'mem_1'],
    amount_minor: [null, 1_200],
    annual_minor: [null, 2_400],
  })
  expect(changes.map(({ label, before, after }) => [label, before, after])).toEqual([
    ['Tier', null, 'Follow-on'],
    ['Account', 'another account', 'Acme'],
    ['Owner', null, 'Jonas Weber'],
    ['Amount', null, { amountMinor: 1_200, currency: 'USD' }],
    ['Annual value', null, { amountMinor: 2_400, currency: 'EUR' }],
  ])
})

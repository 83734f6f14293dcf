import { expect, it } from 'vitest'
import { given, none } from '../../../test/support/small-playbook.ts'
import type { AnswerValue } from './answer.ts'
import { byRequirement, filledItems, isEmptyValue, textsOf } from './answer-value.ts'

it.each<[string, AnswerValue]>([
  ['blank text', ' \t\u00a0'],
  ['no rows', []],
  ['rows left blank', [{ what: ' ', when: null }]],
  ['a row with only an unticked box', [{ done: false }]],
  ['a number that is none', Number.NaN],
])('%s says nothing', (_, value) => expect(isEmptyValue(value)).toBe(true))

it.each<[string, AnswerValue]>([
  ['text', 'x'],
  ['zero', 0],
  ['no', false],
  ['an amount of nothing', { amountMinor: 0, currency: 'EUR' }],
  ['one filled row among blank ones', [{ what: '' }, { what: 'Migrate' }]],
  ['a row with a ticked box', [{ done: true }]],
])('%s says something', (_, value) => expect(isEmptyValue(value)).toBe(false))

it('counts only filled rows', () => {
  expect(filledItems([{ name: 'Ines' }, { name: '' }])).toEqual([{ name: 'Ines' }])
  expect(filledItems('text')).toEqual([])
})

it('reads out all text of an answer in order', () => {
  expect(textsOf('one')).toEqual(['one'])
  expect(textsOf([{ what: 'SSO', count: 2, note: '' }, { what: 'API' }])).toEqual(['SSO', 'API'])
  expect(textsOf({ amountMinor: 5, currency: 'EUR' })).toEqual([])
})

it('finds answers by requirement, the last one where there are two', () => {
  expect(byRequirement([given('a', 'old'), none('b'), given('a', 'new')]).get('a')).toMatchObject({
    value: 'new',
  })
})

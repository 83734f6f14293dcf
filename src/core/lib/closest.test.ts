import { expect, test } from 'vitest'
import { closest } from './closest.ts'

test.each([
  ['lable', ['label', 'prompt'], 'label'],
  ['mid-market', ['smb', 'mid_market', 'enterprise'], 'mid_market'],
  ['revop', ['revops', 'ae'], 'revops'],
  ['as', ['ae', 'csm'], 'ae'],
  ['banana', ['label', 'prompt'], null],
  ['x', [], null],
])('%s is taken for %s → %s', (word, known, expected) => {
  expect(closest(word, known)).toBe(expected)
})

test('of two near words the nearer is offered, then the first', () => {
  expect(closest('verdikt', ['verdrict', 'verdict'])).toBe('verdict')
  expect(closest('role', ['rolf', 'roll'])).toBe('rolf')
})

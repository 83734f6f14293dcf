import { describe, expect, test } from 'vitest'
import { showAnswer } from './show-answer.ts'

const id = (prefix: string): string => `${prefix}_${'7'.repeat(26)}`
const deal = {
  id: id('del'),
  version: 3,
  name: 'A renewal with a name that is a good deal longer than any column',
  accountId: id('acc'),
  accountName: 'Alameda Flowers',
  lostReason: null,
  amount: { amountMinor: 1_300_000, currency: 'EUR' },
  createdAt: '2026-11-28T19:03:52.044Z',
  products: [{ sku: 'a', count: 2, price: null, note: 'x' }],
}

describe('a list', () => {
  test.each([80, 140])('keeps within %i columns, cuts with a sign and says what it leaves out', (columns) => {
    const shown = showAnswer({ items: [deal, deal] }, columns)
    for (const line of shown.split('\n')) expect([...line].length).toBeLessThanOrEqual(columns)
    expect(shown).toMatch(/A renewal.*…/)
    expect(shown).toContain(deal.id)
    expect(shown.replaceAll('\n', ' ')).toMatch(/Not shown \(--json-output has all\): .*products/)
  })

  test('shows money as the screen does, moments to the minute, and no id beside the name it stands for', () => {
    const shown = showAnswer({ items: [deal] }, 160)
    expect(shown).toContain('€13,000')
    expect(shown).toContain('2026-11-28 19:03 UTC')
    expect(shown).not.toMatch(/accountId|lostReason/)
  })

  test('is whole in a pipe', () => {
    expect(showAnswer({ items: [deal] }, null)).toContain(deal.name)
  })
})

test('a mail is shown as its text, line by line, without its HTML', () => {
  const shown = showAnswer(
    { id: id('mal'), text: 'Hello Ana,\n\nit is \u001b[31mdue.\n', html: '<p>Hello</p>' },
    80,
  )
  expect(shown).toContain('text\n  Hello Ana,\n\n  it is  [31mdue.')
  expect(shown).not.toContain('<p>')
})

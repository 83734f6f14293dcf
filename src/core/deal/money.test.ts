import { expect, it } from 'vitest'
import { minorDigits, wholeUnits } from './money.ts'

it.each([
  [1_250, 'EUR', 12.5],
  [1_250, 'JPY', 1_250],
  [1_250, 'KWD', 1.25],
  [-100, 'USD', -1],
  [12_500, 'CLF', 1.25],
])('reads %d minor units of %s as %d', (amountMinor, currency, whole) => {
  expect(wholeUnits({ amountMinor, currency })).toBe(whole)
})

it('knows every currency for which the platform keeps more than two digits', () => {
  for (const currency of Intl.supportedValuesOf('currency')) {
    const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
    }).resolvedOptions()
    if (maximumFractionDigits > 2) expect(minorDigits(currency), currency).toBe(maximumFractionDigits)
  }
})

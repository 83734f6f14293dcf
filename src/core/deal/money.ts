/** An amount in the smallest unit of its currency: 12.50 EUR is `{ amountMinor: 1250, currency: 'EUR' }`. */
export type Money = { amountMinor: number; currency: string }

/** ISO 4217 currencies whose smallest unit is not a hundredth. */
const otherDigits: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map(digits(0)),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map(digits(3)),
  ...'CLF UYW'.split(' ').map(digits(4)),
])

function digits(count: number): (currency: string) => [string, number] {
  return (currency) => [currency, count]
}

/** How many digits after the point a currency has (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return otherDigits.get(currency) ?? 2
}

/** An amount in whole units, as people say it: 1250 cents are 12.5 euros. */
export function wholeUnits(money: Money): number {
  return money.amountMinor / 10 ** minorDigits(money.currency)
}

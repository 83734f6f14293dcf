import { currencyIn } from '../values/currency.ts'
import { bareNumber, readDecimal } from '../values/decimal.ts'
import type { NumberFacts } from './file-profile.ts'

/** Gathers what the values of one column show about their decimal sign and currency. */
export type NumberTally = { add(value: string, count: number): void; result(): NumberFacts | null }

type Shape = '.' | ',' | 'none' | 'ambiguous' | null

export function createNumberTally(): NumberTally {
  const count = { total: 0, numbers: 0, '.': 0, ',': 0, none: 0, ambiguous: 0 }
  const proof: { '.': string | null; ',': string | null } = { '.': null, ',': null }
  const currencies = new Set<string>()
  let mostDecimals = 0
  let negative = false
  return {
    add(value, times) {
      count.total += times
      if (value.length > 60 || !/\d/.test(value)) return
      const bare = bareNumber(value)
      const shape = shapeOf(bare.body)
      if (shape === null) return
      count.numbers += times
      count[shape] += times
      negative ||= bare.negative
      if (shape === '.' || shape === ',') {
        proof[shape] ??= value
        const at = bare.body.lastIndexOf(shape)
        if (at >= 0) mostDecimals = Math.max(mostDecimals, bare.body.length - at - 1)
      }
      const currency = currencies.size < 20 ? currencyIn(value) : null
      if (currency) currencies.add(currency)
    },
    result() {
      if (count.numbers === 0 || count.numbers < count.total * 0.5) return null
      const decimal = count['.'] && count[','] ? 'mixed' : count['.'] ? '.' : count[','] ? ',' : null
      return {
        decimal: decimal ?? (count.ambiguous > 0 ? 'ambiguous' : 'none'),
        proof: decimal === ',' ? proof[','] : proof['.'],
        currencies: [...currencies],
        mostDecimals,
        negative,
        unreadable: count.total - count.numbers,
      }
    },
  }
}

/** Which sign the digits prove to be the decimal one; `1,234` alone proves nothing. */
function shapeOf(body: string): Shape {
  if (/^\d+$/.test(body)) return 'none'
  const dots = body.split('.').length - 1
  const commas = body.split(',').length - 1
  const both = dots > 0 && commas > 0
  const last = body.lastIndexOf('.') > body.lastIndexOf(',') ? '.' : ','
  const other = last === '.' ? ',' : '.'
  const sign = both || dots + commas === 1 ? last : other
  if (!both && dots + commas === 1 && /^[1-9]\d{0,2}[.,]\d{3}$/.test(body)) return 'ambiguous'
  return readDecimal(body, sign) === null ? null : sign
}

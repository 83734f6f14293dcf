export type DecimalSign = '.' | ','

/** An exact decimal number: `units` × 10^-scale. */
export type Decimal = { units: bigint; scale: number }

/** Nothing longer is a number; a hostile cell would keep the patterns below busy. */
const longestNumber = 100
const simple = /^-?\d{1,15}$/
const marks = /[\s\u00a0\u202f\u2009'’_]/g
const signs = '[$€£¥₹₽₺₩₪฿₫₴₦]'
const words = String.raw`[a-z]{3}|kr\.?|zł|fr\.?|kč|ft|lei`
const markBefore = new RegExp(String.raw`^(?:[a-z]{0,3}${signs}|(?:${words})(?![a-z]))\s*`, 'i')
const markBehind = new RegExp(String.raw`\s*(?:${signs}|(?<![a-z])(?:${words}))$`, 'i')
const grouped = {
  '.': /^(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:,\d{2})+,\d{3})?(?:\.\d*)?$/,
  ',': /^(?:\d+|\d{1,3}(?:\.\d{3})+)?(?:,\d*)?$/,
} as const

/**
 * Reads a number as people and exports write it: thousands marks, currency marks, a percent sign, brackets or a
 * trailing minus for negative, powers of ten. Null where it is none under the given decimal sign.
 */
export function readDecimal(text: string, sign: DecimalSign): Decimal | null {
  if (simple.test(text)) return { units: BigInt(text), scale: 0 }
  if (text.length > longestNumber) return null
  const { body, negative } = bareNumber(text)
  const power = /^(.*\d)e([+-]?\d{1,2})$/i.exec(body)
  const mantissa = power?.[1] ?? body
  if (!/\d/.test(mantissa) || !grouped[sign].test(mantissa)) return null
  const [whole = '', fraction = ''] = mantissa.replaceAll(sign === '.' ? ',' : '.', '').split(sign)
  if (whole.length + fraction.length > 60) return null
  const units = BigInt(whole + fraction) * (negative ? -1n : 1n)
  return shift({ units, scale: fraction.length }, Number(power?.[2] ?? 0))
}

/** The digits and marks of a number without its currency, spaces and sign. */
export function bareNumber(text: string): { body: string; negative: boolean } {
  const trimmed = text.trim().replaceAll('\u2212', '-')
  const bracketed = /^\((.*)\)$/.exec(trimmed)
  const inner = bracketed?.[1] ?? trimmed
  const signed = takeSign(inner.replace(markBefore, ''))
  const outer = signed.found ? signed : takeSign(inner)
  const body = outer.rest
    .replace(markBefore, '')
    .replace(markBehind, '')
    .replace(/\s*%$/, '')
    .replace(marks, '')
  return { body, negative: outer.negative || bracketed !== null }
}

/** At most one sign, in front or behind. */
function takeSign(text: string): { rest: string; found: boolean; negative: boolean } {
  const front = /^[-+]\s*/.exec(text)
  if (front) return { rest: text.slice(front[0].length), found: true, negative: text.startsWith('-') }
  const negative = text.endsWith('-')
  return { rest: negative ? text.slice(0, -1) : text, found: negative, negative }
}

function shift(decimal: Decimal, power: number): Decimal {
  if (power <= decimal.scale) return { units: decimal.units, scale: decimal.scale - power }
  return { units: decimal.units * 10n ** BigInt(power - decimal.scale), scale: 0 }
}

/** The product, exact. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale }
}

export type Scaled = { ok: true; value: number } | { ok: false; code: 'too_many_decimals' | 'too_large' }

/** The number counted in units of 10^-digits, as a whole number; half a unit is rounded away from zero. */
export function toWhole(decimal: Decimal, digits: number, round: boolean): Scaled {
  let { units } = decimal
  if (decimal.scale <= digits) units *= 10n ** BigInt(digits - decimal.scale)
  else {
    const divisor = 10n ** BigInt(decimal.scale - digits)
    const rest = units % divisor
    if (rest !== 0n && !round) return { ok: false, code: 'too_many_decimals' }
    const away = (rest < 0n ? -rest : rest) * 2n >= divisor ? (units < 0n ? -1n : 1n) : 0n
    units = units / divisor + away
  }
  const value = Number(units)
  return Number.isSafeInteger(value) ? { ok: true, value } : { ok: false, code: 'too_large' }
}

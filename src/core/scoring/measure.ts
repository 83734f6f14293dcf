import { dateTokens, isNumberToken } from './date-words.ts'
import { tokensOf } from './words.ts'

/** What makes a goal measurable. */
export type Measure = { number: boolean; unit: boolean; date: boolean }

/**
 * Whether a text names a number ("30 %", "ten days"), its unit, and a date to reach it by ("by Q2 2027", "within 90 days").
 * The figures of the date do not count as the number. Linear in the length of the text.
 */
export function measureOf(text: string): Measure {
  const tokens = tokensOf(text)
  const inDate = dateTokens(tokens)
  const measure: Measure = { number: false, unit: false, date: inDate.size > 0 }
  for (const [index, token] of tokens.entries()) {
    if (inDate.has(index) || !isNumberToken(token)) continue
    measure.number = true
    measure.unit ||= carriesUnit(token) || isUnit(tokens[index + 1]) || isCurrency(tokens[index - 1])
    if (measure.unit) break
  }
  return measure
}

/** A sign or letters on the number itself: 30%, €20k, 8h, 4x. */
function carriesUnit(token: string): boolean {
  return /[^\d.,+\-–/:'’~<>≤≥=±]/u.test(token) && /\d/u.test(token)
}

/** The word after a number, unless it only joins it to the rest of the sentence; then the number has no unit. */
function isUnit(token: string | undefined): boolean {
  return (
    token !== undefined &&
    (token === '%' || /^\p{L}/u.test(token) || isCurrency(token)) &&
    !joining.has(token)
  )
}

function isCurrency(token: string | undefined): boolean {
  return token !== undefined && (/^\p{Sc}/u.test(token) || currencies.has(token))
}

const currencies: ReadonlySet<string> = new Set(
  'eur usd gbp chf sek nok dkk pln jpy aud cad inr brl'.split(' '),
)

const joining: ReadonlySet<string> = new Set(
  'to from by in on at of for until till before after within and or but than as with without per each is are was were be the a an this that we they it so if when while'.split(
    ' ',
  ),
)

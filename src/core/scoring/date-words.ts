/**
 * Which tokens of a text (see `tokensOf`) belong to a date or a deadline: 2027-03-31, 31.03.2027, Q2, March 2027,
 * "in 2027", "within 90 days", "by year end", "day 60". Looks at each token and at most three neighbours.
 */
export function dateTokens(tokens: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>()
  for (const index of tokens.keys()) {
    for (const shape of shapes) {
      const length = shape(tokens, index)
      for (let offset = 0; offset < length; offset += 1) found.add(index + offset)
    }
  }
  return found
}

/** Whether a token is or begins with a figure, or is a number word. */
export function isNumberToken(token: string): boolean {
  return /^[^\d\p{L}]{0,3}\d/u.test(token) || /^[a-z]{3}\d/u.test(token) || numberWords.has(token)
}

/** How many tokens from here are a date; 0 when none. */
type Shape = (tokens: readonly string[], index: number) => number

/** 2027-03-31, 2027-03, 31.03.2027, 3/31/27, q2, q2/2027, h1-2027 */
const inFigures: Shape = (tokens, index) => {
  const token = tokens[index] ?? ''
  return token.length <= 24 && figures.some((figure) => figure.test(token)) ? 1 : 0
}

const figures = [
  /^\d{4}-\d{1,2}(-\d{1,2})?(t[\d:.]{1,12}z?)?$/,
  /^\d{1,2}[./-]\d{1,2}[./-](\d{2}|\d{4})$/,
  /^\d{1,2}\/\d{4}$/,
  /^[qh][1-4]([/-]?'?(\d{2}|\d{4}))?$/,
  /^(20\d\d)[/-]?[qh][1-4]$/,
  /^(eoy|eoq|eom)$/,
]

/** March 2027, 31 March, March 31st, "by March" */
const withMonth: Shape = (tokens, index) => {
  if (!months.has(tokens[index] ?? '')) return 0
  const after = isDayOrYear(tokens[index + 1]) ? (isYear(tokens[index + 2]) ? 3 : 2) : 1
  if (after > 1) return after
  return isDayOrYear(tokens[index - 1]) || leadsToDate.has(tokens[index - 1] ?? '') ? 1 : 0
}

/** "31" of "31 March" */
const dayBeforeMonth: Shape = (tokens, index) =>
  isDayOrYear(tokens[index]) && months.has(tokens[index + 1] ?? '') ? 1 : 0

/** "in 2027", "end of 2027", "Q2 2027" */
const yearAlone: Shape = (tokens, index) => {
  const before = tokens[index - 1] ?? ''
  return isYear(tokens[index]) && (leadsToDate.has(before) || /^[qh][1-4]$/.test(before)) ? 1 : 0
}

/** "within 90 days", "in the first 6 months", "after two weeks" */
const span: Shape = (tokens, index) => {
  if (!leadsToSpan.has(tokens[index] ?? '')) return 0
  const skipped = between.has(tokens[index + 1] ?? '') ? (between.has(tokens[index + 2] ?? '') ? 2 : 1) : 0
  const number = tokens[index + 1 + skipped] ?? ''
  const unit = tokens[index + 2 + skipped] ?? ''
  if (/^\d{1,4}-?(d|w|m|y|days?|weeks?|months?|quarters?|years?)$/.test(number)) return 2 + skipped
  return isNumberToken(number) && periods.has(unit) ? 3 + skipped : 0
}

/** "day 60", "week 6", "month 3" */
const counted: Shape = (tokens, index) =>
  countable.has(tokens[index] ?? '') && /^\d{1,3}$/.test(tokens[index + 1] ?? '') ? 2 : 0

/** "next quarter", "year end", "end of year", "end of the quarter" */
const relative: Shape = (tokens, index) => {
  const [first = '', second = '', third = '', fourth = ''] = tokens.slice(index, index + 4)
  if (nearby.has(first) && ends.has(second)) return 2
  if (ends.has(first) && second === 'end') return 2
  if (first === 'year-end' || first === 'quarter-end' || first === 'month-end') return 1
  if (first !== 'end' || second !== 'of') return 0
  if (ends.has(third)) return 3
  return (nearby.has(third) || third === 'the') && ends.has(fourth) ? 4 : 0
}

const shapes: readonly Shape[] = [inFigures, withMonth, dayBeforeMonth, yearAlone, span, counted, relative]

function isYear(token: string | undefined): boolean {
  return /^20[2-4]\d$/.test(token ?? '')
}

function isDayOrYear(token: string | undefined): boolean {
  return isYear(token) || /^(0?[1-9]|[12]\d|3[01])(st|nd|rd|th)?$/.test(token ?? '')
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(' '))
}

const months = set(
  'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec',
)
const leadsToDate = set('by in until till before end of mid early late since during from')
const leadsToSpan = set('within in after inside under first over next')
const between = set('the first next about roughly')
const periods = set('day days week weeks month months quarter quarters year years')
const countable = set('day week month quarter')
const nearby = set('next this coming current following')
const ends = set('year quarter month week summer autumn winter spring')
const numberWords = set(
  'one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety hundred half double twice triple zero',
)

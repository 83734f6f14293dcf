/** Which number of `03/04/2017` is the day. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy'

/** A day as written, and where a time stands behind it, milliseconds of the day and the zone's minutes east of UTC. */
export type DateText = {
  year: number
  month: number
  day: number
  /** What the order of the numbers shows: `either` where both could be the day. */
  shows: 'iso' | 'named' | DateOrder | 'either'
  time: number | null
  offset: number | null
}

/** Nothing longer is a date; a hostile cell would keep the patterns below busy. */
const longestDate = 100

const timePart = String.raw`(?:[T,\s]+(?:at\s+|um\s+)?(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?\s*(z|utc|gmt|(?:utc|gmt)?[+\u2212-]\d{2}:?\d{2}|[+-]\d{2})?(?:\s*\([^)]*\))?)?`
const numeric = new RegExp(String.raw`^(\d{1,4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?${timePart}$`, 'i')
const dayFirst = new RegExp(
  String.raw`^(?:\p{L}{2,}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|er|\.|º)?[\s-]*(?:de\s+|of\s+)?(\p{L}{3,})\.?,?[\s-]*(?:de\s+)?(\d{4}|\d{2})${timePart}$`,
  'iu',
)
const monthFirst = new RegExp(
  String.raw`^(?:\p{L}{2,}\.?,?\s+)?(\p{L}{3,})\.?[\s-]*(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4}|\d{2})${timePart}$`,
  'iu',
)

/** Beginnings of month names in English, German, French, Spanish, Italian, Portuguese, Dutch, Danish and Polish. */
const monthNames: [string, number][] = [
  ['juin', 6],
  ['juil', 7],
  ['jan', 1],
  ['gen', 1],
  ['ene', 1],
  ['jän', 1],
  ['sty', 1],
  ['feb', 2],
  ['fév', 2],
  ['fev', 2],
  ['lut', 2],
  ['mar', 3],
  ['mär', 3],
  ['maa', 3],
  ['mrt', 3],
  ['apr', 4],
  ['avr', 4],
  ['abr', 4],
  ['kwi', 4],
  ['may', 5],
  ['mai', 5],
  ['mag', 5],
  ['mei', 5],
  ['maj', 5],
  ['jun', 6],
  ['giu', 6],
  ['cze', 6],
  ['jul', 7],
  ['lug', 7],
  ['lip', 7],
  ['aug', 8],
  ['aoû', 8],
  ['aou', 8],
  ['ago', 8],
  ['sie', 8],
  ['sep', 9],
  ['set', 9],
  ['wrz', 9],
  ['oct', 10],
  ['okt', 10],
  ['out', 10],
  ['ott', 10],
  ['paź', 10],
  ['nov', 11],
  ['lis', 11],
  ['dec', 12],
  ['dez', 12],
  ['déc', 12],
  ['dic', 12],
  ['gru', 12],
]

/**
 * Reads a date in any common form; `order` says what `03/04/2017` means. Null where it is no date, or a day that
 * does not exist. Numbers (epoch, spreadsheet serials, `20170301`) are read by `readDateNumber`.
 */
export function readDateText(text: string, order: DateOrder): DateText | null {
  const iso = plainIso(text)
  if (iso) return iso
  if (text.length > longestDate) return null
  const numbers = numeric.exec(text)
  if (numbers) return fromNumbers(numbers, order)
  const first = dayFirst.exec(text)
  if (first) return fromName({ day: first[1], month: first[2], year: first[3] }, first.slice(4))
  const second = monthFirst.exec(text)
  return second ? fromName({ day: second[2], month: second[1], year: second[3] }, second.slice(4)) : null
}

/** `2017-03-01`, by far the most common, without a pattern. */
function plainIso(text: string): DateText | null {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return null
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 7)
  const day = digits(text, 8, 10)
  if (year < 0 || !exists(year, month, day)) return null
  return { year, month, day, shows: 'iso', time: null, offset: null }
}

function digits(text: string, from: number, to: number): number {
  let n = 0
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return -1
    n = n * 10 + digit
  }
  return n
}

function fromNumbers(match: RegExpExecArray, order: DateOrder): DateText | null {
  const [, a = '', , b = '', c = ''] = match
  const time = readTime(match.slice(5))
  if (time === null) return null
  const [x, y, z] = [Number(a), Number(b), Number(c)]
  if (a.length > 2) {
    if (a.length !== 4 || c.length > 2 || !exists(x, y, z)) return null
    return { year: x, month: y, day: z, shows: 'iso', ...time }
  }
  if (c.length === 3 || (c.length === 1 && order !== 'ymd')) return null
  if (c.length <= 2 && order === 'ymd') {
    return exists(fullYear(a), y, z) ? { year: fullYear(a), month: y, day: z, shows: 'ymd', ...time } : null
  }
  const year = fullYear(c)
  const shows = x > 12 ? 'dmy' : y > 12 ? 'mdy' : 'either'
  const [month, day] = order === 'mdy' ? [x, y] : [y, x]
  return exists(year, month, day) ? { year, month, day, shows, ...time } : null
}

function fromName(
  parts: { day: string | undefined; month: string | undefined; year: string | undefined },
  time: (string | undefined)[],
): DateText | null {
  const name = (parts.month ?? '').toLowerCase()
  const month = monthNames.find(([start]) => name.startsWith(start))?.[1]
  const at = readTime(time)
  if (month === undefined || at === null) return null
  const year = fullYear(parts.year ?? '')
  const day = Number(parts.day)
  return exists(year, month, day) ? { year, month, day, shows: 'named', ...at } : null
}

function readTime(groups: (string | undefined)[]): { time: number | null; offset: number | null } | null {
  const [hour, minute, second = '0', fraction = '0', half, zone] = groups
  if (hour === undefined) return { time: null, offset: null }
  let h = Number(hour)
  if (half !== undefined) {
    if (h < 1 || h > 12) return null
    h = (h % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0)
  }
  if (h > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const ms = Number(`${fraction}00`.slice(0, 3))
  return { time: ((h * 60 + Number(minute)) * 60 + Number(second)) * 1_000 + ms, offset: readOffset(zone) }
}

function readOffset(zone: string | undefined): number | null {
  if (zone === undefined) return null
  const match = /([+\u2212-])(\d{2}):?(\d{2})?$/.exec(zone)
  if (!match) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return match[1] === '+' ? minutes : -minutes
}

/** Two digits are of this century up to 69. */
function fullYear(text: string): number {
  if (text.length === 4) return Number(text)
  return Number(text) < 70 ? 2000 + Number(text) : 1900 + Number(text)
}

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function exists(year: number, month: number, day: number): boolean {
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return day <= (month === 2 && !leap ? 28 : (monthDays[month - 1] ?? 0))
}

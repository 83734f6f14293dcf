import { stageOf } from '../recognition/stage-words.ts'
import { isCountry } from '../values/country.ts'
import { createDateTally, namedLikeDate } from './date-facts.ts'
import type { ColumnProfile, Look, ValueCount } from './file-profile.ts'
import { createNumberTally } from './number-facts.ts'
import { createValueSketch, estimateDistinct } from './value-sketch.ts'

/**
 * Gathers a column's values in bounded memory. Remembered ones are judged at the end with their counts, those there
 * is no room for at once.
 */
export type ColumnTally = { add(value: string): void; result(): ColumnProfile }

/** Longer values are counted but not remembered. */
const rememberedCharacters = 200

const email = /^[^\s@]{1,64}@[^\s@]+\.[a-z]{2,}$/i
const url = /^(https?:\/\/|www\.)\S+$/i
const phone = /^[+(]?[\d(][\d\s()./-]{5,}\d(\s*(x|ext)\.?\s*\d+)?$/i
const boolean = /^(true|false|yes|no|y|n|ja|nein|oui|non|sí|si|sim|não|wahr|falsch|0|1)$/i
const person =
  /^\p{Lu}[\p{L}'’.-]+(\s+(van|von|de|der|da|di|del|la|le|bin|al))*(\s+\p{Lu}[\p{L}'’.-]*){1,3}$/u

type Matches = { email: number; url: number; phone: number; boolean: number; person: number; spaced: number }

export function createColumnTally(column: string, remembered: number): ColumnTally {
  const counts = new Map<string, number>()
  const sketch = createValueSketch()
  const dates = createDateTally()
  const numbers = createNumberTally()
  const matches = createMatchTally()
  const seen = { filled: 0, longest: 0 }
  let overflow = false

  const judge = (value: string, count: number): void => {
    for (const tally of [dates, numbers, matches]) tally.add(value, count)
  }
  const addNew = (value: string): void => {
    seen.longest = Math.max(seen.longest, value.length)
    sketch.add(value)
    overflow ||= counts.size >= remembered || value.length > rememberedCharacters
    if (counts.size < remembered && value.length <= rememberedCharacters) counts.set(ownCopy(value), 1)
    else judge(value, 1)
  }

  return {
    add(value) {
      seen.filled++
      const known = counts.get(value)
      if (known === undefined) addNew(value)
      else counts.set(value, known + 1)
    },
    result() {
      for (const [value, count] of counts) judge(value, count)
      const facts = {
        ...valueFacts(counts, sketch.result(), { overflow, filled: seen.filled }),
        ...seen,
        column,
        dates: dates.result(column),
        numbers: numbers.result(),
      }
      return { ...facts, looks: lookOf(facts, matches.counts) }
    },
  }
}

function valueFacts(
  counts: ReadonlyMap<string, number>,
  sketch: ColumnProfile['sketch'],
  { overflow, filled }: { overflow: boolean; filled: number },
): Pick<ColumnProfile, 'distinct' | 'distinctExact' | 'values' | 'valuesComplete' | 'sketch'> {
  const values = [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count)
  // An estimate can overshoot; there are never more different values than values.
  const estimate = Math.min(filled, Math.max(counts.size, estimateDistinct(sketch)))
  const distinct = overflow ? estimate : counts.size
  return { distinct, distinctExact: !overflow, values, valuesComplete: !overflow, sketch }
}

/** A short text cut from a long one keeps the long one alive; this one stands alone. */
export function ownCopy(value: string): string {
  return value.length < 13 ? value : ` ${value}`.slice(1)
}

function createMatchTally(): { counts: Matches; add(value: string, count: number): void } {
  const counts: Matches = { email: 0, url: 0, phone: 0, boolean: 0, person: 0, spaced: 0 }
  return {
    counts,
    add(value, count) {
      if (/\s/.test(value)) counts.spaced += count
      if (email.test(value)) counts.email += count
      else if (boolean.test(value)) counts.boolean += count
      else if (url.test(value)) counts.url += count
      else if (phone.test(value)) counts.phone += count
      else if (value.length < 60 && person.test(value)) counts.person += count
    },
  }
}

const idName =
  /(^|[\s_.-])(id|key|code|nr|no|sku|ref|guid|uuid|referenceid)$|Id$|ID$|number$|nummer$|kennung/i
const flagName = /^(is|has|was)[_A-Z ]|(^|_)deleted$|active$/i
const moneyName =
  /amount|value|price|revenue|arr\b|mrr\b|acv\b|tcv\b|betrag|wert|preis|umsatz|montant|prix|importe|valor|precio|importo|prezzo|bedrag|msrp/i

function lookOf(facts: Omit<ColumnProfile, 'looks'>, matches: Matches): Look {
  const { column, filled } = facts
  if (filled === 0) return 'empty'
  const most = (count: number): boolean => count >= filled * 0.9
  const unique = facts.distinct >= filled * (facts.distinctExact ? 1 : 0.9)
  if (most(matches.email)) return 'email'
  if (facts.dates && most(filled - facts.dates.unreadable)) return 'date'
  if (most(matches.boolean) && (facts.distinct <= 2 || flagName.test(column)) && !namedLikeDate(column))
    return 'boolean'
  if (idName.test(column) && matches.spaced === 0) return 'id'
  if (facts.numbers && most(filled - facts.numbers.unreadable)) {
    return facts.numbers.currencies.length > 0 || moneyName.test(column) ? 'money' : 'number'
  }
  if (most(matches.url)) return 'url'
  if (most(matches.phone)) return 'phone'
  if (isStageColumn(facts.values, facts)) return 'stage'
  if (isCountryColumn(facts.values, filled)) return 'country'
  if (unique && matches.spaced === 0 && filled > 3) return 'id'
  return most(matches.person) ? 'person' : 'text'
}

function isStageColumn(
  values: ValueCount[],
  facts: { distinct: number; filled: number; longest: number },
): boolean {
  if (facts.distinct > 60 || facts.distinct === facts.filled || facts.longest > 60) return false
  const kinds = values.map((entry) => stageOf(entry.value)?.kind)
  return kinds.some((kind) => kind === 'won' || kind === 'lost')
}

function isCountryColumn(values: ValueCount[], filled: number): boolean {
  const named = values.slice(0, 300).filter((entry) => isCountry(entry.value))
  return named.reduce((sum, entry) => sum + entry.count, 0) >= filled * 0.7
}

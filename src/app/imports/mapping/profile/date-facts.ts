import { type DateNumber, readDateNumber } from '../values/date-number.ts'
import { readDateText } from '../values/date-text.ts'
import type { DateFacts } from './file-profile.ts'

/** Gathers what the values of one column show about their dates. */
export type DateTally = { add(value: string, count: number): void; result(column: string): DateFacts | null }

type Seen = {
  total: number
  dates: number
  dmy: number
  mdy: number
  ymd: number
  either: number
  proof: { dmy: string | null; mdy: string | null }
  times: number
  zones: number
  whole: number
  eightDigits: number
  least: number
  most: number
}

export function createDateTally(): DateTally {
  const seen: Seen = {
    total: 0,
    dates: 0,
    dmy: 0,
    mdy: 0,
    ymd: 0,
    either: 0,
    proof: { dmy: null, mdy: null },
    times: 0,
    zones: 0,
    whole: 0,
    eightDigits: 0,
    least: Number.POSITIVE_INFINITY,
    most: 0,
  }
  return {
    add: (value, count) => look(seen, value.trim(), count),
    result: (column) => judge(seen, column),
  }
}

function look(seen: Seen, value: string, count: number): void {
  seen.total += count
  if (value.length > 60) return
  if (/^\d{5,14}(\.\d+)?$/.test(value)) return lookAtNumber(seen, value, count)
  const read = readDateText(value, 'dmy') ?? readDateText(value, 'mdy') ?? readDateText(value, 'ymd')
  if (read === null) return
  seen.dates += count
  if (read.time !== null) seen.times += count
  if (read.offset !== null) seen.zones += count
  if (read.shows === 'either') seen.either += count
  if (read.shows === 'ymd') seen.ymd += count
  if (read.shows === 'dmy' || read.shows === 'mdy') {
    seen[read.shows] += count
    seen.proof[read.shows] ??= value
  }
}

function lookAtNumber(seen: Seen, value: string, count: number): void {
  seen.whole += count
  seen.least = Math.min(seen.least, Number(value))
  seen.most = Math.max(seen.most, Number(value))
  if (value.length === 8 && readDateNumber(value, 'yyyymmdd')) seen.eightDigits += count
}

function judge(seen: Seen, column: string): DateFacts | null {
  const number = countedAs(seen, column)
  if (number !== null) {
    const unreadable = seen.total - seen.whole
    return { order: 'ymd', proof: null, number, hasTime: false, hasZone: false, unreadable }
  }
  if (seen.dates < seen.total * 0.5 || seen.dates === 0) return null
  return {
    order: orderOf(seen),
    proof: seen.mdy > seen.dmy ? seen.proof.mdy : seen.proof.dmy,
    number: null,
    hasTime: seen.times > 0,
    hasZone: seen.zones > 0,
    unreadable: seen.total - seen.dates,
  }
}

function orderOf(seen: Seen): DateFacts['order'] {
  if (seen.dmy > 0 && seen.mdy > 0) return 'mixed'
  if (seen.dmy > 0) return 'dmy'
  if (seen.mdy > 0) return 'mdy'
  if (seen.either > 0) return 'ambiguous'
  return 'ymd'
}

/** Bare numbers are dates only in a column named like one. */
function countedAs(seen: Seen, column: string): DateNumber | null {
  if (seen.whole === 0 || seen.whole < seen.total * 0.9 || !namedLikeDate(column)) return null
  if (seen.eightDigits === seen.whole) return 'yyyymmdd'
  if (seen.least >= 2e11 && seen.most < 7e12) return 'epoch_ms'
  if (seen.least >= 1e8 && seen.most < 7e9) return 'epoch_s'
  return seen.least >= 10_000 && seen.most < 110_000 ? 'excel' : null
}

const dateWords =
  /date|datum|datei?d|fecha|data\b|time|stamp|created|closed?|\bwon\b|\blost\b|signed|erstellt|geschlossen|_at$|_on$| at$| on$|[a-z](At|On)$/i

export function namedLikeDate(column: string): boolean {
  return dateWords.test(column)
}

import { readDateText } from './date-text.ts'

/** What a bare number in a date column counts. */
export type DateNumber = 'epoch_s' | 'epoch_ms' | 'excel' | 'yyyymmdd'

/** Reads a number as a date: milliseconds since 1970 with zone, or a wall-clock day of a spreadsheet. */
export function readDateNumber(text: string, as: DateNumber): { ms: number; wall: boolean } | null {
  if (as === 'yyyymmdd') {
    const day = readDateText(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`, 'ymd')
    return day ? { ms: Date.UTC(day.year, day.month - 1, day.day), wall: true } : null
  }
  if (!/^\d{1,14}(\.\d{1,12})?$/.test(text)) return null
  const n = Number(text)
  if (as === 'excel') {
    // Day 1 is 1900-01-01, and 1900 is wrongly a leap year there, hence day 25,569 is 1970-01-01.
    return n >= 61 && n < 110_000 ? { ms: Math.round((n - 25_569) * 86_400) * 1_000, wall: true } : null
  }
  const ms = as === 'epoch_s' ? Math.round(n * 1_000) : Math.round(n)
  return ms < 7_258_118_400_000 ? { ms, wall: false } : null
}

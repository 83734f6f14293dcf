import { type Day, fromMs, type Instant, toMs } from '../lib/instant.ts'
import { ClockError } from './clock-error.ts'
import { lastAtMost } from './last-at-most.ts'
import type { ZoneTable } from './zone-table.ts'

/**
 * A business calendar unrolled over some years, so that every question is a binary search in sorted lists of
 * milliseconds since 1970.
 *
 * A *part* is an unbroken stretch of open time, from `opens[i]` (open) up to `closes[i]` (closed again); parts do not
 * overlap. A *business day* begins with the first opening of a day and lasts to that of the next day that opens at
 * all, so a night shift belongs to the day on which it begins, and each part belongs to exactly one business day.
 */
export type CompiledCalendar = {
  id: string
  title: string
  /** First and last day it can answer for, both included. */
  span: { fromOn: Day; toOn: Day }
  /** The same as moments: the midnight that begins the first day and the one that ends the last. */
  fromMs: number
  toMs: number
  table: ZoneTable
  opens: Float64Array
  closes: Float64Array
  /** Open milliseconds in all earlier parts. */
  before: Float64Array
  /** The business day of each part. */
  dayOfPart: Int32Array
  /** Per business day, its first part; one more entry at the end. */
  firstPart: Int32Array
  /** Per business day, the midnight that begins it, as wall time. */
  midnights: Float64Array
}

/** The milliseconds of an instant that the calendar can answer for; throws `ClockError` for any other. */
export function msWithin(calendar: CompiledCalendar, at: Instant): number {
  const ms = toMs(at)
  if (Number.isNaN(ms)) {
    throw new ClockError(
      'bad_instant',
      `"${at}" is not an instant; expected one like 2026-11-20T10:00:00.000Z.`,
    )
  }
  return checkWithin(calendar, ms)
}

/** The same moment when the calendar can answer for it; throws `ClockError` otherwise. */
export function checkWithin(calendar: CompiledCalendar, ms: number): number {
  if (ms >= calendar.fromMs && ms <= calendar.toMs) return ms
  throw outsideSpan(calendar, Math.abs(ms) <= 8.64e15 ? fromMs(ms) : 'the moment asked for')
}

/** The error of a question whose answer lies beyond the years the calendar was compiled for. */
export function outsideSpan(calendar: CompiledCalendar, what: string): ClockError {
  const { fromOn, toOn } = calendar.span
  return new ClockError(
    'outside_span',
    `Calendar "${calendar.id}" is compiled for ${fromOn} to ${toOn}; ${what} lies outside. Compile it for more years.`,
  )
}

/** The last part that opens at or before a moment; -1 when none does. */
export function partAt(calendar: CompiledCalendar, ms: number): number {
  return lastAtMost(calendar.opens, ms)
}

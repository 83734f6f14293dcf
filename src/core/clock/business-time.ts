import { fromMs, type Instant, toMs } from '../lib/instant.ts'
import { hourMs } from './calendar-day.ts'
import { ClockError } from './clock-error.ts'
import { type CompiledCalendar, checkWithin, msWithin, outsideSpan, partAt } from './compiled-calendar.ts'
import { addOpenMs, openMsBefore } from './open-time.ts'

/**
 * Whether the owner is at work at this moment. The moment of opening is open, the moment of closing is not.
 * Throws `ClockError` outside the calendar's years, as everything here does.
 */
export function isOpen(calendar: CompiledCalendar, at: Instant): boolean {
  const ms = msWithin(calendar, at)
  const part = partAt(calendar, ms)
  return part >= 0 && ms < (calendar.closes[part] ?? 0)
}

/** The moment itself when open, otherwise the next opening. */
export function nextOpening(calendar: CompiledCalendar, at: Instant): Instant {
  if (isOpen(calendar, at)) return at
  const opening = calendar.opens[partAt(calendar, toMs(at)) + 1]
  if (opening === undefined) throw outsideSpan(calendar, `the next opening after ${at}`)
  return fromMs(checkWithin(calendar, opening))
}

/**
 * Working time between two moments in milliseconds: what a manager means by "how long did that take us".
 * Negative when `to` comes first, so that events recorded in the wrong order are visible rather than hidden.
 */
export function businessMsBetween(calendar: CompiledCalendar, from: Instant, to: Instant): number {
  return openMsBefore(calendar, msWithin(calendar, to)) - openMsBefore(calendar, msWithin(calendar, from))
}

/**
 * The earliest moment by which this much working time (milliseconds, zero or more) has passed; the moment itself for
 * zero. Eight working hours from opening are over at closing time, not at the next opening.
 */
export function addBusinessMs(calendar: CompiledCalendar, at: Instant, businessMs: number): Instant {
  if (!(businessMs >= 0)) {
    throw new ClockError('bad_duration', `${businessMs} ms is not a length of time; expected zero or more.`)
  }
  return fromMs(addOpenMs(calendar, msWithin(calendar, at), businessMs))
}

/** Hours by the clock on the wall between two moments, nights and weekends included; negative when `to` comes first. */
export function elapsedHours(from: Instant, to: Instant): number {
  return (toMs(to) - toMs(from)) / hourMs
}

import { fromMs, type Instant } from '../lib/instant.ts'
import type { Duration } from '../playbook/playbook.ts'
import { dayMs, hourMs } from './calendar-day.ts'
import { type CompiledCalendar, checkWithin, msWithin, outsideSpan } from './compiled-calendar.ts'
import { readDuration } from './duration.ts'
import { addOpenMs, partFrom } from './open-time.ts'
import { momentOf, wallAt } from './zone-table.ts'

/**
 * When something that starts now and may take this long is due.
 *
 * - `business_days`: at the same time of day on the n-th following business day (product.md, "The playbook": "Friday
 *   17:00 + 24 h = Monday 17:00"). A start outside hours counts from the next opening; the moment of closing still
 *   counts as inside. Where that time of day is not open on the day it falls due, it is due at the last open moment
 *   before it on that day, or, when the day opens later than that, at its opening. A night shift belongs to the day
 *   on which it begins: Tuesday 02:00 of Monday's shift plus one day is 02:00 of Tuesday's.
 * - `business_hours`: when that many open hours have passed (24 open hours are three days of eight).
 * - `hours`: that many hours by the clock on the wall, nights and weekends included.
 * - `days`: that many calendar days later at the same time on the wall, in the calendar's zone.
 *
 * Nothing at all (zero of any unit) is due at the start itself, even at night.
 * A time that a clock change skips is due at the change, one that it repeats at the first of the two; a start within
 * a repeated hour, the second time round, counts as the end of that hour.
 *
 * It always holds that something is not due before it starts, that a later start is never due earlier, and neither
 * is a longer duration of the same unit. Throws `ClockError` outside the calendar's years and for a duration that is
 * negative or not in whole days.
 */
export function dueAt(calendar: CompiledCalendar, start: Instant, duration: Duration): Instant {
  return fromMs(dueMs(calendar, msWithin(calendar, start), duration))
}

/** `dueAt` in milliseconds since 1970. */
export function dueMs(calendar: CompiledCalendar, start: number, duration: Duration): number {
  const { unit, amount } = readDuration(duration)
  if (amount === 0) return start
  switch (unit) {
    case 'business_days':
      return checkWithin(calendar, sameTimeOnDay(calendar, start, amount))
    case 'business_hours':
      return addOpenMs(calendar, start, Math.round(amount * hourMs))
    case 'hours':
      return checkWithin(calendar, start + Math.round(amount * hourMs))
    case 'days':
      return checkWithin(calendar, momentOf(calendar.table, wallAt(calendar.table, start) + amount * dayMs))
  }
}

function sameTimeOnDay(calendar: CompiledCalendar, start: number, businessDays: number): number {
  const part = partFrom(calendar, start)
  const counted = Math.max(start, calendar.opens[part] ?? start)
  const day = calendar.dayOfPart[part] ?? 0
  const midnight = calendar.midnights[day + businessDays]
  if (midnight === undefined) throw outsideSpan(calendar, `the ${businessDays}. business day from then`)
  const timeOfDay = wallAt(calendar.table, counted) - (calendar.midnights[day] ?? 0)
  return withinDay(calendar, day + businessDays, momentOf(calendar.table, midnight + timeOfDay))
}

/** The moment when it is open, else the last open moment of that business day before it, else the day's opening. */
function withinDay(calendar: CompiledCalendar, day: number, wanted: number): number {
  const first = calendar.firstPart[day] ?? 0
  for (let part = (calendar.firstPart[day + 1] ?? first) - 1; part >= first; part--) {
    if ((calendar.opens[part] ?? 0) <= wanted) return Math.min(wanted, calendar.closes[part] ?? wanted)
  }
  return calendar.opens[first] ?? wanted
}

import { fromMs, type Instant } from '../lib/instant.ts'
import { type CompiledCalendar, checkWithin, msWithin, outsideSpan, partAt } from './compiled-calendar.ts'

/**
 * The first opening of a business day after this moment: when a daily digest reaches its reader. Openings after a
 * break within a day do not count. At the opening itself it is the next day's, so that no day has two.
 * Throws `ClockError` outside the calendar's years.
 */
export function nextDayOpening(calendar: CompiledCalendar, at: Instant): Instant {
  const part = partAt(calendar, msWithin(calendar, at))
  const day = part < 0 ? 0 : (calendar.dayOfPart[part] ?? 0) + 1
  const opening = calendar.opens[calendar.firstPart[day] ?? -1]
  if (opening === undefined) throw outsideSpan(calendar, `the first opening of a day after ${at}`)
  return fromMs(checkWithin(calendar, opening))
}

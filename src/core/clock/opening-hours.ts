import type { Day } from '../lib/instant.ts'
import { no, ok, type Result } from '../lib/result.ts'
import { type CalendarDefinition, type Weekday, weekdays } from '../playbook/playbook.ts'
import { dayMs, readDay, weekdayOf } from './calendar-day.ts'

/** An opening span in milliseconds of wall time after the midnight of the day on which it opens; it may end the day after. */
export type DaySpan = { from: number; to: number }

/** The opening hours of a calendar, ready to be asked for any day. */
export type OpeningHours = {
  week: Record<Weekday, DaySpan[]>
  /** Days whose hours differ from the week, by midnight: none at all for closed days and holidays. */
  days: Map<number, DaySpan[]>
}

type OpeningHoursError = 'bad_hours' | 'bad_day'

/**
 * Reads the hours of a calendar. For one day the first of these that names it decides: own closed days, days with
 * special hours, public holidays, the week. So a company can work on a holiday by giving it special hours.
 */
export function readOpeningHours(
  definition: CalendarDefinition,
  holidays: readonly Day[],
): Result<OpeningHours, OpeningHoursError> {
  const week: Record<Weekday, DaySpan[]> = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
  for (const weekday of weekdays) {
    const spans = readSpans(definition.week[weekday] ?? [], `week.${weekday}`)
    if (!spans.ok) return spans
    week[weekday] = spans.value
  }
  const days = new Map<number, DaySpan[]>()
  for (const [list, name] of [
    [holidays, 'holidays'],
    [Object.keys(definition.special ?? {}), 'special'],
    [definition.closed ?? [], 'closed'],
  ] as const) {
    for (const day of list) {
      const midnight = readDay(day)
      if (midnight === null)
        return no('bad_day', `${name}: "${day}" is not a day; expected one like 2026-12-24.`)
      const spans = readSpans(name === 'special' ? (definition.special?.[day] ?? []) : [], `special.${day}`)
      if (!spans.ok) return spans
      days.set(midnight, spans.value)
    }
  }
  return ok({ week, days })
}

/** The spans that open on the day of this midnight. */
export function spansOn(hours: OpeningHours, midnight: number): DaySpan[] {
  return hours.days.get(midnight) ?? hours.week[weekdayOf(midnight)]
}

function readSpans(texts: readonly string[], where: string): Result<DaySpan[], OpeningHoursError> {
  const spans: DaySpan[] = []
  for (const text of texts) {
    const span = readSpan(text)
    if (span === null) {
      const expected = 'expected opening and closing time like 09:00-17:00 (22:00-06:00 runs past midnight)'
      return no('bad_hours', `${where}: "${text}" is not a span of hours; ${expected}.`)
    }
    spans.push(span)
  }
  return ok(spans)
}

/** `09:00-17:00`; an end at or before its start is on the next day, so `00:00-00:00` and `00:00-24:00` are a whole day. */
function readSpan(text: string): DaySpan | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(text)
  if (match === null) return null
  const from = minutesMs(match[1], match[2])
  const to = match[3] === undefined ? dayMs : minutesMs(match[3], match[4])
  return { from, to: to <= from ? to + dayMs : to }
}

function minutesMs(hours: string | undefined, minutes: string | undefined): number {
  return (Number(hours) * 60 + Number(minutes)) * 60_000
}

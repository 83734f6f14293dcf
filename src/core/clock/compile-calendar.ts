import type { Day } from '../lib/instant.ts'
import { no, ok, type Result } from '../lib/result.ts'
import type { CalendarDefinition } from '../playbook/playbook.ts'
import { dayMs, readDay } from './calendar-day.ts'
import type { CompiledCalendar } from './compiled-calendar.ts'
import { lastAtMost } from './last-at-most.ts'
import { type OpeningHours, readOpeningHours, spansOn } from './opening-hours.ts'
import { readZone } from './read-zone.ts'
import { momentOf, type ZoneTable } from './zone-table.ts'

export type CompileError = 'bad_hours' | 'bad_day' | 'bad_span' | 'unknown_zone' | 'never_open'

/**
 * Turns the opening hours of a playbook's calendar into sorted opening and closing moments for the days from `fromOn`
 * to `toOn`, both included. Weekly hours may have several spans a day and run past midnight; spans that overlap count
 * once. `holidays` are the public holidays to close on; give those of the day before and after the span too, so
 * that a shift running over its edge is known. Opening and closing times that a clock change skips or repeats are
 * the moments told by `momentOf`. A calendar that is never open within the span is refused, because nothing could
 * ever fall due in it.
 */
export function compileCalendar(
  definition: CalendarDefinition,
  holidays: readonly Day[],
  span: { fromOn: Day; toOn: Day },
): Result<CompiledCalendar, CompileError> {
  const from = readDay(span.fromOn)
  const to = readDay(span.toOn)
  if (from === null || to === null || from > to) {
    return no('bad_span', `${span.fromOn} to ${span.toOn} is not a span of days; expected two days in order.`)
  }
  const hours = readOpeningHours(definition, holidays)
  if (!hours.ok) return hours
  const table = readZone(definition.zone, from - 3 * dayMs, to + 4 * dayMs)
  if (table === null) {
    return no(
      'unknown_zone',
      `zone: "${definition.zone}" is not a time zone; expected an IANA name like Europe/Paris.`,
    )
  }
  const days = openDays(hours.value, table, { from: from - 2 * dayMs, to: to + 2 * dayMs })
  const lists = cutIntoDays(days)
  const calendar: CompiledCalendar = {
    id: definition.id,
    title: definition.title,
    span,
    fromMs: momentOf(table, from),
    toMs: momentOf(table, to + dayMs),
    table,
    ...lists,
  }
  return everOpen(calendar) ? ok(calendar) : no('never_open', neverOpenReason(definition, span))
}

/** An unbroken stretch of open time, in milliseconds since 1970; `to` is no longer open. */
type Stretch = { from: number; to: number }

/** A day that opens: its midnight as wall time, and the moments of its spans, in order. */
type OpenDay = { midnight: number; spans: Stretch[] }

/** The days that open, two days beyond the span on either side, because a shift reaches into the day after. */
function openDays(hours: OpeningHours, table: ZoneTable, range: Stretch): OpenDay[] {
  const days: OpenDay[] = []
  for (let midnight = range.from; midnight <= range.to; midnight += dayMs) {
    const spans = spansOn(hours, midnight)
      .map((span) => ({
        from: momentOf(table, midnight + span.from),
        to: momentOf(table, midnight + span.to),
      }))
      .filter((span) => span.from < span.to)
      .sort((a, b) => a.from - b.from)
    if (spans.length > 0) days.push({ midnight, spans })
  }
  return days
}

/** Merges all spans into stretches and cuts these where a business day begins. */
function cutIntoDays(days: OpenDay[]) {
  const begins = new Float64Array(days.map((day) => day.spans[0]?.from ?? Number.NaN))
  const parts: (Stretch & { day: number })[] = []
  for (const stretch of mergeOverlaps(days.flatMap((day) => day.spans))) {
    let from = stretch.from
    while (from < stretch.to) {
      const day = lastAtMost(begins, from)
      const to = Math.min(stretch.to, begins[day + 1] ?? Number.POSITIVE_INFINITY)
      parts.push({ from, to, day })
      from = to
    }
  }
  return listsOf(parts, days)
}

function mergeOverlaps(spans: Stretch[]): Stretch[] {
  const merged: Stretch[] = []
  for (const span of spans.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else merged.push({ ...span })
  }
  return merged
}

/** The flat lists of a compiled calendar; days left without open time of their own are no business days. */
function listsOf(parts: (Stretch & { day: number })[], days: OpenDay[]) {
  const midnights: number[] = []
  const firstPart: number[] = []
  let open = 0
  const before = parts.map((part) => {
    const sum = open
    open += part.to - part.from
    return sum
  })
  const dayOfPart = parts.map((part, i) => {
    if (part.day !== parts[i - 1]?.day) {
      midnights.push(days[part.day]?.midnight ?? Number.NaN)
      firstPart.push(i)
    }
    return midnights.length - 1
  })
  return {
    opens: new Float64Array(parts.map((part) => part.from)),
    closes: new Float64Array(parts.map((part) => part.to)),
    before: new Float64Array(before),
    dayOfPart: new Int32Array(dayOfPart),
    firstPart: new Int32Array([...firstPart, parts.length]),
    midnights: new Float64Array(midnights),
  }
}

function everOpen(calendar: CompiledCalendar): boolean {
  const last = lastAtMost(calendar.opens, calendar.toMs - 1)
  return last >= 0 && (calendar.closes[last] ?? 0) > calendar.fromMs
}

function neverOpenReason(definition: CalendarDefinition, span: { fromOn: Day; toOn: Day }): string {
  const empty = Object.values(definition.week).every((spans) => spans.length === 0)
  const cause = empty ? 'no day of its week has opening hours' : 'all its opening hours fall on closed days'
  return `Calendar "${definition.id}" is never open from ${span.fromOn} to ${span.toOn}: ${cause}.`
}

import { type CompiledCalendar, checkWithin, outsideSpan, partAt } from './compiled-calendar.ts'

/** Open milliseconds from the beginning of the calendar to a moment. */
export function openMsBefore(calendar: CompiledCalendar, ms: number): number {
  const part = partAt(calendar, ms)
  if (part < 0) return 0
  const close = calendar.closes[part] ?? ms
  return (calendar.before[part] ?? 0) + Math.min(ms, close) - (calendar.opens[part] ?? ms)
}

/**
 * The earliest moment by which `openMs` open milliseconds have passed since `ms`; `ms` itself for none.
 * So it lies within open hours or at their very end: eight hours from opening are over at closing, not at the next
 * opening. Throws `ClockError` when that is beyond the calendar's years.
 */
export function addOpenMs(calendar: CompiledCalendar, ms: number, openMs: number): number {
  if (openMs <= 0) return ms
  const target = openMsBefore(calendar, ms) + openMs
  let low = 0
  let high = calendar.before.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((calendar.before[middle] ?? Number.NaN) < target) low = middle + 1
    else high = middle
  }
  const part = low - 1
  const moment = (calendar.opens[part] ?? Number.NaN) + target - (calendar.before[part] ?? 0)
  if (!(moment <= (calendar.closes[part] ?? Number.NaN)))
    throw outsideSpan(calendar, 'so much business time from then')
  return checkWithin(calendar, moment)
}

/** The part whose open time a moment belongs to: the one that is open or just closing, else the next to open. */
export function partFrom(calendar: CompiledCalendar, ms: number): number {
  const part = partAt(calendar, ms)
  if (part >= 0 && ms <= (calendar.closes[part] ?? ms)) return part
  if (part + 1 >= calendar.opens.length) throw outsideSpan(calendar, 'the next opening')
  return part + 1
}

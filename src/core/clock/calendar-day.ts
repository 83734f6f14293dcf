import { type Day, fromMs } from '../lib/instant.ts'
import { type Weekday, weekdays } from '../playbook/playbook.ts'

export const dayMs = 86_400_000
export const hourMs = 3_600_000

/**
 * The midnight that begins a day, as a reading of the wall clock in milliseconds (the UTC milliseconds of the
 * same digits), or null when the text is not a day that exists (`2026-02-30`, `20.11.2026`).
 */
export function readDay(day: Day): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const ms = Date.parse(`${day}T00:00:00.000Z`)
  return Number.isNaN(ms) || writeDay(ms) !== day ? null : ms
}

/** The day of a reading of the wall clock. */
export function writeDay(wallMs: number): Day {
  return fromMs(wallMs).slice(0, 10)
}

/** The day of the week of a midnight; 1 January 1970 was a Thursday. */
export function weekdayOf(midnight: number): Weekday {
  const index = (((Math.round(midnight / dayMs) + 3) % 7) + 7) % 7
  return weekdays[index] ?? 'mon'
}

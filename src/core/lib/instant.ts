/**
 * A moment in time as an ISO-8601 string in UTC with exactly three fractional digits
 * (`2026-11-20T10:00:00.000Z`), so that comparing two of them as text compares the moments.
 * The database reads and writes the same form; no layer converts.
 */
export type Instant = string

/** A calendar day without a time or zone: `2026-11-20`. */
export type Day = string

/** Milliseconds since 1970 of an instant. */
export function toMs(at: Instant): number {
  return Date.parse(at)
}

/** The instant of a number of milliseconds since 1970. */
export function fromMs(ms: number): Instant {
  return new Date(ms).toISOString()
}

/** The later of two instants. */
export function later(a: Instant, b: Instant): Instant {
  return a >= b ? a : b
}

import { lastAtMost } from './last-at-most.ts'

/**
 * When the clock on the wall of a time zone was or will be changed, for a stretch of years.
 * Period `i` runs from `begins[i]` (milliseconds since 1970; the first begins at minus infinity) to the next one,
 * and in it the wall shows UTC plus `offsets[i]` milliseconds.
 * A reading of the wall ("wall time") is a number too: the UTC milliseconds of the same digits.
 */
export type ZoneTable = {
  zone: string
  begins: Float64Array
  offsets: Float64Array
  /** Per period, the latest reading that the wall has reached by its end (a running maximum). */
  reached: Float64Array
}

/** Makes the table from the changes of a zone: the offset before the first change, then each change in order. */
export function zoneTable(
  zone: string,
  firstOffset: number,
  changes: readonly { at: number; offset: number }[],
): ZoneTable {
  const begins = new Float64Array([Number.NEGATIVE_INFINITY, ...changes.map((change) => change.at)])
  const offsets = new Float64Array([firstOffset, ...changes.map((change) => change.offset)])
  let highest = Number.NEGATIVE_INFINITY
  const reached = begins.map((_, i) => {
    highest = Math.max(highest, (begins[i + 1] ?? Number.POSITIVE_INFINITY) + (offsets[i] ?? 0))
    return highest
  })
  return { zone, begins, offsets, reached }
}

/**
 * What the clock on the wall shows at a moment, except that it never runs backwards: while an hour is repeated in
 * autumn, the second time round counts as the end of that hour. Without this, somebody who starts later could be
 * due earlier.
 */
export function wallAt(table: ZoneTable, ms: number): number {
  const period = lastAtMost(table.begins, ms)
  const reading = ms + (table.offsets[period] ?? 0)
  const before = period === 0 ? Number.NEGATIVE_INFINITY : (table.reached[period - 1] ?? reading)
  return Math.max(reading, before)
}

/**
 * The first moment at which the clock on the wall shows this time or a later one.
 * So a time that the spring change skips (02:30) is the moment of the change (03:00), a time that occurs twice in
 * autumn is the first of the two, and any time of a day that a zone skipped altogether (Samoa, 30 December 2011) is
 * the midnight after it. The later of two wall times never comes first: RFC 5545 §3.3.5, which moves 02:30 to 03:30
 * and leaves 03:15 where it is, does not have that property.
 */
export function momentOf(table: ZoneTable, wallMs: number): number {
  const period = lastAtMost(table.reached, wallMs) + 1
  return Math.max(wallMs - (table.offsets[period] ?? 0), table.begins[period] ?? wallMs)
}

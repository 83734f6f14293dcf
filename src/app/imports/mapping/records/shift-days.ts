import { readDay, writeDay } from '../../../../core/clock/calendar-day.ts'
import type { Day, Instant } from '../../../../core/lib/instant.ts'
import { dayOfWall, type ZoneTime } from '../values/zone-time.ts'
import type { DealRecord, NormalisedRecord, NormalisedRow } from './import-record.ts'

const dayMs = 86_400_000

/**
 * The newest day on which something happened to a deal: made, won, lost or signed. Days still hoped for do not
 * count, or one far-off expected close would leave everything else in the past.
 */
export async function newestDay(rows: AsyncIterable<NormalisedRow>, zone: ZoneTime): Promise<Day | null> {
  let newest: Day | null = null
  for await (const row of rows) {
    if (row.kind !== 'deals' || row.problem) continue
    const day = newestOf(row.record, zone)
    if (day !== null && (newest === null || day > newest)) newest = day
  }
  return newest
}

/** The newest day of one deal, as `newestDay` counts. */
export function newestOf(deal: DealRecord, zone: ZoneTime): Day | null {
  const { createdOn, wonAt, lostAt, signedAt } = deal
  const days = [wonAt, lostAt, signedAt].map((at) =>
    at === null ? null : dayOfWall(zone.toWall(Date.parse(at))),
  )
  return [createdOn, ...days].reduce((a, b) => (b !== null && (a === null || b > a) ? b : a), null)
}

/** How many days lie between two days; negative where the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round(((readDay(to) ?? 0) - (readDay(from) ?? 0)) / dayMs)
}

/** The record with all its dates moved by whole days; times of day stay what the clock on the wall showed. */
export function shiftDays<R extends NormalisedRecord>(row: R, days: number, zone: ZoneTime): R {
  const on = (day: Day | null): Day | null => (day === null ? null : moveDay(day, days))
  const at = (instant: Instant | null): Instant | null =>
    instant === null ? null : zone.toInstant(zone.toWall(Date.parse(instant)) + days * dayMs)
  if (row.kind === 'deals') {
    const { record } = row
    const moved: DealRecord = {
      ...record,
      createdOn: on(record.createdOn),
      expectedCloseOn: on(record.expectedCloseOn),
      wonAt: at(record.wonAt),
      lostAt: at(record.lostAt),
      signedAt: at(record.signedAt),
    }
    return { ...row, record: moved }
  }
  if (row.kind !== 'line_items') return row
  return { ...row, record: { ...row.record, startOn: on(row.record.startOn), endOn: on(row.record.endOn) } }
}

function moveDay(day: Day, days: number): Day {
  const midnight = readDay(day)
  return midnight === null ? day : writeDay(midnight + days * dayMs)
}

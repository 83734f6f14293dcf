import { Temporal } from 'temporal-polyfill'
import { type ZoneTable, zoneTable } from './zone-table.ts'

/**
 * The clock changes of an IANA time zone between two moments (milliseconds since 1970), from the time zone database
 * of the runtime; null when it does not know the zone. The only file of the clock that asks Temporal, because one
 * conversion there costs more than a due time may.
 */
export function readZone(zone: string, fromMs: number, toMs: number): ZoneTable | null {
  let at: Temporal.ZonedDateTime
  try {
    at = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
  const firstOffset = at.offsetNanoseconds / 1e6
  const changes: { at: number; offset: number }[] = []
  for (;;) {
    const next = at.getTimeZoneTransition('next')
    if (next === null || next.epochMilliseconds > toMs) return zoneTable(zone, firstOffset, changes)
    changes.push({ at: next.epochMilliseconds, offset: next.offsetNanoseconds / 1e6 })
    at = next
  }
}

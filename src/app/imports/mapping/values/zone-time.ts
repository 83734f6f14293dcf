import { readZone } from '../../../../core/clock/read-zone.ts'
import { momentOf, wallAt } from '../../../../core/clock/zone-table.ts'
import { type Day, fromMs, type Instant } from '../../../../core/lib/instant.ts'

/** Turns wall-clock times of one zone into instants and back; both count milliseconds. */
export type ZoneTime = { toInstant(wallMs: number): Instant; toWall(ms: number): number }

const from = Date.UTC(1900, 0, 1)
const to = Date.UTC(2201, 0, 1)

/** The zone's clock, or null where no such zone is known. */
export function zoneTime(zone: string): ZoneTime | null {
  const table = readZone(zone, from, to)
  if (table === null) return null
  return { toInstant: (wall) => fromMs(momentOf(table, wall)), toWall: (ms) => wallAt(table, ms) }
}

const remembered = 100_000
const days = new Map<number, Day>()

/** The calendar day of a wall-clock time. */
export function dayOfWall(wallMs: number): Day {
  const number = Math.floor(wallMs / 86_400_000)
  const known = days.get(number)
  if (known !== undefined) return known
  if (days.size >= remembered) days.clear()
  const day = fromMs(number * 86_400_000).slice(0, 10)
  days.set(number, day)
  return day
}

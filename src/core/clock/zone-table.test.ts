import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { readZone } from './read-zone.ts'
import { momentOf, wallAt, type ZoneTable } from './zone-table.ts'

/** Northern, southern, half-hour and 45-minute zones, half-hour changes, changes at midnight, and none at all. */
const zones =
  `UTC Europe/London Europe/Dublin Europe/Lisbon Europe/Paris Europe/Berlin Europe/Athens Europe/Chisinau
Europe/Moscow Africa/Casablanca Africa/Cairo Africa/Lagos Africa/Johannesburg Asia/Beirut Asia/Jerusalem Asia/Gaza
Asia/Tehran Asia/Dubai Asia/Kabul Asia/Karachi Asia/Kolkata Asia/Kathmandu Asia/Dhaka Asia/Yangon Asia/Bangkok
Asia/Shanghai Asia/Tokyo Australia/Eucla Australia/Adelaide Australia/Darwin Australia/Sydney Australia/Lord_Howe
Pacific/Auckland Pacific/Chatham Pacific/Apia Pacific/Norfolk Pacific/Honolulu America/Anchorage America/Los_Angeles
America/Denver America/Chicago America/New_York America/St_Johns America/Halifax America/Havana America/Santiago
America/Asuncion America/Sao_Paulo America/Nuuk Antarctica/Troll`.split(/\s+/)

const minute = 60_000
const from = Date.UTC(2021, 0, 1)
const to = Date.UTC(2029, 0, 1)

function tableOf(zone: string): ZoneTable {
  const table = readZone(zone, from, to)
  if (table === null) throw new Error(`unknown zone ${zone}`)
  return table
}

/** What the wall shows, asked of Temporal directly. */
function shown(zone: string, ms: number): number {
  return ms + Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6
}

/** Each minute from six hours before a change to six hours after it. */
function readingsAround(zone: string, change: number): { ms: number; wall: number }[] {
  return Array.from({ length: 721 }, (_, i) => {
    const ms = change + (i - 360) * minute
    return { ms, wall: shown(zone, ms) }
  })
}

describe.each(zones)('%s', (zone) => {
  const table = tableOf(zone)

  test('knows every clock change that an hourly look at the wall finds', () => {
    const formatted = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    const offsetOf = (ms: number) => formatted.format(ms).split('GMT')[1]
    const seen: number[] = []
    let last = offsetOf(from)
    for (let ms = from; ms < to; ms += 12 * 60 * minute) {
      const offset = offsetOf(ms)
      if (offset !== last) seen.push(ms)
      last = offset
    }
    const known = [...table.begins].slice(1)
    expect(known).toHaveLength(seen.length)
    for (const [i, ms] of seen.entries()) {
      expect(ms - (known[i] ?? 0)).toBeGreaterThanOrEqual(0)
      expect(ms - (known[i] ?? 0)).toBeLessThan(12 * 60 * minute)
    }
  })

  test('around each change, a wall time is the first moment that shows it or a later one', () => {
    for (const change of [...table.begins].slice(1, 4)) {
      const readings = readingsAround(zone, change)
      for (const wall of Array.from({ length: 41 }, (_, i) => shown(zone, change) + (i - 20) * 10 * minute)) {
        expect(momentOf(table, wall)).toBe(readings.find((reading) => reading.wall >= wall)?.ms)
      }
    }
  })

  test('around each change, the wall never runs backwards, and no moment comes before itself', () => {
    for (const change of [...table.begins].slice(1, 4)) {
      let highest = Number.NEGATIVE_INFINITY
      for (const reading of readingsAround(zone, change)) {
        const wall = wallAt(table, reading.ms)
        expect(wall).toBeGreaterThanOrEqual(Math.max(highest, reading.wall))
        expect(wall - reading.wall).toBeLessThanOrEqual(reading.ms >= change ? 120 * minute : 0)
        expect(momentOf(table, wall)).toBeGreaterThanOrEqual(reading.ms)
        highest = wall
      }
    }
  })
})

test('a zone nobody knows is null', () => {
  expect(readZone('Mars/Olympus', from, to)).toBeNull()
})

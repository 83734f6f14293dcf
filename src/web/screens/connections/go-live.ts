import type { Day, Instant } from '../../../core/lib/instant.ts'

/** The first moment of a day in a zone, also where the clocks change that night. */
export function startOfDay(zone: string, day: Day): Instant {
  const utc = Date.parse(`${day}T00:00:00Z`)
  const guess = utc - offsetAt(zone, utc)
  const exact = utc - offsetAt(zone, guess)
  return new Date(exact).toISOString()
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(zone: string, moment: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment)
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value)
  const there = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return there - Math.floor(moment / 1_000) * 1_000
}

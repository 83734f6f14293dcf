import type { Day, Instant } from '../../core/lib/instant.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** Which calendar day an instant is in a time zone. */
export function dayInZone(at: Instant, zone: string): Day {
  let format = formats.get(zone)
  if (!format) {
    // Swedish writes days as ISO does.
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    formats.set(zone, format)
  }
  return format.format(new Date(at))
}

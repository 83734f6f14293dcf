import type { Instant } from '../../../../core/lib/instant.ts'
import { fromMs } from '../../../../core/lib/instant.ts'
import { no, ok, type Result } from '../../../../core/lib/result.ts'
import { readDateNumber } from '../values/date-number.ts'
import { readDateText } from '../values/date-text.ts'
import type { ZoneTime } from '../values/zone-time.ts'
import type { CompiledField } from './compile-file.ts'

/** A date read: what the wall clock of the import's zone shows, and the instant it is. */
export type Moment = { wall: number; at(): Instant }

const expected = 'a date such as 2017-03-01 was expected'

/** Reads a date the way the mapping says; times with a zone of their own are seen from the import's zone. */
export function readMoment(
  value: string,
  field: CompiledField,
  zone: ZoneTime,
): Result<Moment, 'not_a_date' | 'date_order_unknown'> {
  const how = field.source.date
  if (how?.number !== undefined) {
    const read = readDateNumber(value, how.number)
    if (read !== null) return ok(read.wall ? fromWall(read.ms, field, zone) : fromInstant(read.ms, zone))
  }
  const order = how?.order
  const date =
    order === undefined
      ? (readDateText(value, 'dmy') ?? readDateText(value, 'mdy'))
      : readDateText(value, order)
  if (date === null) {
    const swapped = order === 'dmy' ? 'mdy' : order === 'mdy' ? 'dmy' : null
    const fits = swapped !== null && readDateText(value, swapped) !== null
    const hint = fits
      ? `; the mapping reads this column as ${order === 'dmy' ? 'day/month' : 'month/day'}`
      : ''
    return no('not_a_date', `${expected}${hint}`)
  }
  if (order === undefined && date.shows === 'either') {
    return no('date_order_unknown', 'the mapping must say whether the day or the month comes first')
  }
  const midnight = Date.UTC(date.year, date.month - 1, date.day)
  if (date.time === null) return ok({ wall: midnight, at: () => field.zone.toInstant(midnight) })
  const wall = midnight + date.time
  return ok(
    date.offset === null ? fromWall(wall, field, zone) : fromInstant(wall - date.offset * 60_000, zone),
  )
}

function fromInstant(ms: number, zone: ZoneTime): Moment {
  return { wall: zone.toWall(ms), at: () => fromMs(ms) }
}

/** A time of the column's own zone may be another day in the import's. */
function fromWall(wall: number, field: CompiledField, zone: ZoneTime): Moment {
  if (field.zone === zone) return { wall, at: () => zone.toInstant(wall) }
  return fromInstant(Date.parse(field.zone.toInstant(wall)), zone)
}

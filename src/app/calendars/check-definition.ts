import type { Checked } from '../../contract/operations.ts'
import type { Instant } from '../../core/lib/instant.ts'
import { type CalendarDefinition, weekdays } from '../../core/playbook/playbook.ts'
import { invalid } from '../errors.ts'
import { compiledCalendar } from './compiled-calendar.ts'

/** A calendar's fields as the clock reads them; refused, with a sentence, where nothing could fall due by them. */
export function definitionFrom(
  key: string,
  { title, zone, week, holidays, closed, special }: Checked<'calendar.create'>,
  now: Instant,
): CalendarDefinition {
  const place = holidays && { country: holidays.country.toUpperCase(), region: holidays.region }
  const definition: CalendarDefinition = {
    id: key,
    title: title.trim(),
    zone,
    week,
    ...(place
      ? { holidays: place.region ? { ...place, region: place.region } : { country: place.country } }
      : {}),
    ...(closed.length > 0 ? { closed: [...new Set(closed)].sort() } : {}),
    ...(Object.keys(special).length > 0 ? { special } : {}),
  }
  if (weekdays.every((day) => week[day].length === 0)) {
    const message = 'expected opening hours on at least one day of the week; nothing would ever fall due'
    throw invalid(message, [{ path: 'week', message }])
  }
  const compiled = compiledCalendar(definition, now)
  if (compiled.ok) return definition
  throw invalid(compiled.reason, [{ path: pathOf(compiled.code), message: compiled.reason }])
}

function pathOf(code: string): string {
  if (code === 'unknown_country') return 'holidays.country'
  if (code === 'unknown_region') return 'holidays.region'
  return code === 'unknown_zone' ? 'zone' : 'week'
}

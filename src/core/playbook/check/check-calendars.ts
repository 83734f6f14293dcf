import type { CalendarDefinition, Playbook } from '../playbook.ts'
import { weekdays } from '../playbook.ts'
import { didYouMean, error, type Fault, type Path, warning } from './fault.ts'

/** Calendars lie in a time zone that exists and open at some time of the week. */
export function checkCalendars(playbook: Playbook): Fault[] {
  return playbook.calendars.flatMap((calendar, i) => checkCalendar(calendar, ['calendars', i]))
}

function checkCalendar(calendar: CalendarDefinition, path: Path): Fault[] {
  const never = weekdays.every((day) => calendar.week[day].length === 0)
  return [
    ...checkZone(calendar.zone, [...path, 'zone']),
    ...(never
      ? [
          error(
            'missing_part',
            [...path, 'week'],
            'expected opening hours on at least one day of the week; nothing would ever fall due',
          ),
        ]
      : []),
    ...weekdays.flatMap((day) => checkOverlap(calendar.week[day], [...path, 'week', day])),
    ...Object.entries(calendar.special ?? {}).flatMap(([day, hours]) =>
      checkOverlap(hours, [...path, 'special', day]),
    ),
  ]
}

function checkZone(zone: string, path: Path): Fault[] {
  if (isZone(zone)) return []
  const message = `expected an IANA time zone such as Europe/Berlin, found "${zone}"${didYouMean(zone, Intl.supportedValuesOf('timeZone'))}`
  return [error('unfit_value', path, message)]
}

function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Hours that overlap count once; writing them twice is rarely meant. */
function checkOverlap(hours: readonly string[], path: Path): Fault[] {
  const spans = hours.map(readSpan).toSorted((a, b) => a.from - b.from)
  const overlaps = spans.some((span, i) => i > 0 && span.from < (spans[i - 1]?.to ?? 0))
  if (!overlaps) return []
  return [
    warning('overlap', path, `expected opening hours that do not overlap, found ${hours.join(' and ')}`),
  ]
}

function readSpan(text: string): { from: number; to: number } {
  const [from = 0, to = 0] = text.split('-').map((time) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    return hours * 60 + minutes
  })
  return { from, to: to <= from ? to + 24 * 60 : to }
}

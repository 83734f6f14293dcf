import type { CalendarDefinition } from '../../core/playbook/playbook.ts'

const office = ['09:00-17:30']
const plain: CalendarDefinition = {
  id: 'office',
  title: 'Monday to Friday, 9 to 17:30',
  zone: 'Etc/UTC',
  week: { mon: office, tue: office, wed: office, thu: office, fri: office, sat: [], sun: [] },
}

/**
 * The calendars a new workspace begins with: those of its playbook. Its default is the one that lies in its own
 * time zone; where none does, the first one is moved there, without public holidays, which belong to a country.
 */
export function firstCalendars(
  ofPlaybook: readonly CalendarDefinition[],
  zone: string,
): { definitions: CalendarDefinition[]; defaultKey: string } {
  const near = ofPlaybook.find((calendar) => sameZone(calendar.zone, zone))
  if (near) return { definitions: [...ofPlaybook], defaultKey: near.id }
  const [first = plain, ...others] = ofPlaybook
  const { holidays: _, closed: __, special: ___, ...hours } = first
  return { definitions: [{ ...hours, zone }, ...others], defaultKey: first.id }
}

/** Zones have several names: `UTC` and `Etc/UTC` are one. */
function sameZone(one: string, other: string): boolean {
  return canonicalZone(one) === canonicalZone(other)
}

function canonicalZone(zone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
}

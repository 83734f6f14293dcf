import { compileCalendar } from '../../src/core/clock/compile-calendar.ts'
import type { CompiledCalendar } from '../../src/core/clock/compiled-calendar.ts'
import type { Day } from '../../src/core/lib/instant.ts'
import { type CalendarDefinition, type Weekday, weekdays } from '../../src/core/playbook/playbook.ts'

/** The same opening spans on each of these weekdays, none on the others. */
export function weekOf(
  spans: string[],
  days: readonly Weekday[] = weekdays.slice(0, 5),
): Record<Weekday, string[]> {
  const open = (day: Weekday) => (days.includes(day) ? spans : [])
  return {
    mon: open('mon'),
    tue: open('tue'),
    wed: open('wed'),
    thu: open('thu'),
    fri: open('fri'),
    sat: open('sat'),
    sun: open('sun'),
  }
}

/** Monday to Friday, 09:00 to 17:00 in UTC, unless told otherwise. */
export function office(changes: Partial<CalendarDefinition> = {}): CalendarDefinition {
  return { id: 'office', title: 'Office', zone: 'UTC', week: weekOf(['09:00-17:00']), ...changes }
}

/** The office compiled for 2025 to 2028; throws where the definition is refused. */
export function compiledOffice(
  changes: Partial<CalendarDefinition> = {},
  holidays: Day[] = [],
): CompiledCalendar {
  const compiled = compileCalendar(office(changes), holidays, { fromOn: '2025-01-01', toOn: '2028-12-31' })
  if (!compiled.ok) throw new Error(compiled.reason)
  return compiled.value
}

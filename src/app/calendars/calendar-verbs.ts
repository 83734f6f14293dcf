import type { calendarOperations } from '../../contract/people.ts'
import type { Verbs } from '../verbs.ts'
import { createCalendar } from './create-calendar.ts'
import { listCalendars } from './list-calendars.ts'
import { listHolidayCountries } from './list-holiday-countries.ts'
import { updateCalendar } from './update-calendar.ts'

export const calendarVerbs = {
  'calendar.list': listCalendars,
  'calendar.create': createCalendar,
  'calendar.update': updateCalendar,
  'calendar.countries': listHolidayCountries,
} satisfies Required<Pick<Verbs, keyof typeof calendarOperations>>

import type { Locale } from '../format.ts'

/** `Friday, 20 November`, as the reader writes it. */
export function formatWeekday(at: Locale, moment: number): string {
  return new Intl.DateTimeFormat(at.locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: at.zone,
  }).format(moment)
}

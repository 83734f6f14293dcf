import type { Input, Output } from '../../../contract/operations.ts'
import type { Day } from '../../../core/lib/instant.ts'
import { type Weekday, weekdays } from '../../../core/playbook/playbook.ts'

export type Calendar = Output<'calendar.list'>['items'][number]
export type Span = { from: string; until: string }
/** Another day: closed, or open at hours of its own. */
export type OwnDay = { on: Day; spans: readonly Span[] }

/** A calendar as its form holds it. */
export type CalendarValues = {
  title: string
  zone: string
  week: Readonly<Record<Weekday, readonly Span[]>>
  holidays: { country: string; region?: string | undefined } | null
  /** Closed days and days with hours of their own, by date. */
  days: readonly OwnDay[]
}

export const dayTitles: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}

const office: Span = { from: '09:00', until: '17:00' }

export function blankCalendar(zone: string): CalendarValues {
  const week = Object.fromEntries(
    weekdays.map((day) => [day, day === 'sat' || day === 'sun' ? [] : [office]]),
  ) as unknown as CalendarValues['week']
  return { title: '', zone, week, holidays: null, days: [] }
}

export function calendarValues(calendar: Calendar): CalendarValues {
  const special = Object.entries(calendar.special).map(([on, spans]) => ({ on, spans: spans.map(readSpan) }))
  const closed = calendar.closed.map((on) => ({ on, spans: [] }))
  const week = Object.fromEntries(weekdays.map((day) => [day, calendar.week[day].map(readSpan)]))
  return {
    title: calendar.title,
    zone: calendar.zone,
    week: week as unknown as CalendarValues['week'],
    holidays: calendar.holidays,
    days: [...closed, ...special].sort((a, b) => a.on.localeCompare(b.on)),
  }
}

/** The fields as the server takes them; those left out stay as they are. */
export function calendarInput(
  values: Partial<CalendarValues>,
): Omit<Input<'calendar.update'>, 'id' | 'version' | 'isDefault'> {
  const { week, days, holidays, ...rest } = values
  return {
    ...rest,
    ...(week && { week: weekInput(week) }),
    ...(holidays !== undefined && { holidays: holidays && placeInput(holidays) }),
    ...(days && {
      closed: days.filter(({ spans }) => spans.length === 0).map(({ on }) => on),
      special: Object.fromEntries(
        days.filter(({ spans }) => spans.length > 0).map(({ on, spans }) => [on, spans.map(writeSpan)]),
      ),
    }),
  }
}

export function weekInput(week: CalendarValues['week']): Input<'calendar.create'>['week'] {
  const days = Object.fromEntries(weekdays.map((day) => [day, week[day].map(writeSpan)]))
  return days as Input<'calendar.create'>['week']
}

function placeInput({ country, region }: NonNullable<CalendarValues['holidays']>) {
  return { country, ...(region !== undefined && { region }) }
}

function readSpan(text: string): Span {
  const [from = '', until = ''] = text.split('-')
  return { from, until }
}

function writeSpan({ from, until }: Span): string {
  return `${from}-${until}`
}

/** What is wrong with the hours of a day, in a sentence; a span past midnight ends on the next day and may. */
export function spansFault(spans: readonly Span[]): string | undefined {
  if (spans.some(({ from, until }) => from === '' || until === '')) return 'Enter both times.'
  if (spans.some(({ from, until }) => from === until)) return 'It opens and closes at the same time.'
  const sorted = [...spans].sort((a, b) => a.from.localeCompare(b.from))
  const clash = sorted.some((span, index) => {
    const next = sorted[index + 1]
    return next !== undefined && (span.until > next.from || span.until < span.from)
  })
  return clash ? 'These hours overlap.' : undefined
}

export function checkCalendar({ title, week, days }: CalendarValues) {
  const faulty = weekdays.find((day) => spansFault(week[day]))
  const isNeverOpen = weekdays.every((day) => week[day].length === 0)
  const dates = days.map(({ on }) => on)
  return {
    title: title.trim() === '' ? 'Enter a name.' : undefined,
    week: faulty
      ? `${dayTitles[faulty]}: ${spansFault(week[faulty])}`
      : isNeverOpen
        ? 'Open on one day at least; else nothing would ever fall due.'
        : undefined,
    days: dates.includes('')
      ? 'Every day needs a date.'
      : new Set(dates).size < dates.length
        ? 'A day is there twice.'
        : days.map(({ spans }) => spansFault(spans)).find(Boolean),
  }
}

/** `9:00–17:00, 18:00–20:00`, or that it is closed. */
export function spansText(spans: readonly Span[]): string {
  return spans.length === 0 ? 'Closed' : spans.map(({ from, until }) => `${from}–${until}`).join(', ')
}

/** The week in one line: days with the same hours together. */
export function weekText(week: CalendarValues['week']): string {
  const groups: { first: Weekday; last: Weekday; text: string }[] = []
  for (const day of weekdays) {
    const text = spansText(week[day])
    const last = groups.at(-1)
    if (last?.text === text) last.last = day
    else groups.push({ first: day, last: day, text })
  }
  const short = (day: Weekday): string => dayTitles[day].slice(0, 3)
  return groups
    .filter(({ text }) => text !== 'Closed')
    .map(
      ({ first, last, text }) =>
        `${first === last ? short(first) : `${short(first)}–${short(last)}`} ${text}`,
    )
    .join(' · ')
}

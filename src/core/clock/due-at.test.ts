import { describe, expect, test } from 'vitest'
import { compiledOffice, weekOf } from '../../../test/support/office-calendar.ts'
import type { CalendarDefinition, Duration } from '../playbook/playbook.ts'
import { ClockError } from './clock-error.ts'
import { dueAt } from './due-at.ts'

/** `2026-11-20 17:00` in UTC. */
function utc(text: string): string {
  return `${text.replace(' ', 'T')}:00.000Z`
}

type Case = [string, string, Duration, string]

/** November 2026: the 20th is a Friday, the 23rd a Monday. */
function dues(title: string, changes: Partial<CalendarDefinition>, cases: Case[], holidays: string[] = []) {
  const calendar = compiledOffice(changes, holidays)
  describe(title, () => {
    test.each(cases)('%s', (_, start, duration, due) => {
      expect(dueAt(calendar, utc(start), duration)).toBe(utc(due))
    })
  })
}

dues('business days, Monday to Friday 09:00 to 17:00', {}, [
  ['Friday at closing + 1 = Monday at closing', '2026-11-20 17:00', { business_days: 1 }, '2026-11-23 17:00'],
  ['Tuesday 10:15 + 1 = Wednesday 10:15', '2026-11-17 10:15', { business_days: 1 }, '2026-11-18 10:15'],
  ['Thursday 10:15 + 2 = Monday 10:15', '2026-11-19 10:15', { business_days: 2 }, '2026-11-23 10:15'],
  ['five days are a week', '2026-11-18 10:15', { business_days: 5 }, '2026-11-25 10:15'],
  ['before opening counts from opening', '2026-11-17 07:00', { business_days: 1 }, '2026-11-18 09:00'],
  [
    'a minute after closing counts from the next opening',
    '2026-11-20 17:01',
    { business_days: 1 },
    '2026-11-24 09:00',
  ],
  ['a weekend start counts from Monday', '2026-11-21 12:00', { business_days: 1 }, '2026-11-24 09:00'],
  [
    'nothing at all is due at once, even at night',
    '2026-11-21 03:00',
    { business_days: 0 },
    '2026-11-21 03:00',
  ],
  ['across the year', '2026-12-31 11:00', { business_days: 1 }, '2027-01-01 11:00'],
  ['across 29 February', '2028-02-28 11:00', { business_days: 2 }, '2028-03-01 11:00'],
])

dues(
  'business days with holidays and half days',
  {
    special: { '2026-11-24': ['09:00-12:00'], '2026-11-26': ['13:00-15:00'], '2026-11-28': ['10:00-11:00'] },
  },
  [
    ['a holiday is skipped', '2026-11-20 15:00', { business_days: 2 }, '2026-11-25 15:00'],
    [
      'a half day ends early: due at its closing',
      '2026-11-20 15:00',
      { business_days: 1 },
      '2026-11-24 12:00',
    ],
    [
      'a day that opens later: due at its opening',
      '2026-11-25 10:00',
      { business_days: 1 },
      '2026-11-26 13:00',
    ],
    ['a working Saturday is a business day', '2026-11-27 10:30', { business_days: 1 }, '2026-11-28 10:30'],
  ],
  ['2026-11-23'],
)

dues('business days with a lunch break', { week: weekOf(['09:00-12:00', '13:00-17:00']) }, [
  ['noon sharp is still the morning', '2026-11-17 12:00', { business_days: 1 }, '2026-11-18 12:00'],
  ['within the break counts from its end', '2026-11-17 12:30', { business_days: 1 }, '2026-11-18 13:00'],
])

dues(
  'business days where only one day has a break',
  { week: { ...weekOf(['09:00-17:00']), wed: ['09:00-12:00', '14:00-17:00'] } },
  [
    [
      'a time within the break is due when the break begins',
      '2026-11-17 13:00',
      { business_days: 1 },
      '2026-11-18 12:00',
    ],
  ],
)

dues('business days of a night shift, Monday to Friday 22:00 to 06:00', { week: weekOf(['22:00-06:00']) }, [
  [
    'Tuesday 02:00 is Monday’s shift: due in Tuesday’s',
    '2026-11-17 02:00',
    { business_days: 1 },
    '2026-11-18 02:00',
  ],
  [
    'Friday’s shift on Saturday morning: due in Monday’s',
    '2026-11-21 02:00',
    { business_days: 1 },
    '2026-11-24 02:00',
  ],
  ['a day start counts from the evening', '2026-11-17 12:00', { business_days: 1 }, '2026-11-18 22:00'],
])

dues(
  'business days round the clock',
  { week: weekOf(['00:00-24:00'], ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']) },
  [
    ['midnight + 1 = midnight', '2026-11-17 00:00', { business_days: 1 }, '2026-11-18 00:00'],
    ['any time + 1 = the same time', '2026-11-17 03:33', { business_days: 1 }, '2026-11-18 03:33'],
  ],
)

dues('business days over the clock change in Berlin', { zone: 'Europe/Berlin' }, [
  [
    'Friday 16:00 summer time is due Monday 16:00 winter time',
    '2026-10-23 14:00',
    { business_days: 1 },
    '2026-10-26 15:00',
  ],
  ['and in spring the other way', '2026-03-27 15:00', { business_days: 1 }, '2026-03-30 14:00'],
])

dues(
  'times that a clock change skips or repeats, Berlin, Saturdays and Sundays at night',
  { zone: 'Europe/Berlin', week: weekOf(['00:00-06:00'], ['sat', 'sun', 'mon']) },
  [
    [
      '02:30 does not exist: due at the change, 03:00',
      '2026-03-28 01:30',
      { business_days: 1 },
      '2026-03-29 01:00',
    ],
    ['02:30 occurs twice: due at the first', '2026-10-24 00:30', { business_days: 1 }, '2026-10-25 00:30'],
    ['a start at the first 02:30', '2026-10-25 00:30', { business_days: 1 }, '2026-10-26 01:30'],
    [
      'a start at the second 02:30 counts as 03:00',
      '2026-10-25 01:30',
      { business_days: 1 },
      '2026-10-26 02:00',
    ],
    ['the same for calendar days', '2026-10-25 01:30', { days: 1 }, '2026-10-26 02:00'],
    ['calendar days into the gap', '2026-03-28 01:30', { days: 1 }, '2026-03-29 01:00'],
  ],
)

dues('business hours', {}, [
  ['four hours within the day', '2026-11-17 10:00', { business_hours: 4 }, '2026-11-17 14:00'],
  ['the night does not count', '2026-11-17 15:00', { business_hours: 4 }, '2026-11-18 11:00'],
  ['nor does the weekend', '2026-11-20 16:30', { business_hours: 1 }, '2026-11-23 09:30'],
  [
    'a whole day from opening is over at closing',
    '2026-11-17 09:00',
    { business_hours: 8 },
    '2026-11-17 17:00',
  ],
  ['24 open hours are three days of eight', '2026-11-17 09:00', { business_hours: 24 }, '2026-11-19 17:00'],
  ['outside hours counts from opening', '2026-11-21 12:00', { business_hours: 1 }, '2026-11-23 10:00'],
  ['half an hour', '2026-11-17 10:00', { business_hours: 0.5 }, '2026-11-17 10:30'],
])

dues('elapsed time in Berlin', { zone: 'Europe/Berlin' }, [
  ['24 hours over the spring change are 24 hours', '2026-03-28 11:00', { hours: 24 }, '2026-03-29 11:00'],
  [
    'one day over the spring change is the same time on the wall',
    '2026-03-28 11:00',
    { days: 1 },
    '2026-03-29 10:00',
  ],
  ['90 days', '2026-11-20 10:00', { days: 90 }, '2027-02-18 10:00'],
])

describe('what is no duration', () => {
  const calendar = compiledOffice()
  const start = utc('2026-11-17 10:00')
  test.each<[string, Duration, RegExp]>([
    ['half a business day', { business_days: 0.5 }, /business_days: 0\.5 .* expected a whole number of days/],
    ['minus one hour', { hours: -1 }, /hours: -1 .* expected a number of hours, zero or more/],
    ['not a number', { business_hours: Number.NaN }, /business_hours: NaN/],
  ])('%s is refused', (_, duration, message) => {
    expect(() => dueAt(calendar, start, duration)).toThrow(message)
  })

  test.each<Duration>([
    { business_days: 2000 },
    { business_hours: 20_000 },
    { hours: 30_000 },
    { days: 1500 },
    { days: 1e9 },
  ])('a due time beyond the compiled years is refused: %o', (duration) => {
    expect(() => dueAt(calendar, start, duration)).toThrow(ClockError)
    expect(() => dueAt(calendar, start, duration)).toThrow(/compiled for 2025-01-01 to 2028-12-31/)
  })
})

import { expect, it } from 'vitest'
import {
  blankCalendar,
  type Calendar,
  calendarInput,
  calendarValues,
  checkCalendar,
  spansFault,
  weekText,
} from './calendar-values.ts'

const stored: Calendar = {
  id: 'cal_1',
  version: 1,
  key: 'dublin',
  title: 'Dublin',
  zone: 'Europe/Dublin',
  week: {
    mon: ['09:00-12:30', '13:30-17:30'],
    tue: ['09:00-17:30'],
    wed: ['09:00-17:30'],
    thu: ['09:00-17:30'],
    fri: ['09:00-16:00'],
    sat: [],
    sun: [],
  },
  holidays: { country: 'IE' },
  closed: ['2026-12-24'],
  special: { '2026-12-31': ['09:00-13:00'] },
  isDefault: true,
  holidayDays: [],
}

it('a calendar goes through its form unchanged', () => {
  const { title, zone, week, holidays, closed, special } = stored
  expect(calendarInput(calendarValues(stored))).toEqual({ title, zone, week, holidays, closed, special })
})

it('tells the week in one line, days alike together', () => {
  expect(weekText(calendarValues(stored).week)).toBe(
    'Mon 09:00–12:30, 13:30–17:30 · Tue–Thu 09:00–17:30 · Fri 09:00–16:00',
  )
})

it('takes shifts past midnight and refuses hours that overlap', () => {
  expect(spansFault([{ from: '22:00', until: '06:00' }])).toBeUndefined()
  expect(
    spansFault([
      { from: '09:00', until: '13:00' },
      { from: '12:00', until: '17:00' },
    ]),
  ).toBe('These hours overlap.')
  expect(spansFault([{ from: '09:00', until: '' }])).toBe('Enter both times.')
})

it('asks for one open day and for days that are there once', () => {
  const calendar = { ...blankCalendar('UTC'), title: 'Ours' }
  expect(Object.values(checkCalendar(calendar)).filter(Boolean)).toEqual([])
  const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
  expect(checkCalendar({ ...calendar, week: closed }).week).toMatch(/one day at least/)
  const twice = [
    { on: '2026-12-24', spans: [] },
    { on: '2026-12-24', spans: [] },
  ]
  expect(checkCalendar({ ...calendar, days: twice }).days).toBe('A day is there twice.')
})

import { describe, expect, test } from 'vitest'
import { compiledOffice, office, weekOf } from '../../../test/support/office-calendar.ts'
import { fromMs } from '../lib/instant.ts'
import type { CalendarDefinition } from '../playbook/playbook.ts'
import { businessMsBetween, isOpen } from './business-time.ts'
import { weekdayOf } from './calendar-day.ts'
import { ClockError } from './clock-error.ts'
import { compileCalendar } from './compile-calendar.ts'
import type { CompiledCalendar } from './compiled-calendar.ts'

const year2026 = { fromOn: '2026-01-01', toOn: '2026-12-31' }

/** The stretches that are open on some days, each as `from/to` in UTC without seconds. */
function openings(calendar: CompiledCalendar, fromOn: string, toOn: string): string[] {
  const from = Date.parse(`${fromOn}T00:00:00Z`)
  const to = Date.parse(`${toOn}T00:00:00Z`)
  return [...calendar.opens].flatMap((open, i) =>
    open >= from && open < to
      ? [`${fromMs(open).slice(0, 16)}/${fromMs(calendar.closes[i] ?? 0).slice(0, 16)}`]
      : [],
  )
}

describe('opening hours', () => {
  const table: [string, Partial<CalendarDefinition>, string[], string, string, string[]][] = [
    ['a weekend is closed', {}, [], '2026-11-20', '2026-11-23', ['2026-11-20T09:00/2026-11-20T17:00']],
    [
      'a lunch break parts the day',
      { week: weekOf(['09:00-12:00', '13:00-17:00']) },
      [],
      '2026-11-20',
      '2026-11-21',
      ['2026-11-20T09:00/2026-11-20T12:00', '2026-11-20T13:00/2026-11-20T17:00'],
    ],
    [
      'spans that overlap, touch or stand in any order count once',
      { week: weekOf(['13:00-15:00', '09:00-12:00', '11:00-14:00', '15:00-16:00']) },
      [],
      '2026-11-20',
      '2026-11-21',
      ['2026-11-20T09:00/2026-11-20T16:00'],
    ],
    [
      'a night shift runs into the next day, a Friday one into Saturday',
      { week: weekOf(['22:00-06:00']) },
      [],
      '2026-11-20',
      '2026-11-23',
      ['2026-11-20T22:00/2026-11-21T06:00'],
    ],
    [
      'an end equal to its start is a whole day later',
      { week: weekOf(['09:00-09:00'], ['fri']) },
      [],
      '2026-11-20',
      '2026-11-22',
      ['2026-11-20T09:00/2026-11-21T09:00'],
    ],
    [
      '24:00 ends a day',
      { week: weekOf(['00:00-24:00'], ['fri', 'sat']) },
      [],
      '2026-11-20',
      '2026-11-23',
      ['2026-11-20T00:00/2026-11-21T00:00', '2026-11-21T00:00/2026-11-22T00:00'],
    ],
    ['a holiday is closed', {}, ['2026-11-20'], '2026-11-20', '2026-11-21', []],
    ['an own closed day is closed', { closed: ['2026-11-20'] }, [], '2026-11-20', '2026-11-21', []],
    [
      'a half day has its own hours',
      { special: { '2026-11-20': ['09:00-12:00'] } },
      [],
      '2026-11-20',
      '2026-11-21',
      ['2026-11-20T09:00/2026-11-20T12:00'],
    ],
    [
      'special hours open a holiday and a Saturday',
      { special: { '2026-11-20': ['10:00-11:00'], '2026-11-21': ['10:00-11:00'] } },
      ['2026-11-20'],
      '2026-11-20',
      '2026-11-22',
      ['2026-11-20T10:00/2026-11-20T11:00', '2026-11-21T10:00/2026-11-21T11:00'],
    ],
    [
      'an own closed day wins over special hours',
      { special: { '2026-11-20': ['10:00-11:00'] }, closed: ['2026-11-20'] },
      [],
      '2026-11-20',
      '2026-11-21',
      [],
    ],
    [
      'a night shift begun on the eve runs into the holiday, whose own shift does not begin',
      { week: weekOf(['22:00-06:00']) },
      ['2026-11-20'],
      '2026-11-19',
      '2026-11-22',
      ['2026-11-19T22:00/2026-11-20T06:00'],
    ],
    [
      'hours are those of the zone',
      { zone: 'America/New_York' },
      [],
      '2026-11-20',
      '2026-11-21',
      ['2026-11-20T14:00/2026-11-20T22:00'],
    ],
  ]
  test.each(table)('%s', (_, changes, holidays, fromOn, toOn, expected) => {
    expect(openings(compiledOffice(changes, holidays), fromOn, toOn)).toEqual(expected)
  })

  test('a night shift of the day before the span is open on its first morning', () => {
    const compiled = compileCalendar(office({ week: weekOf(['22:00-06:00'], ['sun']) }), [], {
      fromOn: '2026-11-23',
      toOn: '2026-11-24',
    })
    expect(compiled.ok && isOpen(compiled.value, '2026-11-23T05:59:59.999Z')).toBe(true)
    expect(compiled.ok && isOpen(compiled.value, '2026-11-23T06:00:00.000Z')).toBe(false)
  })
})

describe('clock changes', () => {
  const berlin = (spans: string[]) =>
    compiledOffice({ zone: 'Europe/Berlin', week: weekOf(spans, ['sat', 'sun']) })

  test('a shift across the spring change is an hour shorter, across the autumn change an hour longer', () => {
    const calendar = berlin(['22:00-06:00'])
    const hours = (from: string, to: string) => businessMsBetween(calendar, from, to) / 3_600_000
    expect(hours('2026-03-28T12:00:00.000Z', '2026-03-29T12:00:00.000Z')).toBe(7)
    expect(hours('2026-10-24T12:00:00.000Z', '2026-10-25T12:00:00.000Z')).toBe(9)
  })

  test('an opening that spring skips (02:30) is the moment of the change', () => {
    expect(openings(berlin(['02:30-06:00']), '2026-03-29', '2026-03-30')).toEqual([
      '2026-03-29T01:00/2026-03-29T04:00',
    ])
  })

  test('a span that spring skips whole is not open that day', () => {
    expect(openings(berlin(['02:00-03:00']), '2026-03-29', '2026-03-30')).toEqual([])
  })

  test('nor does it begin a business day within the night shift of the day before', () => {
    const calendar = compiledOffice({
      zone: 'Europe/Berlin',
      week: { ...weekOf(['22:00-06:00'], ['sat']), sun: ['02:00-03:00', '09:00-12:00'] },
    })
    expect(openings(calendar, '2026-03-28', '2026-03-30')).toEqual([
      '2026-03-28T21:00/2026-03-29T04:00',
      '2026-03-29T07:00/2026-03-29T10:00',
    ])
  })

  test('opening and closing times that autumn repeats (02:30) are the first of the two', () => {
    expect(openings(berlin(['02:30-06:00']), '2026-10-25', '2026-10-26')).toEqual([
      '2026-10-25T00:30/2026-10-25T05:00',
    ])
    expect(openings(berlin(['00:00-02:30']), '2026-10-24', '2026-10-25')).toEqual([
      '2026-10-24T22:00/2026-10-25T00:30',
    ])
  })

  test('a day that its zone skipped has no hours (Samoa, 30 December 2011)', () => {
    const compiled = compileCalendar(office({ zone: 'Pacific/Apia' }), [], {
      fromOn: '2011-12-28',
      toOn: '2012-01-03',
    })
    if (!compiled.ok) throw new Error(compiled.reason)
    expect([...compiled.value.opens].map((ms) => fromMs(ms).slice(0, 16))).toEqual([
      '2011-12-26T19:00',
      '2011-12-27T19:00',
      '2011-12-28T19:00',
      '2011-12-29T19:00',
      '2012-01-01T19:00',
      '2012-01-02T19:00',
      '2012-01-03T19:00',
      '2012-01-04T19:00',
    ])
  })
})

describe('business days', () => {
  test('29 February, year end and ISO week 53 fall on the weekdays they have', () => {
    const weekday = (day: string) => weekdayOf(Date.parse(`${day}T00:00:00Z`))
    expect(
      ['2028-02-29', '2026-12-31', '2027-01-01', '2020-12-28', '1970-01-01', '1969-12-31'].map(weekday),
    ).toEqual(['tue', 'thu', 'fri', 'mon', 'thu', 'wed'])
  })

  test('lasts from its first opening to that of the next day that opens', () => {
    const calendar = compiledOffice({
      week: { ...weekOf(['20:00-08:00'], ['thu']), fri: ['06:00-07:00', '09:00-10:00'] },
    })
    const parts = openings(calendar, '2026-11-19', '2026-11-21')
    expect(parts).toEqual([
      '2026-11-19T20:00/2026-11-20T06:00',
      '2026-11-20T06:00/2026-11-20T08:00',
      '2026-11-20T09:00/2026-11-20T10:00',
    ])
    const first = [...calendar.opens].indexOf(Date.parse('2026-11-19T20:00Z'))
    const days = Array.from(calendar.dayOfPart.slice(first, first + 3), (day) =>
      fromMs(calendar.midnights[day] ?? 0),
    )
    expect(days.map((day) => day.slice(0, 10))).toEqual(['2026-11-19', '2026-11-20', '2026-11-20'])
  })
})

describe('refusals', () => {
  const refused: [string, CalendarDefinition, string[], string, RegExp][] = [
    [
      'a week without hours',
      office({ week: weekOf([]) }),
      [],
      'never_open',
      /no day of its week has opening hours/,
    ],
    [
      'a year of nothing but closed days',
      office({ week: weekOf(['09:00-17:00'], ['fri']) }),
      Array.from({ length: 54 }, (_, i) => fromMs(Date.UTC(2025, 11, 26 + i * 7)).slice(0, 10)),
      'never_open',
      /all its opening hours fall on closed days/,
    ],
    [
      'an unknown zone',
      office({ zone: 'Europe/Atlantis' }),
      [],
      'unknown_zone',
      /Europe\/Atlantis.*Europe\/Paris/,
    ],
    [
      '25 o’clock',
      office({ week: weekOf(['09:00-25:00']) }),
      [],
      'bad_hours',
      /week\.mon: "09:00-25:00".*09:00-17:00/,
    ],
    ['9 to 5 in words', office({ week: weekOf(['9-5']) }), [], 'bad_hours', /"9-5"/],
    [
      'bad hours of a special day',
      office({ special: { '2026-12-24': ['late'] } }),
      [],
      'bad_hours',
      /special\.2026-12-24: "late"/,
    ],
    [
      'a closed day that does not exist',
      office({ closed: ['2026-02-30'] }),
      [],
      'bad_day',
      /closed: "2026-02-30"/,
    ],
    [
      'a special day written otherwise',
      office({ special: { '24/12/2026': [] } }),
      [],
      'bad_day',
      /special: "24\/12/,
    ],
    ['a holiday that is no day', office(), ['soon'], 'bad_day', /holidays: "soon"/],
  ]
  test.each(refused)('%s', (_, definition, holidays, code, reason) => {
    const compiled = compileCalendar(definition, holidays, year2026)
    expect(compiled).toMatchObject({ ok: false, code, reason: expect.stringMatching(reason) })
  })

  test('a span of days that runs backwards', () => {
    expect(compileCalendar(office(), [], { fromOn: '2026-02-01', toOn: '2026-01-01' })).toMatchObject({
      ok: false,
      code: 'bad_span',
    })
  })

  test('a moment outside the compiled years is an error that names them', () => {
    const calendar = compiledOffice()
    expect(() => isOpen(calendar, '2024-12-31T23:59:59.999Z')).toThrow(ClockError)
    expect(() => isOpen(calendar, '2024-12-31T23:59:59.999Z')).toThrow(
      /"office" is compiled for 2025-01-01 to 2028-12-31/,
    )
    expect(isOpen(calendar, '2025-01-01T00:00:00.000Z')).toBe(false)
    expect(isOpen(calendar, '2029-01-01T00:00:00.000Z')).toBe(false)
    expect(() => isOpen(calendar, '2029-01-01T00:00:00.001Z')).toThrow(ClockError)
  })

  test('text that is not an instant is an error that shows one', () => {
    expect(() => isOpen(compiledOffice(), 'tomorrow')).toThrow(
      /"tomorrow" is not an instant; expected one like/,
    )
    expect(() => isOpen(compiledOffice(), '2026-12-31T23:59:60.000Z')).toThrow(ClockError)
  })
})

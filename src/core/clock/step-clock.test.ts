import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compiledOffice } from '../../../test/support/office-calendar.ts'
import { fromMs, type Instant } from '../lib/instant.ts'
import { addBusinessMs, businessMsBetween } from './business-time.ts'
import { type ClockState, clockDueAt, clockState, type Pause, type StepClock } from './step-clock.ts'

const calendar = compiledOffice()

/** `20 17:00` of November 2026 in UTC; the 20th is a Friday, the 23rd a Monday. */
function nov(text: string): Instant {
  return `2026-11-${text.replace(' ', 'T')}:00.000Z`
}

function paused(from: string, to: string | null): Pause {
  return { from: nov(from), to: to === null ? null : nov(to), reason: 'on_hold' }
}

function clock(changes: Partial<StepClock> = {}): StepClock {
  return { anchorAt: nov('17 10:00'), duration: { business_days: 2 }, pauses: [], ...changes }
}

describe('due', () => {
  const later = nov('30 12:00')
  const table: [string, Partial<StepClock>, string, string?][] = [
    ['two business days after the anchor', {}, '19 10:00'],
    [
      'a pause moves it by the working time it lasted',
      { pauses: [paused('17 12:00', '18 12:00')] },
      '20 10:00',
    ],
    [
      'a pause over the weekend moves it by nothing',
      { duration: { business_days: 5 }, pauses: [paused('20 17:00', '23 09:00')] },
      '24 10:00',
    ],
    [
      'two pauses that overlap count once',
      { pauses: [paused('17 12:00', '17 14:00'), paused('17 13:00', '17 15:00')] },
      '19 13:00',
    ],
    [
      'in any order',
      { pauses: [paused('18 10:00', '18 11:00'), paused('17 12:00', '17 14:00')] },
      '19 13:00',
    ],
    [
      'a pause before the anchor counts from the anchor',
      { pauses: [paused('16 09:00', '17 11:00')] },
      '19 11:00',
    ],
    [
      'a pause that ended before the anchor counts not at all',
      { pauses: [paused('16 09:00', '17 09:00')] },
      '19 10:00',
    ],
    ['a pause after due moves nothing', { pauses: [paused('19 10:00', '20 10:00')] }, '19 10:00'],
    [
      'a pause that the first pause brought before due does',
      { pauses: [paused('19 09:00', '19 12:00'), paused('19 12:30', '19 13:30')] },
      '19 14:00',
    ],
    ['an open pause is taken to end now', { pauses: [paused('17 12:00', null)] }, '20 10:00', '18 12:00'],
    [
      'an open pause that has not begun moves nothing',
      { pauses: [paused('18 12:00', null)] },
      '19 10:00',
      '17 12:00',
    ],
    [
      'elapsed hours are moved by elapsed time',
      { duration: { hours: 24 }, pauses: [paused('17 16:00', '18 09:00')] },
      '19 03:00',
    ],
    ['calendar days too', { duration: { days: 3 }, pauses: [paused('18 00:00', '19 00:00')] }, '21 10:00'],
    [
      'what was due at an opening stays due at an opening',
      { anchorAt: nov('17 09:00'), pauses: [paused('17 10:00', '18 10:00')] },
      '20 09:00',
    ],
    [
      'what was due at closing stays due at closing',
      { anchorAt: nov('17 17:00'), pauses: [paused('18 10:00', '19 10:00')] },
      '20 17:00',
    ],
    ['never before the floor', { floorAt: nov('24 12:00') }, '24 12:00'],
    ['a floor before due changes nothing', { floorAt: nov('18 12:00') }, '19 10:00'],
    [
      'a pause before the floor was set does not move it',
      { floorAt: nov('24 12:00'), floorFrom: nov('23 16:00'), pauses: [paused('17 12:00', '18 12:00')] },
      '24 12:00',
    ],
    [
      'a pause after the floor was set moves it',
      { floorAt: nov('24 12:00'), floorFrom: nov('23 16:00'), pauses: [paused('24 10:00', '25 10:00')] },
      '25 12:00',
    ],
    [
      'a pause during which the floor was set moves it from then',
      { floorAt: nov('24 12:00'), floorFrom: nov('23 16:00'), pauses: [paused('20 09:00', '24 09:00')] },
      '24 13:00',
    ],
  ]
  test.each(table)('%s', (_, changes, due, now) => {
    expect(clockDueAt(calendar, clock(changes), now === undefined ? later : nov(now))).toBe(nov(due))
  })

  test('a pause that ends before it begins is refused', () => {
    expect(() => clockDueAt(calendar, clock({ pauses: [paused('18 10:00', '17 10:00')] }), later)).toThrow(
      /ends before it begins/,
    )
  })

  test('a thousand pauses move it by their total', () => {
    const minute = 60_000
    const start = Date.parse(nov('17 10:00'))
    const pauses: Pause[] = Array.from({ length: 1000 }, (_, i) => {
      const from = start + i * 2 * minute
      return { from: fromMs(from), to: fromMs(from + minute), reason: 'waiting_for_customer' }
    })
    const long = clock({ duration: { business_hours: 100 }, pauses })
    const total = pauses.reduce(
      (sum, pause) => sum + businessMsBetween(calendar, pause.from, pause.to ?? pause.from),
      0,
    )
    expect(clockDueAt(calendar, long, later)).toBe(
      addBusinessMs(calendar, long.anchorAt, 100 * 60 * minute + total),
    )
  })
})

describe('pauses, whatever they are', () => {
  const start = Date.UTC(2026, 10, 2, 9)
  const minutes = fc.integer({ min: 0, max: 30 * 24 * 60 })
  const pause = fc.tuple(minutes, fc.integer({ min: 0, max: 4000 })).map(
    ([from, length]): Pause => ({
      from: fromMs(start + from * 60_000),
      to: fromMs(start + (from + length) * 60_000),
      reason: 'legal_review',
    }),
  )
  const pauses = fc.array(pause, { maxLength: 6 })
  const durations = fc.constantFrom({ business_days: 3 }, { business_hours: 11 }, { hours: 30 }, { days: 4 })
  const now = fromMs(start + 90 * 86_400_000)

  test('never make a step due earlier, and a further one neither', () => {
    fc.assert(
      fc.property(minutes, durations, pauses, pause, (anchor, duration, some, more) => {
        const base = { anchorAt: fromMs(start + anchor * 60_000), duration }
        const without = clockDueAt(calendar, { ...base, pauses: [] }, now)
        const withSome = clockDueAt(calendar, { ...base, pauses: some }, now)
        const withMore = clockDueAt(calendar, { ...base, pauses: [...some, more] }, now)
        expect(without <= withSome && withSome <= withMore).toBe(true)
      }),
    )
  })

  test('an open one never lets a step become late that was not', () => {
    fc.assert(
      fc.property(minutes, durations, minutes, minutes, (anchor, duration, after, lasted) => {
        const anchorAt = fromMs(start + anchor * 60_000)
        const from = fromMs(start + (anchor + after) * 60_000)
        const at = fromMs(start + (anchor + after + lasted) * 60_000)
        const open: StepClock = { anchorAt, duration, pauses: [{ from, to: null, reason: 'on_hold' }] }
        const wasLate = clockDueAt(calendar, { ...open, pauses: [] }, at) <= from
        const state = clockState(calendar, open, { now: at })
        if (wasLate) expect(['late', 'paused']).toContain(state)
        else expect(state).toBe('paused')
      }),
    )
  })

  test('working time left is the same when a pause ends as when it began', () => {
    fc.assert(
      fc.property(minutes, pause, (anchor, one) => {
        const base: StepClock = {
          anchorAt: fromMs(start + anchor * 60_000),
          duration: { business_hours: 20 },
          pauses: [],
        }
        const planned = clockDueAt(calendar, base, now)
        fc.pre(one.from >= base.anchorAt && one.from < planned)
        const moved = clockDueAt(calendar, { ...base, pauses: [one] }, now)
        const to = one.to ?? now
        expect(businessMsBetween(calendar, to, moved)).toBe(businessMsBetween(calendar, one.from, planned))
      }),
    )
  })
})

describe('state', () => {
  const table: [string, Partial<StepClock>, string, ClockState][] = [
    ['running at its start', {}, '17 10:00', 'running'],
    ['running just before 75 % of its 16 hours', {}, '18 13:59', 'running'],
    ['at risk from 75 %', {}, '18 14:00', 'at_risk'],
    ['at risk still when due', {}, '19 10:00', 'at_risk'],
    ['late after due', {}, '19 10:01', 'late'],
    ['done is done, however late it would be', { doneAt: nov('18 10:00') }, '24 10:00', 'done'],
    ['paused while a pause is open', { pauses: [paused('17 12:00', null)] }, '24 10:00', 'paused'],
    [
      'paused until a pause with an end is over',
      { pauses: [paused('17 12:00', '18 12:00')] },
      '18 11:59',
      'paused',
    ],
    ['running again after it', { pauses: [paused('17 12:00', '18 12:00')] }, '18 12:00', 'running'],
    [
      'at risk by the working time without the pause',
      { pauses: [paused('17 12:00', '18 12:00')] },
      '19 14:00',
      'at_risk',
    ],
    ['late before the pause stays late', { pauses: [paused('19 11:00', null)] }, '19 12:00', 'late'],
    [
      'two hours at night are at risk after one and a half',
      { anchorAt: nov('17 20:00'), duration: { hours: 2 } },
      '17 21:30',
      'at_risk',
    ],
    ['and running before', { anchorAt: nov('17 20:00'), duration: { hours: 2 } }, '17 21:29', 'running'],
  ]
  test.each(table)('%s', (_, changes, now, state) => {
    expect(clockState(calendar, clock(changes), { now: nov(now) })).toBe(state)
  })

  test('the share at which it is at risk can be given', () => {
    expect(clockState(calendar, clock(), { now: nov('18 10:00'), atRiskPercent: 50 })).toBe('at_risk')
    expect(clockState(calendar, clock(), { now: nov('18 09:59'), atRiskPercent: 50 })).toBe('running')
  })
})

import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { office, weekOf } from '../../../test/support/office-calendar.ts'
import { fromMs, type Instant, toMs } from '../lib/instant.ts'
import type { CalendarDefinition, Duration } from '../playbook/playbook.ts'
import { addBusinessMs, businessMsBetween, isOpen, nextOpening } from './business-time.ts'
import { weekdayOf } from './calendar-day.ts'
import { compileCalendar } from './compile-calendar.ts'
import type { CompiledCalendar } from './compiled-calendar.ts'
import { dueAt } from './due-at.ts'
import { durationUnits } from './duration.ts'

const zones = [
  'UTC Europe/London Europe/Paris Europe/Berlin Europe/Athens Africa/Casablanca Africa/Cairo Africa/Johannesburg',
  'Asia/Beirut Asia/Jerusalem Asia/Tehran Asia/Kabul Asia/Karachi Asia/Kolkata Asia/Kathmandu Asia/Yangon Asia/Tokyo',
  'Australia/Eucla Australia/Adelaide Australia/Darwin Australia/Sydney Australia/Lord_Howe Pacific/Auckland',
  'Pacific/Chatham Pacific/Norfolk Pacific/Honolulu America/Anchorage America/Los_Angeles America/Denver',
  'America/Chicago America/New_York America/St_Johns America/Halifax America/Havana America/Santiago America/Asuncion',
  'America/Sao_Paulo America/Nuuk Antarctica/Troll America/Caracas',
].flatMap((line) => line.split(' '))

const two = (value: number) => String(value).padStart(2, '0')
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 0, 0, 15, 30, 45, 59, 7))
  .map(([hours, minutes]) => `${two(hours)}:${two(minutes)}`)
const span = fc.tuple(
  time,
  fc.oneof({ weight: 9, arbitrary: time }, { weight: 1, arbitrary: fc.constant('24:00') }),
)
const spans = fc.array(
  span.map(([from, to]) => `${from}-${to}`),
  { maxLength: 3 },
)
const day2026 = fc.integer({ min: 0, max: 364 }).map((n) => fromMs(Date.UTC(2026, 0, 1 + n)).slice(0, 10))

/** Odd calendars: gaps, overlaps, night shifts, 24-hour days, half days and holidays, in any zone. */
const definitions: fc.Arbitrary<CalendarDefinition> = fc
  .record({
    zone: fc.constantFrom(...zones),
    week: fc.oneof(
      {
        weight: 2,
        arbitrary: fc.record({
          mon: spans,
          tue: spans,
          wed: spans,
          thu: spans,
          fri: spans,
          sat: spans,
          sun: spans,
        }),
      },
      { weight: 1, arbitrary: span.map(([from, to]) => weekOf([`${from}-${to}`])) },
    ),
    special: fc.dictionary(day2026, spans, { maxKeys: 30 }),
    closed: fc.array(day2026, { maxLength: 30 }),
  })
  .map((changes) => office(changes))

type Sample = { calendar: CompiledCalendar; definition: CalendarDefinition }

const samples: fc.Arbitrary<Sample> = definitions
  .map((definition) => ({
    definition,
    compiled: compileCalendar(definition, [], { fromOn: '2026-01-01', toOn: '2030-12-31' }),
  }))
  .filter(
    ({ definition, compiled }) =>
      compiled.ok && Object.values(definition.week).some((each) => each.length > 0),
  )
  .map(({ definition, compiled }) => {
    if (!compiled.ok) throw new Error(compiled.reason)
    return { calendar: compiled.value, definition }
  })

/** Moments of 2026 where something may go wrong: near openings, closings and clock changes, to the millisecond, or anywhere. */
function momentIn(calendar: CompiledCalendar): fc.Arbitrary<Instant> {
  const from = Date.UTC(2026, 0, 3)
  const to = Date.UTC(2026, 11, 29)
  const edges = [...calendar.opens, ...calendar.closes, ...calendar.table.begins].filter(
    (ms) => ms > from && ms < to,
  )
  const near = fc.oneof(
    fc.integer({ min: -2, max: 2 }),
    fc.integer({ min: -180, max: 180 }).map((n) => n * 60_000),
  )
  const nearEdge = fc.tuple(fc.constantFrom(...edges, from), near).map(([edge, off]) => edge + off)
  return fc.oneof(nearEdge, fc.integer({ min: from, max: to })).map(fromMs)
}

const amounts = fc.integer({ min: 0, max: 15 })

function durationOf(unit: (typeof durationUnits)[number], amount: number): Duration {
  switch (unit) {
    case 'business_days':
      return { business_days: amount }
    case 'business_hours':
      return { business_hours: amount }
    case 'hours':
      return { hours: amount }
    case 'days':
      return { days: amount }
  }
}

/** Checks a law on odd calendars and two moments in order. */
function law(check: (sample: Sample, first: Instant, second: Instant) => void, numRuns = 120) {
  fc.assert(
    fc.property(
      samples.chain((sample) =>
        fc.tuple(
          fc.constant(sample),
          fc.array(fc.tuple(momentIn(sample.calendar), momentIn(sample.calendar)), {
            minLength: 12,
            maxLength: 12,
          }),
        ),
      ),
      ([sample, pairs]) => {
        for (const [a, b] of pairs) check(sample, a < b ? a : b, a < b ? b : a)
      },
    ),
    { numRuns },
  )
}

describe('due times', () => {
  test('a later start is never due earlier', () => {
    law(({ calendar }, first, second) => {
      for (const unit of durationUnits) {
        for (const amount of [0, 1, 2, 5]) {
          const duration = durationOf(unit, amount)
          expect(dueAt(calendar, first, duration) <= dueAt(calendar, second, duration)).toBe(true)
        }
      }
    })
  })

  test('a longer duration of the same unit is never due earlier, and nothing is due before it starts', () => {
    law(({ calendar }, start) => {
      for (const unit of durationUnits) {
        let last = start
        for (let amount = 0; amount <= 9; amount++) {
          const due = dueAt(calendar, start, durationOf(unit, amount))
          expect(due >= last).toBe(true)
          if (amount > 0) expect(due > start).toBe(true)
          last = due
        }
      }
    })
  })

  test('in business time they lie within open hours or at their very end', () => {
    law(({ calendar }, start) => {
      for (const duration of [
        { business_days: 1 },
        { business_days: 4 },
        { business_hours: 0.01 },
        { business_hours: 7 },
      ]) {
        const due = dueAt(calendar, start, duration)
        expect(isOpen(calendar, due) || isOpen(calendar, fromMs(toMs(due) - 1))).toBe(true)
      }
    })
  })

  test('business hours are exactly that many open hours away, however they are added up', () => {
    law(({ calendar }, start) => {
      for (const [a, b] of [
        [1, 2],
        [0.25, 13],
        [8, 8],
      ] as const) {
        const due = dueAt(calendar, start, { business_hours: a + b })
        expect(businessMsBetween(calendar, start, due)).toBe((a + b) * 3_600_000)
        expect(dueAt(calendar, dueAt(calendar, start, { business_hours: a }), { business_hours: b })).toBe(
          due,
        )
      }
    })
  })

  test('business days add up where every day has the same hours', () => {
    fc.assert(
      fc.property(
        span,
        fc.integer({ min: 0, max: 300 * 24 * 60 }),
        amounts,
        amounts,
        ([from, to], minutes, a, b) => {
          const compiled = compileCalendar(office({ week: weekOf([`${from}-${to}`]) }), [], {
            fromOn: '2026-01-01',
            toOn: '2028-12-31',
          })
          if (!compiled.ok) throw new Error(compiled.reason)
          const start = nextOpening(compiled.value, fromMs(Date.UTC(2026, 0, 2) + minutes * 60_000))
          const step = dueAt(compiled.value, start, { business_days: a })
          expect(dueAt(compiled.value, step, { business_days: b })).toBe(
            dueAt(compiled.value, start, { business_days: a + b }),
          )
        },
      ),
      { numRuns: 300 },
    )
  })

  test('do not depend on the years the calendar was compiled for', () => {
    law(({ calendar, definition }, start) => {
      const wider = compileCalendar(definition, [], { fromOn: '2023-03-17', toOn: '2031-08-01' })
      if (!wider.ok) throw new Error(wider.reason)
      for (const unit of durationUnits) {
        const duration = durationOf(unit, 3)
        expect(dueAt(wider.value, start, duration)).toBe(dueAt(calendar, start, duration))
      }
    }, 40)
  })

  test('calendar days keep the time on the wall, unless a clock change forbids it', () => {
    law(({ calendar, definition }, start) => {
      const at = Temporal.Instant.from(start).toZonedDateTimeISO(definition.zone)
      const changing = [...calendar.table.begins].some(
        (change) => Math.abs(change - toMs(start)) < 2 * 86_400_000,
      )
      if (changing) return
      expect(dueAt(calendar, start, { days: 1 })).toBe(fromMs(at.add({ days: 1 }).epochMilliseconds))
    })
  })
})

describe('open time', () => {
  test('is what the hours of the day and of the night before say', () => {
    law(({ calendar, definition }, moment) => {
      if ([...calendar.table.begins].some((change) => Math.abs(change - toMs(moment)) < 3 * 86_400_000))
        return
      const wall = Temporal.Instant.from(moment).toZonedDateTimeISO(definition.zone).toPlainDateTime()
      const minutes = wall.hour * 60 + wall.minute
      expect(isOpen(calendar, moment)).toBe(
        hoursOn(definition, wall.toPlainDate()).some(([from, to]) => minutes >= from && minutes < to) ||
          hoursOn(definition, wall.toPlainDate().subtract({ days: 1 })).some(([, to]) => minutes + 1440 < to),
      )
    })
  })

  test('between two moments adds up over any moment in between, and is what was added', () => {
    law(({ calendar }, from, to) => {
      const middle = fromMs(Math.round((toMs(from) + toMs(to)) / 2))
      const between = businessMsBetween(calendar, from, to)
      expect(between).toBe(
        businessMsBetween(calendar, from, middle) + businessMsBetween(calendar, middle, to),
      )
      expect(between + businessMsBetween(calendar, to, from)).toBe(0)
      expect(between).toBeGreaterThanOrEqual(0)
      expect(between).toBeLessThanOrEqual(toMs(to) - toMs(from))
      expect(businessMsBetween(calendar, from, addBusinessMs(calendar, from, between))).toBe(between)
      expect(addBusinessMs(calendar, from, between) <= to || between === 0).toBe(true)
    })
  })

  test('the next opening is open, and nothing before it is', () => {
    law(({ calendar }, moment) => {
      const opening = nextOpening(calendar, moment)
      expect(isOpen(calendar, opening)).toBe(true)
      expect(businessMsBetween(calendar, moment, opening)).toBe(0)
    })
  })
})

/** The spans of one day in minutes, read independently of the code under test. */
function hoursOn(definition: CalendarDefinition, day: Temporal.PlainDate): [number, number][] {
  const text = day.toString()
  if (definition.closed?.includes(text)) return []
  const usual = definition.week[weekdayOf(Date.parse(`${text}T00:00:00Z`))]
  return (definition.special?.[text] ?? usual).map((each) => {
    const [from = 0, to = 0] = each
      .split('-')
      .map((part) => Number(part.slice(0, 2)) * 60 + Number(part.slice(3)))
    return [from, to <= from ? to + 1440 : to]
  })
}

test('the laws are looked at in forty zones', () => {
  expect(zones).toHaveLength(40)
})

import { describe, expect, test } from 'vitest'
import { compiledOffice, weekOf } from '../../../test/support/office-calendar.ts'
import { addBusinessMs, businessMsBetween, elapsedHours, isOpen, nextOpening } from './business-time.ts'
import { ClockError } from './clock-error.ts'

const calendar = compiledOffice({ special: { '2026-11-24': ['09:00-12:00'] } })
const hour = 3_600_000

describe('open or closed', () => {
  test.each([
    ['at opening', '2026-11-20T09:00:00.000Z', true],
    ['just before opening', '2026-11-20T08:59:59.999Z', false],
    ['just before closing', '2026-11-20T16:59:59.999Z', true],
    ['at closing', '2026-11-20T17:00:00.000Z', false],
    ['on Saturday', '2026-11-21T12:00:00.000Z', false],
  ])('%s', (_, at, open) => {
    expect(isOpen(calendar, at)).toBe(open)
  })
})

describe('the next opening', () => {
  test.each([
    ['is now when open', '2026-11-20T09:00:00.000Z', '2026-11-20T09:00:00.000Z'],
    ['is Monday after Friday’s closing', '2026-11-20T17:00:00.000Z', '2026-11-23T09:00:00.000Z'],
    ['is this morning before opening', '2026-11-20T03:00:00.000Z', '2026-11-20T09:00:00.000Z'],
  ])('%s', (_, at, opening) => {
    expect(nextOpening(calendar, at)).toBe(opening)
  })

  test('beyond the compiled years is refused', () => {
    expect(() => nextOpening(calendar, '2028-12-30T00:00:00.000Z')).toThrow(ClockError)
  })
})

describe('business time between', () => {
  test.each([
    ['within a day', '2026-11-20T10:00:00.000Z', '2026-11-20T12:30:00.000Z', 2.5],
    ['over the weekend', '2026-11-20T16:00:00.000Z', '2026-11-23T10:00:00.000Z', 2],
    ['over a half day', '2026-11-23T16:00:00.000Z', '2026-11-25T10:00:00.000Z', 5],
    ['none at night', '2026-11-20T18:00:00.000Z', '2026-11-21T18:00:00.000Z', 0],
    ['negative when the second came first', '2026-11-20T12:00:00.000Z', '2026-11-20T10:00:00.000Z', -2],
    [
      'a whole year of 261 days less half of one',
      '2026-01-01T00:00:00.000Z',
      '2027-01-01T00:00:00.000Z',
      261 * 8 - 5,
    ],
  ])('%s', (_, from, to, hours) => {
    expect(businessMsBetween(calendar, from, to)).toBe(hours * hour)
  })

  test('is shown beside the elapsed hours', () => {
    expect(elapsedHours('2026-11-20T16:00:00.000Z', '2026-11-23T10:00:00.000Z')).toBe(66)
    expect(elapsedHours('2026-11-20T16:30:00.000Z', '2026-11-20T16:00:00.000Z')).toBe(-0.5)
  })
})

describe('adding business time', () => {
  test('ends at closing, not at the next opening', () => {
    expect(addBusinessMs(calendar, '2026-11-20T09:00:00.000Z', 8 * hour)).toBe('2026-11-20T17:00:00.000Z')
    expect(addBusinessMs(calendar, '2026-11-20T09:00:00.000Z', 8 * hour + 1)).toBe('2026-11-23T09:00:00.001Z')
  })

  test('of nothing changes nothing, and less than nothing is refused', () => {
    expect(addBusinessMs(calendar, '2026-11-21T03:00:00.000Z', 0)).toBe('2026-11-21T03:00:00.000Z')
    expect(() => addBusinessMs(calendar, '2026-11-21T03:00:00.000Z', -1)).toThrow(/expected zero or more/)
    expect(() => addBusinessMs(calendar, '2026-11-21T03:00:00.000Z', Number.NaN)).toThrow(ClockError)
  })

  test('runs through midnight round the clock', () => {
    const always = compiledOffice({
      week: weekOf(['00:00-24:00'], ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']),
    })
    expect(addBusinessMs(always, '2026-11-20T20:00:00.000Z', 30 * hour)).toBe('2026-11-22T02:00:00.000Z')
    expect(isOpen(always, '2026-11-21T00:00:00.000Z')).toBe(true)
  })
})

import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { compiledOffice, weekOf } from '../../../test/support/office-calendar.ts'
import { fromMs } from '../lib/instant.ts'
import { isOpen, nextOpening } from './business-time.ts'
import { nextDayOpening } from './next-day-opening.ts'

const split = compiledOffice({ week: weekOf(['09:00-12:00', '13:00-17:00']) }, ['2026-11-23'])

it.each([
  ['before work begins', '2026-11-19T06:00:00.000Z', '2026-11-19T09:00:00.000Z'],
  ['at the opening itself', '2026-11-19T09:00:00.000Z', '2026-11-20T09:00:00.000Z'],
  ['in the lunch break', '2026-11-19T12:30:00.000Z', '2026-11-20T09:00:00.000Z'],
  ['after work', '2026-11-19T20:00:00.000Z', '2026-11-20T09:00:00.000Z'],
  ['on Friday before a holiday on Monday', '2026-11-20T15:00:00.000Z', '2026-11-24T09:00:00.000Z'],
])('%s the next day begins at its first opening', (_, at, opening) => {
  expect(nextDayOpening(split, at)).toBe(opening)
})

it('says so when the years it knows are over', () => {
  expect(() => nextDayOpening(split, '2028-12-31T23:00:00.000Z')).toThrow(/2028-12-31/)
})

it('is always an opening, later than the moment asked for, and never before the next time the office is open', () => {
  const from = Date.UTC(2026, 0, 1)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 * 86_400_000 }), (ms) => {
      const at = fromMs(from + ms)
      const opening = nextDayOpening(split, at)
      expect(opening > at).toBe(true)
      expect(isOpen(split, opening)).toBe(true)
      expect(opening.slice(11)).toBe('09:00:00.000Z')
      expect(opening >= nextOpening(split, at)).toBe(true)
    }),
  )
})

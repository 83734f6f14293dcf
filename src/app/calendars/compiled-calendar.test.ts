import { expect, test } from 'vitest'
import { office } from '../../../test/support/office-calendar.ts'
import { businessMsBetween, isOpen } from '../../core/clock/business-time.ts'
import { dueAt } from '../../core/clock/due-at.ts'
import { compiledCalendar } from './compiled-calendar.ts'

const paris = office({ zone: 'Europe/Paris', holidays: { country: 'FR' } })
const now = '2026-11-10T10:00:00.000Z'

test('a step started on the eve of Armistice Day is due the day after it', () => {
  const compiled = compiledCalendar(paris, now)
  expect(compiled.ok && dueAt(compiled.value, now, { business_days: 1 })).toBe('2026-11-12T10:00:00.000Z')
})

test('knows two years before and three years after the moment', () => {
  const compiled = compiledCalendar(paris, now)
  expect(compiled.ok && compiled.value.span).toEqual({ fromOn: '2024-01-01', toOn: '2029-12-31' })
  expect(compiled.ok && isOpen(compiled.value, '2029-11-12T10:00:00.000Z')).toBe(true)
})

test('spans more years when asked until later', () => {
  const compiled = compiledCalendar(paris, '2016-03-01T00:00:00.000Z', now)
  expect(compiled.ok && compiled.value.span).toEqual({ fromOn: '2014-01-01', toOn: '2029-12-31' })
  expect(
    compiled.ok && businessMsBetween(compiled.value, '2016-11-10T12:00:00.000Z', '2016-11-14T12:00:00.000Z'),
  ).toBe(8 * 3_600_000)
})

test('is compiled once for equal content, and anew for other content', () => {
  expect(compiledCalendar(structuredClone(paris), now)).toBe(
    compiledCalendar(paris, '2026-01-01T00:00:00.000Z'),
  )
  expect(compiledCalendar({ ...paris, zone: 'Europe/Berlin' }, now)).not.toBe(compiledCalendar(paris, now))
  expect(compiledCalendar(paris, '2027-01-01T00:00:00.000Z')).not.toBe(compiledCalendar(paris, now))
})

test('says what is wrong with a definition', () => {
  expect(compiledCalendar(office({ holidays: { country: 'XX' } }), now)).toMatchObject({
    code: 'unknown_country',
  })
  expect(compiledCalendar(office({ zone: 'Nowhere' }), now)).toMatchObject({ code: 'unknown_zone' })
  expect(compiledCalendar(paris, 'soon')).toMatchObject({
    code: 'bad_instant',
    reason: expect.stringMatching(/"soon"/),
  })
})

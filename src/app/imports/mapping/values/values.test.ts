import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { currencyDigits, currencyIn } from './currency.ts'
import { readDateNumber } from './date-number.ts'
import { type DateOrder, readDateText } from './date-text.ts'
import { type DecimalSign, multiply, readDecimal, toWhole } from './decimal.ts'
import { dayOfWall, zoneTime } from './zone-time.ts'

function day(text: string, order: DateOrder = 'dmy'): string | null {
  const date = readDateText(text, order)
  return date && new Date(Date.UTC(date.year, date.month - 1, date.day)).toISOString().slice(0, 10)
}

describe('a date', () => {
  test.each<[string, DateOrder, string | null]>([
    ['2017-03-01', 'dmy', '2017-03-01'],
    ['2017/3/1', 'mdy', '2017-03-01'],
    ['2017.03.01.', 'dmy', '2017-03-01'],
    ['01/03/2017', 'dmy', '2017-03-01'],
    ['03/01/2017', 'mdy', '2017-03-01'],
    ['1.3.17', 'dmy', '2017-03-01'],
    ['01. 03. 2017', 'dmy', '2017-03-01'],
    ['17-03-01', 'ymd', '2017-03-01'],
    ['1 March 2017', 'dmy', '2017-03-01'],
    ['01-Mar-17', 'mdy', '2017-03-01'],
    ['March 1st, 2017', 'dmy', '2017-03-01'],
    ['Wed, 01 Mar 2017 10:00:00 GMT', 'dmy', '2017-03-01'],
    ['Wed Mar 01 2017 10:00:00 GMT+0100 (Central European Standard Time)', 'dmy', '2017-03-01'],
    ['1. März 2017', 'dmy', '2017-03-01'],
    ['1er juillet 2017', 'dmy', '2017-07-01'],
    ['1 de marzo de 2017', 'dmy', '2017-03-01'],
    ['2 ago 2017', 'dmy', '2017-08-02'],
    ['2017-02-29', 'dmy', null],
    ['2016-02-29', 'dmy', '2016-02-29'],
    ['31/04/2017', 'dmy', null],
    ['13/13/2017', 'dmy', null],
    ['25/12/2017', 'mdy', null],
    ['0017-03-01', 'dmy', null],
    ['12/2017', 'dmy', null],
    ['next week', 'dmy', null],
    ['', 'dmy', null],
  ])('%j read as %s is %s', (text, order, expected) => {
    expect(day(text, order)).toBe(expected)
  })

  test.each<[string, number, number | null]>([
    ['2017-03-01T10:30:15.250Z', 37_815_250, 0],
    ['2017-03-01T10:30:00.000+0530', 37_800_000, 330],
    ['2017-03-01 10:30:00.500000 UTC', 37_800_500, 0],
    ['2017-03-01 3:15:52', 11_752_000, null],
    ['3/1/2017 10:30 PM', 81_000_000, null],
    ['3/1/2017, 12:05 am', 300_000, null],
  ])('%s has its time and zone', (text, time, offset) => {
    expect(readDateText(text, 'mdy')).toMatchObject({ year: 2017, month: 3, day: 1, time, offset })
  })

  test('shows which order its numbers prove', () => {
    expect(
      ['13/01/2017', '01/13/2017', '01/02/2017'].map(
        (text) => readDateText(text, text.startsWith('01/13') ? 'mdy' : 'dmy')?.shows,
      ),
    ).toEqual(['dmy', 'mdy', 'either'])
  })

  test('may be a number of seconds, milliseconds, spreadsheet days or digits', () => {
    const ms = Date.UTC(2017, 2, 1)
    expect(readDateNumber('1488326400', 'epoch_s')).toEqual({ ms, wall: false })
    expect(readDateNumber('1488326400000', 'epoch_ms')).toEqual({ ms, wall: false })
    expect(readDateNumber('42795', 'excel')).toEqual({ ms, wall: true })
    expect(readDateNumber('42795.5', 'excel')).toEqual({ ms: ms + 43_200_000, wall: true })
    expect(readDateNumber('20170301', 'yyyymmdd')).toEqual({ ms, wall: true })
    expect(readDateNumber('20170231', 'yyyymmdd')).toBeNull()
    expect(readDateNumber('-5', 'epoch_s')).toBeNull()
  })
})

describe('a time zone', () => {
  test.each([
    ['Europe/Berlin', Date.UTC(2017, 2, 1), '2017-02-28T23:00:00.000Z'],
    ['Europe/Berlin', Date.UTC(2017, 6, 1), '2017-06-30T22:00:00.000Z'],
    ['Europe/Berlin', Date.UTC(2017, 2, 26, 2, 30), '2017-03-26T01:00:00.000Z'],
    ['Europe/Berlin', Date.UTC(2017, 9, 29, 2, 30), '2017-10-29T00:30:00.000Z'],
    ['America/New_York', Date.UTC(2017, 0, 1), '2017-01-01T05:00:00.000Z'],
    ['Asia/Kolkata', Date.UTC(2017, 0, 1), '2016-12-31T18:30:00.000Z'],
    ['UTC', Date.UTC(2017, 0, 1), '2017-01-01T00:00:00.000Z'],
  ])('%s turns wall-clock times into instants', (zone, wall, instant) => {
    expect(zoneTime(zone)?.toInstant(wall)).toBe(instant)
  })

  test('that nobody knows is not guessed', () => {
    expect(zoneTime('Europe/Atlantis')).toBeNull()
  })

  test('gives every midnight back as the same day', () => {
    const zones = ['Europe/Berlin', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Auckland'].map(zoneTime)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 25_000 }), fc.constantFrom(...zones), (number, zone) => {
        const wall = number * 86_400_000 + 3 * 3_600_000 + 1
        const back = zone?.toWall(Date.parse(zone.toInstant(wall))) ?? 0
        expect(dayOfWall(back)).toBe(dayOfWall(wall))
      }),
    )
  })
})

describe('an amount', () => {
  test.each<[string, DecimalSign, number | string, string]>([
    ['1054', '.', 105_400, 'USD'],
    ['1,234.56', '.', 123_456, 'USD'],
    ['1.234,56', ',', 123_456, 'EUR'],
    ["CHF 1'234.50", '.', 123_450, 'CHF'],
    ['1 234,56 €', ',', 123_456, 'EUR'],
    ['1\u202f234,56\u00a0€', ',', 123_456, 'EUR'],
    ['US$ 1,000', '.', 100_000, 'USD'],
    ['(1,234.50)', '.', -123_450, 'USD'],
    ['-$5.00', '.', -500, 'USD'],
    ['$-5.00', '.', -500, 'USD'],
    ['5.00-', '.', -500, 'USD'],
    ['−5', '.', -500, 'USD'],
    ['-0.00', '.', 0, 'USD'],
    ['1e3', '.', 100_000, 'USD'],
    ['12,34,567.00', '.', 123_456_700, 'INR'],
    ['1000', '.', 1_000, 'JPY'],
    ['1000.00', '.', 1_000, 'JPY'],
    ['1000.50', '.', 'too_many_decimals', 'JPY'],
    ['1.234', '.', 1_234, 'KWD'],
    ['1.234', '.', 'too_many_decimals', 'EUR'],
    ['1e21', '.', 'too_large', 'USD'],
    ['90071992547409.92', '.', 'too_large', 'USD'],
    ['1,5', '.', 'no number', 'USD'],
    ['1.234.56', ',', 'no number', 'EUR'],
    ['12 apples', '.', 'no number', 'USD'],
    ['NaN', '.', 'no number', 'USD'],
    ['Infinity', '.', 'no number', 'USD'],
    ['--5', '.', 'no number', 'USD'],
    ['', '.', 'no number', 'USD'],
  ])('%j with decimal %j is %j', (text, sign, expected, currency) => {
    const decimal = readDecimal(text, sign)
    const whole = decimal && toWhole(decimal, currencyDigits(currency), false)
    expect(whole === null ? 'no number' : whole.ok ? whole.value + 0 : whole.code).toBe(expected)
  })

  test('is never a matter of floating point', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }), (minor) => {
        const text = `${minor < 0 ? '-' : ''}${Math.floor(Math.abs(minor) / 100)}.${String(Math.abs(minor) % 100).padStart(2, '0')}`
        const decimal = readDecimal(text, '.')
        expect(decimal && toWhole(decimal, 2, false)).toEqual({ ok: true, value: minor === 0 ? 0 : minor })
      }),
    )
  })

  test('is multiplied exactly and rounded only when asked', () => {
    const monthly = readDecimal('33.335', '.')
    const product = monthly && multiply(monthly, { units: 1n, scale: 0 })
    expect(product && toWhole(product, 2, false)).toEqual({ ok: false, code: 'too_many_decimals' })
    expect(product && toWhole(product, 2, true)).toEqual({ ok: true, value: 3_334 })
  })

  test.each([
    ['1,000 €', 'EUR'],
    ['USD 5', 'USD'],
    ['R$ 5', 'BRL'],
    ['$5', null],
    ['5', null],
    ['12 apples', null],
  ])('%j is in %s', (text, currency) => {
    expect(currencyIn(text)).toBe(currency)
  })
})

test('a number or date hidden among a million blanks is answered at once', () => {
  const blanks = ' '.repeat(1_000_000)
  const begun = process.cpuUsage()
  expect(readDecimal(`1${blanks}x`, '.')).toBeNull()
  expect(readDateText(`1${blanks}Mar${blanks}x`, 'dmy')).toBeNull()
  expect(currencyIn(`1${blanks}€`)).toBeNull()
  // Work of our own, so that a busy machine does not count; looking for blanks again from each of them takes minutes.
  expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(2_000)
})

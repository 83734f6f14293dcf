import { describe, expect, test } from 'vitest'
import {
  dayIn,
  exactForBoth,
  formatAbout,
  formatCount,
  formatDay,
  formatDuration,
  formatExact,
  formatMoney,
  formatPercent,
  formatRelative,
  formatShortDate,
  parseMoney,
  parseNumber,
} from './format.ts'

const gb = { locale: 'en-GB', zone: 'Europe/London' }
const us = { locale: 'en-US', zone: 'America/New_York' }
const de = { locale: 'de-DE', zone: 'Europe/Berlin' }
const now = Date.parse('2026-11-20T10:00:00.000Z')
const before = (ms: number): string => new Date(now - ms).toISOString()

describe('money', () => {
  test.each([
    [gb, 2_500_000, 'EUR', '€25,000'],
    [gb, 2_500_050, 'EUR', '€25,000.50'],
    [de, 2_500_050, 'EUR', '25.000,50\u00a0€'],
    [us, 25_000, 'JPY', '¥25,000'],
    [us, 1_500, 'KWD', 'KWD\u00a01.500'],
    [gb, 12_300, 'points', '123 points'],
  ])('is shown in its own currency and decimals (%#)', (at, minor, currency, shown) => {
    expect(formatMoney(at, { minor, currency })).toBe(shown)
  })

  test('is short in a table', () => {
    expect(formatMoney(us, { minor: 1_234_567_00, currency: 'USD' }, 'compact')).toBe('$1.2M')
  })

  test.each([
    [gb, '25,000', 'EUR', 2_500_000],
    [gb, '€ 25.000,50', 'EUR', 2_500_050],
    [gb, '25k', 'EUR', 2_500_000],
    [gb, '1.2m', 'USD', 120_000_000],
    [gb, '19.99', 'EUR', 1_999],
    [de, '1.234', 'EUR', 123_400],
    [gb, '1.234', 'EUR', 123_400],
    [de, '1234,5', 'EUR', 123_450],
    [gb, '1 234 567.89', 'EUR', 123_456_789],
    [gb, '2500 JPY', 'JPY', 2_500],
    [us, '1.234', 'KWD', 1_234],
    [gb, '-50', 'EUR', -5_000],
    [gb, '1.005', 'USD', 100_500],
  ])('is read as people type it (%#: %s)', (at, text, currency, minor) => {
    expect(parseMoney(at, text, currency)).toEqual({ ok: true, value: minor })
  })

  test.each(['', 'abc', '12x', '1.2.3,4.5,6', '--3', '.'])('refuses %j and says what it expected', (text) => {
    expect(parseMoney(gb, text, 'EUR')).toMatchObject({
      ok: false,
      reason: expect.stringContaining('for example'),
    })
  })

  test('refuses an amount that no longer counts exactly', () => {
    expect(parseMoney(gb, '99999999999999999', 'EUR')).toEqual({
      ok: false,
      reason: 'This amount is too large',
    })
  })
})

describe('numbers', () => {
  test.each([
    [gb, '1,250', 1250],
    [gb, '1,25', 1.25],
    [de, '1.250,75', 1250.75],
    [gb, '0.5', 0.5],
  ])('are read with either decimal sign (%#)', (at, text, value) => {
    expect(parseNumber(at, text)).toEqual({ ok: true, value })
  })

  test('a share is never rounded to everything or nothing', () => {
    expect(formatPercent(gb, 0.999)).toBe('99%')
    expect(formatPercent(gb, 1)).toBe('100%')
    expect(formatPercent(gb, 0.001)).toBe('1%')
    expect(formatPercent(gb, 0)).toBe('0%')
  })

  test('counts say whether they are estimates', () => {
    expect(formatAbout(gb, 1_234)).toBe('about 1,200')
    expect(formatAbout(gb, 42)).toBe('about 42')
    expect(formatCount(gb, 1, 'deal')).toBe('1 deal')
    expect(formatCount(gb, 2_000, 'company', 'companies')).toBe('2,000 companies')
  })
})

describe('times', () => {
  test.each([
    [10_000, 'just now'],
    [-20_000, 'just now'],
    [5 * 60_000, '5 minutes ago'],
    [-3 * 3_600_000, 'in 3 hours'],
    [24 * 3_600_000, 'yesterday'],
    [-2 * 86_400_000, 'in 2 days'],
    [10 * 86_400_000, '10 Nov'],
    [400 * 86_400_000, '16 Oct 2025'],
  ])('are relative when near and dates when far (%#)', (ago, shown) => {
    expect(formatRelative(gb, before(ago), now, 'long')).toBe(shown)
  })

  test('the date shown is the one in the reader’s zone', () => {
    expect(formatShortDate(us, '2026-01-01T03:00:00.000Z', now)).toBe('Dec 31, 2025')
    expect(formatShortDate(gb, '2026-01-01T03:00:00.000Z', now)).toBe('1 Jan')
  })

  test('exact times name their zone, for the reader and for the owner', () => {
    expect(formatExact(gb, '2026-11-20T17:00:00.000Z')).toContain('17:00')
    const both = exactForBoth(gb, '2026-11-20T17:00:00.000Z', 'America/Los_Angeles')
    expect(both.map((line) => line.who)).toEqual(['you', 'Los Angeles'])
    expect(both[1]?.text).toContain('09:00')
    expect(exactForBoth(gb, '2026-11-20T17:00:00.000Z', 'Europe/London')).toHaveLength(1)
  })

  test('a calendar day does not move with the zone', () => {
    expect(formatDay(us, '2026-11-20')).toBe('Nov 20, 2026')
    expect(dayIn('Pacific/Auckland', '2026-11-20T20:00:00.000Z')).toBe('2026-11-21')
  })

  test.each([
    [30_000, '1m'],
    [70 * 60_000, '1h 10m'],
    [2 * 86_400_000 + 3 * 3_600_000, '2d 3h'],
    [9 * 86_400_000 + 3 * 3_600_000, '9d'],
    [-3_600_000, '1h'],
  ])('a length of time has at most two parts (%#)', (ms, shown) => {
    expect(formatDuration(us, ms)).toBe(shown)
  })
})

import { describe, expect, test } from 'vitest'
import { dealOf, mapItems, problemsOf } from './test-mapping.ts'

describe('times', () => {
  const wonAt = (value: unknown, from: unknown = 'w') =>
    dealOf({ id: '1', w: value }, { deal: { externalId: 'id', wonAt: from } }).wonAt
  const refused = (value: unknown, from: unknown = 'w') =>
    problemsOf({ id: '1', w: value }, { deal: { externalId: 'id', wonAt: from } })
  test.each<[unknown, unknown, string]>([
    ['2026-11-20T10:00:00Z', 'w', '2026-11-20T10:00:00.000Z'],
    ['2026-11-20T10:00:00.123456Z', 'w', '2026-11-20T10:00:00.123Z'],
    ['2026-11-20T10:00:00.5-0530', 'w', '2026-11-20T15:30:00.500Z'],
    ['2024-02-29T00:00:00+14:00', 'w', '2024-02-28T10:00:00.000Z'],
    [1_795_600_000, { path: 'w', form: 'unix_s' }, '2026-11-25T09:46:40.000Z'],
    ['1795600000', { path: 'w', form: 'unix_s' }, '2026-11-25T09:46:40.000Z'],
    [1_795_600_000_123, { path: 'w', form: 'unix_ms' }, '2026-11-25T09:46:40.123Z'],
    ['2026-07-01', { path: 'w', form: 'day' }, '2026-07-01T00:00:00.000Z'],
    ['2026-07-01', { path: 'w', form: 'day', zone: 'Europe/Prague' }, '2026-06-30T22:00:00.000Z'],
    ['2026-07-01 09:30', { path: 'w', form: 'local', zone: 'America/New_York' }, '2026-07-01T13:30:00.000Z'],
    ['2026-03-29T02:30:00', { path: 'w', form: 'local', zone: 'Europe/Prague' }, '2026-03-29T01:00:00.000Z'],
  ])('%s', (value, from, expected) => {
    expect(wonAt(value, from)).toBe(expected)
  })
  test.each<[unknown, unknown?]>([
    ['0001-01-01T00:00:00Z'],
    ['300000-01-01T00:00:00Z'],
    ['+300000-01-01T00:00:00Z'],
    ['infinity'],
    ['2026-12-31T23:59:60Z'],
    ['2026-11-20T10:00:00'],
    ['2026-11-20'],
    ['2026-02-30T10:00:00Z'],
    ['2025-02-29T10:00:00Z'],
    ['2026-13-01T10:00:00Z'],
    ['2026-11-20T24:00:00Z'],
    ['2026-11-20T25:00:00Z'],
    ['20261120T100000Z'],
    ['2026-11-20T10:00:00z'],
    ['2026-11-20T10:00:00+15:00'],
    ['2026-11-20T10:00:00+01:60'],
    ['tomorrow'],
    [true],
    [{}],
    [1_795_600_000],
    ['1989-12-31T23:59:59Z'],
    ['2100-01-01T00:00:00Z'],
    [-1, { path: 'w', form: 'unix_s' }],
    [1e20, { path: 'w', form: 'unix_s' }],
    [1_795_600_000_000, { path: 'w', form: 'unix_s' }],
    [1_795_600_000, { path: 'w', form: 'unix_ms' }],
    ['2026-02-30', { path: 'w', form: 'day' }],
    ['2026-11-20T10:00:00Z', { path: 'w', form: 'day' }],
    ['2026-11-20', { path: 'w', form: 'local' }],
    ['20/11/2026', { path: 'w', form: 'day' }],
  ])('%j is no time of the form agreed', (value, from) => {
    expect(refused(value, from)).toHaveLength(1)
  })
})

describe('amounts', () => {
  const mapping = (unit: string, currency: unknown = 'c') => ({
    deal: { externalId: 'id', amount: { path: 'a', currency, unit } },
  })
  const read = (amount: string, currency = 'EUR', unit = 'major') => {
    const [item] = mapItems(`{"id":1,"a":${amount},"c":"${currency}"}`, mapping(unit))
    return item?.ok ? item.deal.amount?.amountMinor : 'refused'
  }
  test.each<[string, string | undefined, string | undefined, number | string]>([
    ['1250', 'EUR', 'major', 125_000],
    ['"1250.5"', 'EUR', 'major', 125_050],
    ['12.34', 'EUR', 'major', 1234],
    ['0.1', 'EUR', 'major', 10],
    ['0.30000000000000004', 'EUR', 'major', 30],
    ['1.1', 'eur', 'major', 110],
    ['4.35', 'EUR', 'major', 435],
    ['1.005', 'EUR', 'major', 'refused'],
    ['"19.999999999"', 'EUR', 'major', 2000],
    ['"1.0000"', 'EUR', 'major', 100],
    ['100', 'JPY', 'major', 100],
    ['"100.00"', 'JPY', 'major', 100],
    ['"100.50"', 'JPY', 'major', 'refused'],
    ['1.234', 'KWD', 'major', 1234],
    ['1.2345', 'KWD', 'major', 'refused'],
    ['100', 'EUR', 'minor', 100],
    ['100.5', 'EUR', 'minor', 'refused'],
    ['-0.00', 'EUR', 'major', 0],
    ['-1', 'EUR', 'major', 'refused'],
    ['1e21', 'EUR', 'major', 'refused'],
    ['9007199254740993', 'EUR', 'minor', 'refused'],
    ['90071992547409.91', 'EUR', 'major', 9_007_199_254_740_991],
    ['90071992547409.92', 'EUR', 'major', 'refused'],
    ['"1,5"', 'EUR', 'major', 'refused'],
    ['"1 000"', 'EUR', 'major', 'refused'],
    ['"NaN"', 'EUR', 'major', 'refused'],
    ['"€5"', 'EUR', 'major', 'refused'],
    ['true', 'EUR', 'major', 'refused'],
    ['[1]', 'EUR', 'major', 'refused'],
    ['"0x10"', 'EUR', 'major', 'refused'],
    ['"1e3"', 'EUR', 'major', 'refused'],
  ])('%s %s in %s units', (amount, currency, unit, expected) => {
    expect(read(amount, currency, unit)).toBe(expected)
  })
  test('in a currency the mapping names', () => {
    expect(dealOf({ id: 1, a: 5 }, mapping('major', { constant: 'USD' })).amount).toEqual({
      amountMinor: 500,
      currency: 'USD',
    })
  })
})

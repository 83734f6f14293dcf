import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { holidaysOf, listCountries, listRegions } from './holidays.ts'

function days(
  country: string,
  region: string | undefined,
  fromYear: number,
  toYear = fromYear,
): readonly string[] {
  const found = holidaysOf({ country, region }, fromYear, toYear)
  if (!found.ok) throw new Error(found.reason)
  return found.value
}

const official = new URL(
  '../../../../shared/data/holidays/etalab-france/jours_feries_metropole.csv',
  import.meta.url,
)

test.skipIf(!existsSync(official))(
  'are those the French state publishes for 2006 to 2031 (skipped where that list is absent)',
  () => {
    const published = readFileSync(official, 'utf8').split(/\r?\n/).slice(1).filter(Boolean)
    const expected = [...new Set(published.map((line) => line.slice(0, 10)))].sort()
    expect(expected.length).toBeGreaterThan(280)
    expect(days('FR', undefined, 2006, 2031)).toEqual(expected)
  },
)

describe('public holidays', () => {
  test('of a region are added to those of its country', () => {
    expect(days('DE', undefined, 2026)).not.toContain('2026-01-06')
    expect(days('DE', 'BY', 2026)).toContain('2026-01-06')
    expect(days('DE', 'BY-A', 2026)).toContain('2026-08-08')
    expect(days('DE', 'BY', 2026)).not.toContain('2026-08-08')
  })

  test('are found under any spelling of the code', () => {
    expect(days('de', 'by', 2026)).toEqual(days('DE', 'BY', 2026))
    expect(days('DE', 'DE-BY', 2026)).toEqual(days('DE', 'BY', 2026))
  })

  test('of several days are every one of their days', () => {
    expect(days('TR', undefined, 2026).filter((day) => day.startsWith('2026-03'))).toEqual([
      '2026-03-20',
      '2026-03-21',
      '2026-03-22',
    ])
  })

  test('that fall on a clock change are one day', () => {
    expect(days('AT', undefined, 2025)).toContain('2025-10-26')
    expect(days('AT', undefined, 2025)).not.toContain('2025-10-27')
  })

  test('of half a day are left to the special hours of the calendar', () => {
    expect(days('IS', undefined, 2026)).not.toContain('2026-12-24')
    expect(days('IS', undefined, 2026)).toContain('2026-12-25')
  })

  test('kept on another day are closed on that day too', () => {
    expect(days('GB', 'ENG', 2027)).toEqual(expect.arrayContaining(['2027-12-27', '2027-12-28']))
    expect(days('US', undefined, 2021)).toContain('2021-12-31')
  })

  test('do not include bank, school and observed days', () => {
    expect(days('US', undefined, 2026)).not.toContain('2026-02-14')
    expect(days('DE', undefined, 2026)).not.toContain('2026-12-24')
  })

  test('are in order, each once, and the same when asked by year', () => {
    for (const { code } of listCountries()) {
      const both = days(code, undefined, 2026, 2027)
      expect(both).toEqual([...new Set(both)].sort())
      expect(both).toEqual([...days(code, undefined, 2026), ...days(code, undefined, 2027)])
      expect(both.every((day) => /^202[67]-\d\d-\d\d$/.test(day))).toBe(true)
    }
  })
})

describe('places', () => {
  test('are listed with their names', () => {
    expect(listCountries()).toContainEqual({ code: 'FR', title: 'France' })
    expect(listCountries().length).toBeGreaterThan(200)
    expect(listRegions('DE')).toContainEqual({ code: 'BY', title: 'Bayern' })
    expect(listRegions('DE').map((each) => each.code)).toContain('BY-A')
    expect(listRegions('UA')).toEqual([])
  })

  test('every region that is listed has holidays', () => {
    for (const country of ['AU', 'BR', 'CH', 'DE', 'ES', 'GB', 'US']) {
      for (const region of listRegions(country)) {
        expect(days(country, region.code, 2026).length, `${country} ${region.code}`).toBeGreaterThan(3)
      }
    }
  })

  test('that nobody knows are refused with the codes that are expected', () => {
    expect(holidaysOf({ country: 'Germany' }, 2026, 2026)).toMatchObject({
      ok: false,
      code: 'unknown_country',
      reason: expect.stringMatching(/"Germany"; expected one of AD, AE, .*DE, /),
    })
    expect(holidaysOf({ country: 'DE', region: 'Bavaria' }, 2026, 2026)).toMatchObject({
      ok: false,
      code: 'unknown_region',
      reason: expect.stringMatching(/"Bavaria" of DE; expected one of BB, BE, BW, BY/),
    })
    expect(holidaysOf({ country: 'UA', region: 'X' }, 2026, 2026)).toMatchObject({
      ok: false,
      code: 'unknown_region',
      reason: expect.stringMatching(/leave the region out/),
    })
  })
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fileFromBytes } from '../../reading/import-file.ts'
import { profileFile } from './profile-file.ts'
import { shownProfile } from './shown-profile.ts'
import { createValueSketch, estimateDistinct, shareFound } from './value-sketch.ts'

async function column(values: readonly string[], name = 'c') {
  const text = `row,${name}\n${values.map((value, i) => `${i},"${value.replaceAll('"', '""')}"`).join('\n')}\n`
  const profile = await profileFile(fileFromBytes('x.csv', new TextEncoder().encode(text)), { sampleRows: 1 })
  const found = profile.columns[1]
  if (!found) throw new Error('no column')
  return found
}

describe('a column of', () => {
  test.each<[string, string[], string, string]>([
    ['addresses', ['a@b.co', 'c@d.org'], 'c', 'email'],
    ['days', ['2024-01-01', '2024-01-02'], 'c', 'date'],
    ['amounts', ['100', '200.50'], 'deal_value', 'money'],
    ['amounts with a mark', ['100 €', '200 €'], 'c', 'money'],
    ['counts', ['100', '200', '100'], 'c', 'number'],
    ['yes and no', ['true', 'false', 'true'], 'c', 'boolean'],
    ['stages', ['Won', 'Lost', 'Won', 'Talking'], 'c', 'stage'],
    ['people', ['Ana Silva', 'Ben van der Berg', 'Ana Silva'], 'c', 'person'],
    ['countries', ['Germany', 'France', 'Philipines', 'Österreich'], 'c', 'country'],
    ['ids', ['A1B2', 'C3D4', 'E5F6', 'G7H8'], 'c', 'id'],
    ['long ids', ['9007199254740993', '9007199254740992'], 'deal id', 'id'],
    ['links', ['https://a.example', 'http://b.example/x'], 'c', 'url'],
    ['numbers to call', ['+49 30 1234567', '(415) 555-0100', '+49 30 1234567'], 'c', 'phone'],
    ['sentences', ['we met twice', 'they liked it', 'we met twice'], 'c', 'text'],
    ['nothing', ['', ''], 'c', 'empty'],
  ])('%s is told as such', async (_what, values, name, looks) => {
    expect((await column(values, name)).looks).toBe(looks)
  })

  test.each<[string, string[], string, string | null]>([
    ['ISO days', ['2024-01-02', '2024-03-04'], 'ymd', null],
    ['days first', ['01/02/2024', '03/04/2024', '13/04/2024'], 'dmy', '13/04/2024'],
    ['months first', ['01/02/2024', '04/13/2024'], 'mdy', '04/13/2024'],
    ['either', ['01/02/2024', '03/04/2024'], 'ambiguous', null],
    ['both', ['13/02/2024', '02/13/2024'], 'mixed', '13/02/2024'],
    ['named months', ['1 Mar 2024', '2 Apr 2024'], 'ymd', null],
  ])('dates with %s has order %s', async (_what, values, order, proof) => {
    expect((await column(values, 'close date')).dates).toMatchObject({ order, proof, unreadable: 0 })
  })

  test('one proving value among a hundred thousand decides the order', async () => {
    const values = [
      ...Array.from({ length: 100_000 }, (_, i) => `0${(i % 9) + 1}/0${(i % 7) + 1}/2024`),
      '04/30/2024',
    ]
    expect((await column(values)).dates).toMatchObject({ order: 'mdy', proof: '04/30/2024' })
  })

  test.each<[string, string[], string]>([
    ['seconds', ['1488326400', '1500000000'], 'epoch_s'],
    ['milliseconds', ['1488326400000', '1500000000000'], 'epoch_ms'],
    ['spreadsheet days', ['42795', '43000'], 'excel'],
    ['eight digits', ['20170301', '20171231'], 'yyyymmdd'],
  ])('dates counted in %s is told by its name', async (_what, values, number) => {
    expect((await column(values, 'close date')).dates).toMatchObject({ number })
    expect((await column(values, 'quantity')).dates).toBeNull()
  })

  test('times with zones says so, and counts what is no date', async () => {
    const found = await column(['2024-01-02T10:00:00Z', '2024-01-03T10:00:00+02:00', 'soon'])
    expect(found.dates).toMatchObject({ hasTime: true, hasZone: true, unreadable: 1 })
  })

  test.each<[string[], string, string | null]>([
    [['1,234.56', '12'], '.', '1,234.56'],
    [['1.234,56', '12'], ',', '1.234,56'],
    [['1.234.567', '12'], ',', '1.234.567'],
    [['0.5', '1.25'], '.', '0.5'],
    [['1,5', '2'], ',', '1,5'],
    [['1,234', '5,678'], 'ambiguous', null],
    [['10', '20'], 'none', null],
    [['1.5', '1,5'], 'mixed', '1.5'],
  ])('amounts such as %j has decimal %s', async (values, decimal, proof) => {
    expect((await column(values, 'amount')).numbers).toMatchObject({ decimal, proof })
  })

  test('amounts names the currencies beside them', async () => {
    expect((await column(['5 €', 'CHF 6', '£7', '$8'], 'amount')).numbers?.currencies).toEqual([
      'EUR',
      'CHF',
      'GBP',
    ])
  })
})

test('every row is counted, values with how often they occur, and unreadable rows are shown', async () => {
  const text = `a,b\n${'x,1\n'.repeat(30)}bad\n${'y,2\n'.repeat(20)}`
  const profile = await profileFile(fileFromBytes('x.csv', new TextEncoder().encode(text)), { sampleRows: 2 })
  expect(profile).toMatchObject({ rows: 51, unreadable: { count: 1 } })
  expect(profile.columns[0]).toMatchObject({
    filled: 50,
    distinct: 2,
    distinctExact: true,
    values: [
      { value: 'x', count: 30 },
      { value: 'y', count: 20 },
    ],
  })
  expect(profile.sample).toEqual([
    { a: 'x', b: '1' },
    { a: 'x', b: '1' },
  ])
  expect(profile.unreadable.first[0]).toMatchObject({ row: 31, problem: { code: 'ragged' } })
  expect(JSON.parse(JSON.stringify(profile))).toEqual(profile)
})

test('more values than are remembered are estimated, and still found in another column', async () => {
  const ids = Array.from({ length: 30_000 }, (_, i) => `id-${i}`)
  const all = await column(ids, 'id')
  const some = await column(
    ids.filter((_, i) => i % 5 === 0),
    'ref',
  )
  const others = await column(
    ids.map((id) => `x${id}`),
    'ref',
  )
  expect(all.distinctExact).toBe(false)
  expect(all.distinct).toBeGreaterThan(26_000)
  // As many as there are values at most, however far the estimate overshoots.
  expect(all.distinct).toBeLessThanOrEqual(30_000)
  expect(shareFound(some.sketch, all.sketch)).toBe(1)
  expect(shareFound(others.sketch, all.sketch)).toBe(0)
})

test('the share of values found is exact for small sets', () => {
  const sketchOf = (values: readonly string[]) => {
    const sketch = createValueSketch()
    for (const value of values) sketch.add(value)
    return sketch.result()
  }
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 1, maxLength: 50 }),
      fc.nat(50),
      (values, cut) => {
        const part = values.slice(0, Math.max(1, cut))
        expect(shareFound(sketchOf(part), sketchOf(values))).toBe(1)
        expect(shareFound(sketchOf(values), sketchOf(part))).toBeCloseTo(part.length / values.length, 10)
        expect(estimateDistinct(sketchOf(values))).toBe(values.length)
      },
    ),
  )
})

test('what is shown of a profile is small, however many values it knows', async () => {
  const text = `id\n${Array.from({ length: 4_000 }, (_, i) => `value-${i}`).join('\n')}\n`
  const profile = await profileFile(fileFromBytes('x.csv', new TextEncoder().encode(text)), { sampleRows: 3 })
  expect(profile.columns[0]?.values).toHaveLength(4_000)
  expect(JSON.stringify(shownProfile(profile)).length).toBeLessThan(2_000)
})

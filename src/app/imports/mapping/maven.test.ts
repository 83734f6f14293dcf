import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ImportMapping } from '../../../contract/import-mapping.ts'
import { fileFromBytes, type ImportFile } from '../reading/import-file.ts'
import { checkMapping } from './check/check-mapping.ts'
import type { FileProfile } from './profile/file-profile.ts'
import { profileFile } from './profile/profile-file.ts'
import { recogniseFiles } from './recognition/recognise-files.ts'
import { suggestMapping } from './recognition/suggest-mapping.ts'
import { withAlias } from './recognition/unknown-references.ts'
import type { DealRecord, NormalisedRow } from './records/import-record.ts'
import { normaliseRows } from './records/normalise-rows.ts'
import { daysBetween, newestDay, shiftDays } from './records/shift-days.ts'
import { zoneTime } from './values/zone-time.ts'

const folder = '../shared/data/datasets/maven-crm-sales-opportunities'
const present = existsSync(folder)
const title = `the sales data of the hardware company${present ? '' : ` (skipped: ${folder} is absent)`}`

const how = { zone: 'America/Chicago', currency: 'USD', locale: 'en-US' }

async function collect(rows: AsyncIterable<NormalisedRow>): Promise<NormalisedRow[]> {
  const all: NormalisedRow[] = []
  for await (const row of rows) all.push(row)
  return all
}

describe.skipIf(!present)(title, () => {
  let files: ImportFile[]
  let profiles: FileProfile[]
  let mapping: ImportMapping
  let rows: NormalisedRow[]
  let deals: DealRecord[]

  beforeAll(async () => {
    files = readdirSync(folder).map((name) => fileFromBytes(name, readFileSync(`${folder}/${name}`)))
    profiles = await Promise.all(files.map((file) => profileFile(file, { sampleRows: 5 })))
    mapping = suggestMapping(profiles, how)
    rows = await collect(normaliseRows(files, mapping))
    deals = rows.flatMap((row) => (row.kind === 'deals' && !row.problem ? [row.record] : []))
  })

  test('is recognised file by file', () => {
    const kinds = Object.entries(recogniseFiles(profiles)).map(([file, found]) => [file, found.kind])
    expect(Object.fromEntries(kinds)).toEqual({
      'accounts.csv': 'accounts',
      'data_dictionary.csv': 'unknown',
      'products.csv': 'products',
      'sales_pipeline.csv': 'deals',
      'sales_teams.csv': 'people',
    })
  })

  test('is mapped without help', () => {
    const fields = Object.fromEntries(mapping.files.map((file) => [file.file, file]))
    expect(fields['sales_pipeline.csv']).toMatchObject({
      key: ['opportunity_id'],
      fields: {
        account: { column: 'account', by: 'name' },
        owner: { column: 'sales_agent', by: 'name' },
        products: { column: 'product', by: 'name' },
        stage: { column: 'deal_stage' },
        createdOn: { column: 'engage_date' },
        closedOn: { column: 'close_date' },
        amount: { column: 'close_value' },
        annual: { column: 'close_value' },
      },
    })
    expect(fields['accounts.csv']).toMatchObject({
      key: ['account'],
      fields: {
        name: { column: 'account' },
        industry: { column: 'sector' },
        employees: { column: 'employees' },
        revenue: { column: 'revenue' },
        country: { column: 'office_location' },
        parentName: { column: 'subsidiary_of' },
      },
      keep: [{ column: 'year_established', as: 'year_established' }],
    })
    expect(fields['sales_teams.csv']).toMatchObject({
      key: ['sales_agent'],
      fields: {
        name: { column: 'sales_agent' },
        managerName: { column: 'manager' },
        territory: { column: 'regional_office' },
      },
    })
    expect(mapping.stages).toEqual({ Won: 'won', Lost: 'lost', Engaging: 'open', Prospecting: 'open' })
    expect(checkMapping(mapping, profiles).filter((problem) => problem.severity === 'error')).toEqual([])
  })

  test('gives every deal, with the won ones worth what they are worth', () => {
    const won = deals.filter((deal) => deal.stageKind === 'won')
    expect(rows.filter((row) => row.problem)).toEqual([])
    expect(deals).toHaveLength(8_800)
    expect(won).toHaveLength(4_238)
    expect(won.reduce((sum, deal) => sum + (deal.amountMinor ?? 0), 0)).toBe(1_000_553_400)
    expect(deals.filter((deal) => deal.stageKind === 'lost')).toHaveLength(2_473)
    expect(deals.filter((deal) => deal.stageKind === 'lost').every((deal) => deal.amountMinor === 0)).toBe(
      true,
    )
    expect(deals.filter((deal) => deal.stageKind === 'open')).toHaveLength(2_089)
    expect(deals.filter((deal) => deal.stageKind === 'open' && deal.account === null)).toHaveLength(1_425)
    expect(deals.filter((deal) => deal.stageKind === 'open').every((deal) => deal.amountMinor === null)).toBe(
      true,
    )
    expect(won.every((deal) => deal.wonAt !== null && deal.lostAt === null && deal.account !== null)).toBe(
      true,
    )
  })

  test('gives the accounts and people, managers included, in the order they are needed', () => {
    const accounts = rows.flatMap((row) => (row.kind === 'accounts' && !row.problem ? [row.record] : []))
    const people = rows.flatMap((row) => (row.kind === 'people' && !row.problem ? [row] : []))
    const managers = people.filter((row) => row.derived).map((row) => row.record)
    expect(accounts).toHaveLength(85)
    expect(accounts.find((account) => account.name === 'Bioholding')).toMatchObject({
      country: 'Philipines',
      industry: 'medical',
    })
    expect(accounts.find((account) => account.name === 'Bluth Company')?.parentName).toBe('Acme Corporation')
    expect(accounts[0]).toMatchObject({
      revenue: '1100.04',
      employees: 2_822,
      fields: { year_established: 1996 },
    })
    expect(people).toHaveLength(41)
    expect(managers.map((manager) => [manager.name, manager.territory])).toEqual([
      ['Dustin Brinkmann', 'Central'],
      ['Melvin Marxen', 'Central'],
      ['Cara Losch', 'East'],
      ['Rocco Neubert', 'East'],
      ['Celia Rouche', 'West'],
      ['Summer Sewald', 'West'],
    ])
    expect(new Set(people.map((row) => row.record.territory))).toEqual(new Set(['Central', 'East', 'West']))
    const order = rows.map((row) => row.kind).filter((kind, i, all) => kind !== all[i - 1])
    expect(order).toEqual(['people', 'accounts', 'products', 'deals'])
  })

  test('has a product that nobody knows, which one press makes known', () => {
    const unknown = checkMapping(mapping, profiles).filter((problem) => problem.code === 'unknown_reference')
    expect(unknown).toEqual([
      {
        severity: 'warning',
        code: 'unknown_reference',
        file: 'sales_pipeline.csv',
        column: 'product',
        count: 1_480,
        message: '1,480 rows name the product "GTXPro", which is not known. Did you mean "GTX Pro"?',
        suggestion: {
          action: 'alias',
          file: 'sales_pipeline.csv',
          field: 'products',
          from: 'GTXPro',
          to: 'GTX Pro',
        },
      },
    ])
  })

  test('says that open deals come in without an account', () => {
    expect(checkMapping(mapping, profiles)).toContainEqual(
      expect.objectContaining({
        severity: 'warning',
        code: 'account_empty',
        count: 1_425,
        message: '1,425 rows name no account; those deals come in without one.',
      }),
    )
  })

  test('reads the misspelt product as the right one after that', async () => {
    const mended = withAlias(mapping, {
      file: 'sales_pipeline.csv',
      field: 'products',
      from: 'GTXPro',
      to: 'GTX Pro',
    })
    expect(checkMapping(mended, profiles).filter((problem) => problem.code === 'unknown_reference')).toEqual(
      [],
    )
    const deals = (await collect(normaliseRows(files, mended))).flatMap((row) =>
      row.kind === 'deals' && !row.problem ? [row.record] : [],
    )
    const products = deals.flatMap((deal) => deal.products.map((product) => product.value))
    expect(deals.filter((deal) => deal.name.includes('GTXPro'))).toEqual([])
    expect(products.filter((product) => product === 'GTX Pro')).toHaveLength(1_480)
    expect(products).not.toContain('GTXPro')
  })

  test('can be moved so that its newest day is today', async () => {
    const zone = zoneTime(how.zone)
    if (!zone) throw new Error('no zone')
    const newest = await newestDay(normaliseRows(files, mapping), zone)
    expect(newest).toBe('2017-12-31')
    const days = daysBetween(newest ?? '', '2026-03-15')
    const first = rows.find((row) => row.kind === 'deals' && row.record?.externalId === '1C1I7A6R')
    if (!first || first.problem || first.kind !== 'deals') throw new Error('no deal')
    expect(first.record).toMatchObject({ createdOn: '2016-10-20', wonAt: '2017-03-01T06:00:00.000Z' })
    // The winter midnight of Chicago becomes a summer midnight where the clocks have changed by then.
    expect(shiftDays(first, days, zone).record).toMatchObject({
      createdOn: '2025-01-02',
      wonAt: '2025-05-14T05:00:00.000Z',
    })
  })
})

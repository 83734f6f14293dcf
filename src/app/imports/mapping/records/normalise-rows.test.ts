import { describe, expect, test } from 'vitest'
import type { FileMapping, ImportMapping } from '../../../../contract/import-mapping.ts'
import { fileFromBytes, type ImportFile } from '../../reading/import-file.ts'
import { profileFile } from '../profile/profile-file.ts'
import { zoneTime } from '../values/zone-time.ts'
import { findFileMapping, problemsFileName } from './find-file-mapping.ts'
import type { DealRecord, NormalisedRow, SetAsideRow } from './import-record.ts'
import { normaliseRows } from './normalise-rows.ts'
import { daysBetween, newestDay, shiftDays } from './shift-days.ts'
import { originalColumns, writeProblemsCsv } from './write-problems-csv.ts'

function file(name: string, text: string): ImportFile {
  return fileFromBytes(name, new TextEncoder().encode(text), 40)
}

function fileMapping(
  name: string,
  kind: FileMapping['kind'],
  fields: FileMapping['fields'],
  key = ['id'],
): FileMapping {
  return { file: name, kind, key, fields, keep: [] }
}

function mappingOf(files: FileMapping[], more: Partial<ImportMapping> = {}): ImportMapping {
  return {
    format: 1,
    zone: 'Europe/Berlin',
    currency: 'EUR',
    files,
    stages: { Won: 'won', Lost: 'lost', Talk: 'open', Offer: 'likely' },
    dealTypes: { New: 'new' },
    missing: { account: 'create', member: 'create', product: 'create' },
    ...more,
  }
}

const dealFields: FileMapping['fields'] = {
  name: { from: 'column', column: 'name' },
  stage: { from: 'column', column: 'stage' },
  amount: { from: 'column', column: 'amount' },
  closedOn: { from: 'column', column: 'close', date: { order: 'dmy' } },
}

async function collect(rows: AsyncIterable<NormalisedRow>): Promise<NormalisedRow[]> {
  const all: NormalisedRow[] = []
  for await (const row of rows) all.push(row)
  return all
}

async function deals(
  text: string,
  fields: FileMapping['fields'] = dealFields,
  more: Partial<ImportMapping> = {},
) {
  return collect(
    normaliseRows([file('deals.csv', text)], mappingOf([fileMapping('deals.csv', 'deals', fields)], more)),
  )
}

async function oneDeal(
  text: string,
  fields = dealFields,
  more: Partial<ImportMapping> = {},
): Promise<DealRecord> {
  const [row] = await deals(text, fields, more)
  if (row?.kind !== 'deals' || row.problem) throw new Error(row?.problem?.reason ?? 'no deal')
  return row.record
}

describe('a deal', () => {
  test('closes when it was won, lost, or is hoped for, by its stage', async () => {
    const rows = await deals(
      'id,name,stage,amount,close\n1,A,won,5,1/3/2024\n2,B,LOST,5,2/3/2024\n3,C,Offer,5,3/3/2024\n',
    )
    expect(rows.map((row) => row.record)).toMatchObject([
      { stageKind: 'won', wonAt: '2024-02-29T23:00:00.000Z', lostAt: null, expectedCloseOn: null },
      { stageKind: 'lost', wonAt: null, lostAt: '2024-03-01T23:00:00.000Z', expectedCloseOn: null },
      { stageKind: 'likely', wonAt: null, lostAt: null, expectedCloseOn: '2024-03-03' },
    ])
  })

  test('takes the currency beside its amount, in a column of its own, or the one of the mapping', async () => {
    const fields: FileMapping['fields'] = { ...dealFields, currency: { from: 'column', column: 'currency' } }
    const rows = await deals(
      'id,name,stage,amount,close,currency\n1,A,Won,1000,,jpy\n2,B,Won,1.234,,KWD\n3,C,Won,£5,,\n4,D,Won,5,,\n',
      fields,
    )
    expect(rows.map((row) => row.record)).toMatchObject([
      { amountMinor: 1_000, currency: 'JPY' },
      { amountMinor: 1_234, currency: 'KWD' },
      { amountMinor: 500, currency: 'GBP' },
      { amountMinor: 500, currency: 'EUR' },
    ])
  })

  test('has an annual value made of a monthly one, rounded only where the mapping says so', async () => {
    const annual = (number: { multiply: string; round?: boolean; decimal?: ',' }): FileMapping['fields'] => ({
      ...dealFields,
      annual: { from: 'column', column: 'amount', number },
    })
    const text = 'id,name,stage,amount,close\n1,A,Won,"33,335",\n'
    const fields = annual({ multiply: '12', decimal: ',' })
    expect(await oneDeal(text, { ...fields, amount: undefined })).toMatchObject({ annualMinor: 40_002 })
    const odd = annual({ multiply: '0.5', decimal: ',' })
    expect((await deals(text, { ...odd, amount: undefined }))[0]?.problem).toMatchObject({
      code: 'too_many_decimals',
    })
    const rounded = annual({ multiply: '0.5', decimal: ',', round: true })
    expect(await oneDeal(text, { ...rounded, amount: undefined })).toMatchObject({ annualMinor: 1_667 })
  })

  test('sees a time of another zone as the day it is at home', async () => {
    const at = (value: string, date: { zone?: string } = {}) =>
      oneDeal(`id,name,stage,amount,close\n1,A,Talk,5,${value}\n`, {
        ...dealFields,
        closedOn: { from: 'column', column: 'close', date },
      })
    expect((await at('2024-03-01T23:30:00Z')).expectedCloseOn).toBe('2024-03-02')
    expect((await at('2024-03-01 23:30')).expectedCloseOn).toBe('2024-03-01')
    expect((await at('2024-03-01 23:30', { zone: 'UTC' })).expectedCloseOn).toBe('2024-03-02')
    expect((await at('2024-03-01', { zone: 'UTC' })).expectedCloseOn).toBe('2024-03-01')
  })

  test('keeps further columns as text, numbers and yes or no', async () => {
    const mapping = mappingOf([
      {
        ...fileMapping('deals.csv', 'deals', dealFields),
        keep: [
          { column: 'seats', as: 'seats' },
          { column: 'zip', as: 'zip' },
          { column: 'crm', as: 'crm' },
          { column: 'sso', as: 'sso' },
          { column: 'none', as: 'none' },
        ],
      },
    ])
    const text =
      'id,name,stage,amount,close,seats,zip,crm,sso,none\n1,A,Won,5,,25,02478,9007199254740993,TRUE,\n'
    const [row] = await collect(normaliseRows([file('deals.csv', text)], mapping))
    expect(row?.record).toMatchObject({
      fields: { seats: 25, zip: '02478', crm: '9007199254740993', sso: true },
    })
  })

  test('named "null" or "undefined" is called that', async () => {
    expect(await oneDeal('id,name,stage,amount,close\nnull,undefined,Won,n/a,-\n')).toMatchObject({
      externalId: 'null',
      name: 'undefined',
      amountMinor: null,
      wonAt: null,
    })
  })
})

describe('a row is set aside, with its number, column and reason, when', () => {
  test.each<[string, string, string, string]>([
    ['its key is empty', ',A,Won,5,', 'no_key', 'id is empty'],
    ['its name is empty', '1,,Won,5,', 'missing', 'name is empty'],
    ['its stage is empty', '1,A,,5,', 'unknown_stage', 'stage is empty'],
    [
      'its stage is not mapped',
      '1,A,Dreaming,5,',
      'unknown_stage',
      '"Dreaming", a stage the mapping does not know',
    ],
    ['its amount is no number', '1,A,Won,five,', 'not_a_number', 'a number such as 1234.56 was expected'],
    ['its amount has the other decimal sign', '1,A,Won,"1,5",', 'not_a_number', '"1,5"'],
    ['its amount is negative', '1,A,Won,-5,', 'negative', 'zero or more'],
    ['its amount is beyond counting', '1,A,Won,1e21,', 'too_large', 'a smaller amount'],
    ['its amount has too many decimals', '1,A,Won,1.005,', 'too_many_decimals', 'EUR has at most 2 decimals'],
    ['its date does not exist', '1,A,Won,5,31/02/2024', 'not_a_date', 'a date such as 2017-03-01'],
    [
      'its date is written in the other order',
      '1,A,Won,5,12/31/2024',
      'not_a_date',
      'reads this column as day/month',
    ],
    ['its name is too long', `1,${'x'.repeat(301)},Won,5,`, 'too_long', 'at most 300'],
    ['it holds a control character', '1,A\u0007,Won,5,', 'control_character', 'control character'],
    ['it is ragged', '1,A,Won', 'ragged', 'has 3 values where the header names 5'],
  ])('%s', async (_why, line, code, reason) => {
    const rows = await deals(`id,name,stage,amount,close\n${line}\n2,ok,Won,5,\n`)
    expect(rows[0]?.problem).toMatchObject({ code })
    expect(rows[0]?.problem?.reason).toContain(reason)
    expect(rows[0]).toMatchObject({ file: 'deals.csv', row: 1, line: 2 })
    expect(rows[1]?.record).toMatchObject({ externalId: '2' })
  })

  test('the mapping leaves open which number of a date is the day', async () => {
    const fields: FileMapping['fields'] = { ...dealFields, closedOn: { from: 'column', column: 'close' } }
    const rows = await deals(
      'id,name,stage,amount,close\n1,A,Won,5,01/02/2024\n2,B,Won,5,2024-02-01\n',
      fields,
    )
    expect(rows[0]?.problem).toMatchObject({
      code: 'date_order_unknown',
      column: 'close',
      value: '01/02/2024',
    })
    expect(rows[1]?.record).toMatchObject({ wonAt: '2024-01-31T23:00:00.000Z' })
  })

  test('several things are wrong, and all are named', async () => {
    const [row] = await deals('id,name,stage,amount,close\n,,Won,five,\n')
    const aside = row as SetAsideRow
    expect([aside.problem, ...aside.more].map((problem) => problem.column)).toEqual(['id', 'name', 'amount'])
  })

  test.each(['ana@example', 'ana', '\u212Aen@example.com', 'a b@example.com'])(
    'the address is %s',
    async (address) => {
      const mapping = mappingOf([
        fileMapping('people.csv', 'people', {
          name: { from: 'column', column: 'name' },
          email: { from: 'column', column: 'email' },
        }),
      ])
      const [row] = await collect(
        normaliseRows([file('people.csv', `id,name,email\n1,Ana,${address}\n`)], mapping),
      )
      expect(row?.problem).toMatchObject({ code: 'not_an_email', column: 'email' })
    },
  )
})

test('records come in the order in which they refer to each other, whatever the order of the files', async () => {
  const name: FileMapping['fields'] = { name: { from: 'column', column: 'name' } }
  const files = [
    file('lines.csv', 'id,deal,name,quantity,price\n1,d,x,2.5,10\n'),
    file('deals.csv', 'id,name,stage,amount,close\nd,D,Won,5,\n'),
    file('accounts.csv', 'id,name\na,A\n'),
    file(
      'people.csv',
      'id,name,boss,region\n1,Ana Silva,Max Fox,North\n2,Max Fox,Eve Kurz,South\n3,Ben Ode,Eve Kurz,North\n',
    ),
    file('notes.csv', 'id,name\nn,N\n'),
  ]
  const mapping = mappingOf([
    fileMapping('lines.csv', 'line_items', {
      ...name,
      deal: { from: 'column', column: 'deal', by: 'externalId' },
      quantity: { from: 'column', column: 'quantity' },
      unitPrice: { from: 'column', column: 'price' },
    }),
    fileMapping('deals.csv', 'deals', dealFields),
    fileMapping('accounts.csv', 'accounts', name),
    fileMapping('people.csv', 'people', {
      ...name,
      managerName: { from: 'column', column: 'boss' },
      territory: { from: 'column', column: 'region' },
    }),
    fileMapping('notes.csv', 'ignore', {}),
  ])
  const rows = await collect(normaliseRows(files, mapping))
  expect(rows.map((row) => row.kind)).toEqual([
    'people',
    'people',
    'people',
    'people',
    'accounts',
    'deals',
    'line_items',
  ])
  expect(rows[0]).toMatchObject({
    derived: true,
    record: { name: 'Eve Kurz', role: 'sales_manager', territory: null },
  })
  expect(rows.at(-1)?.record).toMatchObject({
    deal: { by: 'externalId', value: 'd' },
    quantity: 2.5,
    unitPriceMinor: 1_000,
  })
})

describe('rows set aside', () => {
  test('can be downloaded, mended and read again under the same mapping', async () => {
    const fields: FileMapping['fields'] = {
      ...dealFields,
      amount: { from: 'column', column: 'amount', number: { decimal: ',' } },
    }
    const mapping = mappingOf([
      {
        ...fileMapping('deals.csv', 'deals', fields),
        format: { delimiter: ';' },
        keep: [{ column: 'note', as: 'note' }],
      },
    ])
    const text =
      'id;name;stage;amount;close;note\n1;A;Won;five;1/3/2024;"=HYPERLINK(""x"")"\n2;B;Won;5;;ok\n3;C;Wonn;-0,5;;"two\nlines"\n'
    const original = file('deals.csv', text)
    const profile = await profileFile(original, { sampleRows: 0 })
    const aside = (await collect(normaliseRows([original], mapping))).filter(
      (row) => row.problem !== undefined,
    )
    let csv = ''
    const stored = aside.map((row) => ({
      row: row.row,
      line: row.line,
      cells: row.cells,
      problems: [row.problem, ...row.more],
    }))
    for await (const piece of writeProblemsCsv(originalColumns(profile), stored)) csv += piece
    expect(csv.split('\r\n')[0]).toBe(
      '\ufeffid,name,stage,amount,close,note,_row,_line,_column,_value,_reason',
    )
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
    expect(csv).toContain('amount is ""five"";')

    const mended = file(
      problemsFileName('deals.csv'),
      csv.replace('five', '"5,25"').replace('Wonn', 'Won').replace('"-0,5"', '"0,5"'),
    )
    expect(findFileMapping(mapping, 'deals-problems (1).csv')?.file).toBe('deals.csv')
    const rows = await collect(normaliseRows([mended], mapping))
    expect(rows.map((row) => row.record ?? row.problem)).toMatchObject([
      {
        externalId: '1',
        amountMinor: 525,
        wonAt: '2024-02-29T23:00:00.000Z',
        fields: { note: '=HYPERLINK("x")' },
      },
      { externalId: '3', stageKind: 'won', amountMinor: 50, fields: { note: 'two\nlines' } },
    ])
  })
})

describe('dates', () => {
  const zone = zoneTime('Europe/Berlin')
  if (!zone) throw new Error('no zone')

  test('are moved so that the newest thing that happened is today; hopes do not count', async () => {
    const fields: FileMapping['fields'] = { ...dealFields, createdOn: { from: 'column', column: 'made' } }
    const rows = async function* () {
      yield* await deals(
        'id,name,stage,amount,close,made\n1,A,Won,5,01/03/2024,2024-01-01\n2,B,Talk,5,31/12/2030,2024-02-01\n',
        fields,
      )
    }
    expect(await newestDay(rows(), zone)).toBe('2024-03-01')
    expect(daysBetween('2024-03-01', '2024-02-28')).toBe(-2)
    const [won, open] = await collect(rows())
    if (won?.kind !== 'deals' || won.problem || open?.kind !== 'deals' || open.problem)
      throw new Error('no deals')
    expect(shiftDays(won, 92, zone).record).toMatchObject({
      createdOn: '2024-04-02',
      wonAt: '2024-05-31T22:00:00.000Z',
    })
    expect(shiftDays(open, 1, zone).record).toMatchObject({ expectedCloseOn: '2031-01-01' })
  })

  test('of a file without any have no newest', async () => {
    const rows = async function* () {
      yield* await deals('id,name,stage,amount,close\n1,A,Won,5,\n')
    }
    expect(await newestDay(rows(), zone)).toBeNull()
  })
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FileMapping } from '../../../../contract/import-mapping.ts'
import { fileFromBytes, UnreadableFile } from '../../reading/import-file.ts'
import { checkMapping } from '../check/check-mapping.ts'
import type { FileProfile } from '../profile/file-profile.ts'
import { profileFile } from '../profile/profile-file.ts'
import type { NormalisedRow } from '../records/import-record.ts'
import { normaliseRows } from '../records/normalise-rows.ts'
import { recogniseFiles } from './recognise-files.ts'
import { roleOf } from './role-words.ts'
import { dealTypeOf, stageOf } from './stage-words.ts'
import { fieldName, suggestMapping } from './suggest-mapping.ts'
import { usualDecimal, usualOrder } from './suggest-source.ts'

const how = { zone: 'UTC', currency: 'EUR', locale: 'en-GB' }

type Given = Record<string, string>

function filesOf(given: Given) {
  return Object.entries(given).map(([name, text]) => fileFromBytes(name, new TextEncoder().encode(text), 50))
}

async function suggested(given: Given, locale = how.locale) {
  const files = filesOf(given)
  const profiles = await Promise.all(files.map((file) => profileFile(file, { sampleRows: 3 })))
  const mapping = suggestMapping(profiles, { ...how, locale })
  const rows: NormalisedRow[] = []
  for await (const row of normaliseRows(files, mapping)) rows.push(row)
  return {
    profiles,
    mapping,
    rows,
    file: mapping.files[0],
    records: rows.map((row) => row.record ?? row.problem),
  }
}

function columnOf(file: FileMapping | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(file?.fields ?? {}).map(([field, source]) => [
      field,
      source?.from === 'column' ? source.column : (source?.from ?? ''),
    ]),
  )
}

describe('an export of', () => {
  test('HubSpot is understood', async () => {
    const { file, mapping, records } = await suggested({
      'hubspot-crm-exports-all-deals-2024.csv': [
        '"Record ID","Deal Name","Deal Stage","Close Date","Deal owner","Amount","Pipeline","Create Date","Deal Type","Associated Company","Deal probability","Lead Source"',
        '"9007199254740993","Acme – Pro","Closed Won","2024-03-01 10:22","Ana Silva","1,200.50","Sales Pipeline","2024-01-05 09:00","New Business","Acme","1","Web"',
        '"102","Globex","Contract Sent","2024-05-01 00:00","Ben Ode","800","Sales Pipeline","2024-02-01 08:30","Existing Business","Globex","0.9","Event"',
        '"103","Initech","Appointment Scheduled","","Ana Silva","","Sales Pipeline","2024-02-02 08:30","","Initech","0.2","Web"',
      ].join('\n'),
    })
    expect(file).toMatchObject({ kind: 'deals', key: ['Record ID'] })
    expect(mapping.stages).toEqual({
      'Closed Won': 'won',
      'Contract Sent': 'likely',
      'Appointment Scheduled': 'open',
    })
    expect(mapping.dealTypes).toEqual({ 'New Business': 'new', 'Existing Business': 'expansion' })
    expect(records).toMatchObject([
      {
        externalId: '9007199254740993',
        name: 'Acme – Pro',
        account: { by: 'name', value: 'Acme' },
        owner: { by: 'name', value: 'Ana Silva' },
        stageKind: 'won',
        dealType: 'new',
        amountMinor: 120_050,
        annualMinor: 120_050,
        probability: 100,
        createdOn: '2024-01-05',
        wonAt: '2024-03-01T10:22:00.000Z',
        fields: { lead_source: 'Web' },
      },
      { stageKind: 'likely', expectedCloseOn: '2024-05-01', wonAt: null, probability: 90 },
      { stageKind: 'open', amountMinor: null, expectedCloseOn: null },
    ])
  })

  test.each([
    ['Owner', 'Owner email'],
    ['Deal owner', 'Deal owner email'],
    ['Opportunity Owner', 'Opportunity Owner: Email'],
    ['Besitzer', 'Besitzer E-Mail'],
    ['Sales Rep', 'Sales Rep Email'],
  ])('deals with %s and %s tells one person by both', async (name, email) => {
    const { file, records } = await suggested({
      'deals.csv': `Deal ID,Deal Name,${email},${name},Stage\n1,Acme,Ana@x.example,Ana Silva,Won\n2,Beta,ben@x.example,,Won`,
    })
    expect(columnOf(file)).toMatchObject({ owner: name, ownerEmail: email })
    expect(file?.keep).toEqual([])
    expect(records).toMatchObject([
      { owner: { by: 'name', value: 'Ana Silva', email: 'ana@x.example' } },
      { owner: { by: 'email', value: 'ben@x.example' } },
    ])
  })

  test('deals with only the addresses of owners tells people by these', async () => {
    const { file } = await suggested({
      'deals.csv': 'Deal ID,Deal Name,Owner email,Stage\n1,Acme,ana@x.example,Won',
    })
    expect(file?.fields.owner).toMatchObject({ column: 'Owner email', by: 'email' })
    expect(file?.fields.ownerEmail).toBeUndefined()
  })

  test('Salesforce is understood, its American dates included', async () => {
    const { file, records } = await suggested(
      {
        'report1700000000000.csv': [
          '"Opportunity ID","Opportunity Name","Account Name","Stage","Close Date","Amount","Amount Currency","Opportunity Owner","Type","Probability (%)","Created Date"',
          '"0065g00000AbCdE","Acme Renewal","Acme","Closed Won","3/31/2024","12000.00","USD","Ana Silva","Renewal","100","1/5/2024"',
          '"0065g00000AbCdF","Globex New","Globex","Value Proposition","4/2/2024","1500000","JPY","Ben Ode","New Customer","50","1/6/2024"',
        ].join('\n'),
      },
      'en-US',
    )
    expect(file?.key).toEqual(['Opportunity ID'])
    expect(file?.fields.closedOn).toMatchObject({ date: { order: 'mdy' } })
    expect(records).toMatchObject([
      {
        externalId: '0065g00000AbCdE',
        stageKind: 'won',
        dealType: 'renewal',
        amountMinor: 1_200_000,
        currency: 'USD',
        wonAt: '2024-03-31T00:00:00.000Z',
      },
      {
        stageKind: 'open',
        dealType: 'new',
        amountMinor: 1_500_000,
        currency: 'JPY',
        probability: 50,
        expectedCloseOn: '2024-04-02',
        createdOn: '2024-01-06',
      },
    ])
  })

  test('Pipedrive is understood, where the status says what was won', async () => {
    const { file, records } = await suggested({
      'deals-12345-6.csv': [
        'Deal - ID,Deal - Title,Deal - Organization,Deal - Value,Deal - Currency of Value,Deal - Owner,Deal - Pipeline,Deal - Stage,Deal - Status,Deal - Won time,Deal - Lost time,Deal - Expected close date,Deal - Contact person',
        '1,Acme deal,Acme,100,EUR,Ana,Pipeline,Negotiations Started,won,2024-03-01 10:00:00,,,Zoe',
        '2,Beta deal,Beta,200,EUR,Ana,Pipeline,Negotiations Started,open,,,2024-06-01,Max',
        '3,Gamma deal,Gamma,300,EUR,Ben,Pipeline,Qualified,lost,,2024-03-02 10:00:00,,Eve',
      ].join('\n'),
    })
    expect(columnOf(file)).toMatchObject({
      name: 'Deal - Title',
      account: 'Deal - Organization',
      amount: 'Deal - Value',
      currency: 'Deal - Currency of Value',
      stage: 'Deal - Stage',
      status: 'Deal - Status',
      wonAt: 'Deal - Won time',
      lostAt: 'Deal - Lost time',
      expectedCloseOn: 'Deal - Expected close date',
    })
    expect(records).toMatchObject([
      { stage: 'Negotiations Started', stageKind: 'won', wonAt: '2024-03-01T10:00:00.000Z' },
      { stageKind: 'likely', expectedCloseOn: '2024-06-01' },
      { stageKind: 'lost', lostAt: '2024-03-02T10:00:00.000Z' },
    ])
  })

  test('a German system is understood, its decimal commas and dates included', async () => {
    const { file, mapping, records } = await suggested(
      {
        'Verkaufschancen.csv': [
          'Verkaufschance;Firma;Phase;Betrag;Abschlussdatum;Verantwortlicher;Währung',
          'Erweiterung Süd;Müller GmbH;Gewonnen;1.234,56;31.12.2024;Jörg Weiß;EUR',
          'Neubau;Bäcker AG;Verhandlung;12.000;01.02.2025;Jörg Weiß;EUR',
          'Altbau;Koch KG;Verloren;500,00;03.04.2024;Eva Kurz;CHF',
        ].join('\r\n'),
      },
      'de-DE',
    )
    expect(file).toMatchObject({ kind: 'deals', key: ['Verkaufschance', 'Firma'] })
    expect(mapping.stages).toEqual({ Gewonnen: 'won', Verhandlung: 'likely', Verloren: 'lost' })
    expect(records).toMatchObject([
      {
        externalId: 'Erweiterung Süd / Müller GmbH',
        amountMinor: 123_456,
        wonAt: '2024-12-31T00:00:00.000Z',
        owner: { value: 'Jörg Weiß' },
      },
      { amountMinor: 1_200_000, expectedCloseOn: '2025-02-01' },
      { amountMinor: 50_000, currency: 'CHF', lostAt: '2024-04-03T00:00:00.000Z' },
    ])
  })

  test('anything keeps what its columns are named for, though some of their cells are rubbish', async () => {
    const rows = ['2026-01-02,10', '2026-01-03,11', '2026-02-30,12', '2026-01-05,none of it', 'soon,14']
    const lines = rows.map((row, i) => `D${i},One,Acme,Won,${row}`)
    const text = ['Deal ID,Deal Name,Account,Stage,Close Date,Amount', ...lines].join('\n')
    const { file, rows: read } = await suggested({ 'deals.csv': text })
    expect(columnOf(file)).toMatchObject({ closedOn: 'Close Date', amount: 'Amount' })
    expect(read.filter((row) => row.problem).map((row) => row.problem?.column)).toEqual([
      'Close Date',
      'Amount',
      'Close Date',
    ])
  })

  test('the HubSpot API, one object per line, is understood', async () => {
    const { file, records } = await suggested({
      'deals.ndjson': [
        '{"id":"1","properties":{"dealname":"A","dealstage":"closedwon","amount":"100","closedate":"2024-01-01T23:30:00Z","hubspot_owner_id":"5","deal_currency_code":"EUR"},"archived":false}',
        '{"id":"2","properties":{"dealname":"B","dealstage":"presentationscheduled","amount":null,"closedate":null,"hubspot_owner_id":"6","deal_currency_code":"EUR"},"archived":false}',
      ].join('\n'),
    })
    expect(file).toMatchObject({ kind: 'deals', key: ['id'] })
    expect(records).toMatchObject([
      {
        name: 'A',
        stageKind: 'won',
        owner: { by: 'externalId', value: '5' },
        wonAt: '2024-01-01T23:30:00.000Z',
      },
      { name: 'B', stageKind: 'open' },
    ])
  })
})

test('references are told by where their values are found, not by what the column is called', async () => {
  const { mapping } = await suggested({
    'accounts.csv': 'code,name,industry\nA-1,Acme,Tech\nB-2,Beta,Food\nC-3,Gamma,Food\n',
    'users.csv':
      'user id,full name,email,role\n1,Ana Silva,ana@example.com,Account Executive\n2,Ben Ode,ben@example.com,CSM\n',
    'opps.csv':
      'opportunity id,title,account,owner,stage,amount\n1,X,A-1,ana@example.com,Won,5\n2,Y,C-3,ben@example.com,Lost,6\n',
  })
  const deals = mapping.files[2]
  expect(deals?.fields.account).toMatchObject({ by: 'externalId' })
  expect(deals?.fields.owner).toMatchObject({ by: 'email' })
  expect(mapping.files[1]?.fields.role).toMatchObject({ values: { 'Account Executive': 'ae', CSM: 'csm' } })
})

test('a monthly amount becomes a year, and several products in a cell become several', async () => {
  const { file, records } = await suggested({
    'deals.csv': 'deal id,deal name,stage,MRR,products\n1,A,Won,99.90,Alpha; Beta\n2,B,Lost,10,Beta\n',
    'products.csv': 'product,list price\nAlpha,10\nBeta,20\n',
  })
  expect(file?.fields.annual).toMatchObject({ number: { multiply: '12' } })
  expect(records[2]).toMatchObject({
    annualMinor: 119_880,
    products: [{ value: 'Alpha' }, { value: 'Beta' }],
  })
})

test.each([
  ['Closed Won', 'won', true],
  ['closedwon', 'won', true],
  ['Closed Lost', 'lost', true],
  ['Negotiation/Review', 'likely', true],
  ['Proposal/Price Quote', 'likely', true],
  ['Verbal commitment', 'likely', true],
  ['Id. Decision Makers', 'open', true],
  ['Engaging', 'open', true],
  ['Prospecting', 'open', true],
  ['decisionmakerboughtin', 'likely', true],
  ['Gagné', 'won', true],
  ['perdu', 'lost', true],
  ['xq-17', 'open', false],
])('the stage %s is taken for %s', (label, kind, sure) => {
  expect(stageOf(label)).toEqual({ kind, sure })
})

test('deal types and roles are told by their words', () => {
  expect(['New Business', 'Existing Customer - Upgrade', 'Renewal', 'Other'].map(dealTypeOf)).toEqual([
    'new',
    'expansion',
    'renewal',
    null,
  ])
  expect(
    [
      'Account Executive',
      'VP Sales',
      'Senior Customer Success Manager',
      'Head of Customer Success',
      'RevOps Lead',
      'Florist',
    ].map(roleOf),
  ).toEqual(['ae', 'sales_manager', 'csm', 'cs_manager', 'revops', null])
})

test('what nothing in a column proves follows the place', () => {
  expect(['en-US', 'en-GB', 'de-DE', 'ja-JP'].map(usualOrder)).toEqual(['mdy', 'dmy', 'dmy', 'ymd'])
  expect(['en-US', 'de-DE', 'fr-FR'].map(usualDecimal)).toEqual(['.', ',', ','])
})

test('kept columns get names that conditions can use', () => {
  expect([
    fieldName('Lead Source', new Set()),
    fieldName('property_hs_Übergröße!', new Set()),
    fieldName('123', new Set(['field'])),
  ]).toEqual(['lead_source', 'ubergro_e', 'field_2'])
})

const data = '../shared/data/datasets'
const present = existsSync(data)

async function folder(name: string) {
  const files = readdirSync(`${data}/${name}`).map((file) =>
    fileFromBytes(file, readFileSync(`${data}/${name}/${file}`)),
  )
  const profiles: FileProfile[] = []
  const refused: string[] = []
  for (const file of files) {
    try {
      profiles.push(await profileFile(file, { sampleRows: 1 }))
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error
      refused.push(file.name)
    }
  }
  const mapping = suggestMapping(profiles, how)
  const rows: NormalisedRow[] = []
  for await (const row of normaliseRows(files, mapping)) rows.push(row)
  return { profiles, mapping, rows, refused }
}

describe.skipIf(!present)(`the real folder of${present ? '' : ` (skipped: ${data} is absent)`}`, () => {
  test('a HubSpot sync has four files for us among thirty-one', async () => {
    const { profiles, rows, mapping } = await folder('fivetran-hubspot-seeds')
    const known = Object.entries(recogniseFiles(profiles)).filter(([, found]) => found.kind !== 'unknown')
    expect(Object.fromEntries(known.map(([file, found]) => [file, found.kind]))).toEqual({
      'company_data.csv': 'accounts',
      'contact_data.csv': 'contacts',
      'deal_data.csv': 'deals',
      'owner_data.csv': 'people',
      'users_data.csv': 'people',
    })
    expect(checkMapping(mapping, profiles).find((problem) => problem.code === 'stage_empty')?.file).toBe(
      'deal_data.csv',
    )
    const accounts = rows.filter((row) => row.kind === 'accounts')
    expect(accounts.length).toBeGreaterThan(0)
    expect(accounts.every((row) => !row.problem)).toBe(true)
    expect(
      rows.find((row) => row.kind === 'people' && row.record?.externalId === '12345')?.record,
    ).toMatchObject({
      name: 'Jean-Luc Picard',
      email: 'user01@email.com',
    })
  })

  test('a Salesforce data tree has accounts and contacts that refer to each other', async () => {
    const { rows, refused, mapping, profiles } = await folder('salesforce-action-plans')
    expect(refused).toEqual(['New-Customer-Onboarding.xml'])
    const accounts = rows.flatMap((row) => (row.kind === 'accounts' && !row.problem ? [row.record] : []))
    const contacts = rows.flatMap((row) => (row.kind === 'contacts' && !row.problem ? [row.record] : []))
    expect(accounts).toHaveLength(50)
    expect(contacts).toHaveLength(150)
    const known = new Set(accounts.map((account) => account.externalId))
    expect(contacts.every((contact) => contact.account !== null && known.has(contact.account.value))).toBe(
      true,
    )
    expect(contacts[0]).toMatchObject({
      name: 'Lianna Sinisbury',
      title: 'Statistician I',
      account: { by: 'externalId', value: 'accountref10' },
    })
    expect(checkMapping(mapping, profiles).filter((problem) => problem.severity === 'error')).toEqual([])
  })

  test('a Salesforce sample app has accounts and products, and a family that is neither', async () => {
    const { rows, mapping } = await folder('salesforce-ebikes-data-tree')
    expect(mapping.files.map((file) => file.kind)).toEqual(['accounts', 'ignore', 'products', 'ignore'])
    const products = rows.flatMap((row) => (row.kind === 'products' && !row.problem ? [row.record] : []))
    expect(products).toHaveLength(16)
    expect(products[0]).toMatchObject({ name: 'FUSE X1', listPriceMinor: 250_000 })
  })
})

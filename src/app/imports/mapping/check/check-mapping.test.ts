import { describe, expect, test } from 'vitest'
import type { FileMapping, ImportMapping } from '../../../../contract/import-mapping.ts'
import { fileFromBytes } from '../../reading/import-file.ts'
import { profileFile } from '../profile/profile-file.ts'
import { suggestMapping } from '../recognition/suggest-mapping.ts'
import { checkMapping } from './check-mapping.ts'
import { readMapping, readMappingText } from './read-mapping.ts'

const text = `deal id,deal name,stage,amount,close date,company
1,A,Won,100.50,13/01/2024,Acme
2,B,Lost,200,02/01/2024,Acme
2,C,Won,300,03/01/2024,Beta
`

async function given(files: Record<string, string> = { 'deals.csv': text }) {
  const profiles = await Promise.all(
    Object.entries(files).map(([name, content]) =>
      profileFile(fileFromBytes(name, new TextEncoder().encode(content)), { sampleRows: 0 }),
    ),
  )
  return { profiles, mapping: suggestMapping(profiles, { zone: 'UTC', currency: 'EUR', locale: 'en-GB' }) }
}

type Change = (file: FileMapping, mapping: ImportMapping) => Partial<ImportMapping>

const changed =
  (fields: FileMapping['fields']): Change =>
  (file, mapping) => ({
    files: [{ ...file, fields: { ...file.fields, ...fields } }, ...mapping.files.slice(1)],
  })

describe('a mapping is an error when', () => {
  const cases: [string, Change, string, string][] = [
    [
      'it names a column that is not there',
      changed({ amount: { from: 'column', column: 'amuont' } }),
      'column_missing',
      'did you mean "amount"?',
    ],
    ['nothing is mapped to the stage', changed({ stage: undefined }), 'field_missing', 'stage or status'],
    [
      'a field belongs to another kind of file',
      changed({ industry: { from: 'column', column: 'company' } }),
      'field_unknown',
      'no field "industry"',
    ],
    [
      'the order of dates is proved wrong',
      changed({ closedOn: { from: 'column', column: 'close date', date: { order: 'mdy' } } }),
      'date_order_wrong',
      '"13/01/2024" shows day before month',
    ],
    [
      'the decimal sign is proved wrong',
      changed({ amount: { from: 'column', column: 'amount', number: { decimal: ',' } } }),
      'decimal_wrong',
      '"100.50" shows "."',
    ],
    [
      'a date is read from names',
      changed({ wonAt: { from: 'column', column: 'company' } }),
      'no_dates',
      'values such as "Acme"',
    ],
    [
      'a number is read from names',
      changed({ annual: { from: 'column', column: 'company' } }),
      'no_numbers',
      'values such as "Acme"',
    ],
    [
      'a stage is not mapped',
      () => ({ stages: { Won: 'won' } }),
      'stage_unmapped',
      'The stage "Lost" (1 row) is not mapped',
    ],
    [
      'the zone does not exist',
      () => ({ zone: 'Mars/Olympus' }),
      'unknown_zone',
      'Europe/Berlin was expected',
    ],
    ['the currency does not exist', () => ({ currency: 'XYZ' }), 'unknown_currency', 'a code such as EUR'],
    [
      'nothing is imported',
      (file) => ({ files: [{ ...file, kind: 'ignore' }] }),
      'nothing_to_import',
      'None of the files',
    ],
    [
      'no key is named',
      (file) => ({ files: [{ ...file, key: [] }] }),
      'key_missing',
      'which columns identify a row',
    ],
  ]
  test.each(cases)('%s', async (_why, change, code, words) => {
    const { profiles, mapping } = await given()
    const [file] = mapping.files
    if (!file) throw new Error('no file')
    const problems = checkMapping({ ...mapping, ...change(file, mapping) }, profiles)
    const found = problems.find((problem) => problem.code === code)
    expect(found?.severity).toBe('error')
    expect(found?.message).toContain(words)
    expect(problems.findIndex((problem) => problem.severity === 'warning')).not.toBe(0)
  })
})

describe('a mapping is worth a look when', () => {
  test.each<[string, Record<string, string>, string, string, number]>([
    ['a key is repeated', { 'deals.csv': text }, 'key_repeated', '1 rows repeat', 1],
    [
      'no date shows its order',
      { 'deals.csv': text.replace('13/01', '12/01') },
      'date_order_open',
      'read with day before month',
      3,
    ],
    [
      'dates have both orders',
      { 'deals.csv': text.replace('02/01/2024', '01/14/2024') },
      'date_order_mixed',
      'set aside',
      3,
    ],
    [
      'a stage was guessed',
      { 'deals.csv': `${text}4,D,Foo,1,03/01/2024,Beta\n` },
      'stage_guessed',
      '"Foo" is taken for open',
      1,
    ],
    [
      'some amounts are no numbers',
      { 'deals.csv': `${text}4,D,Won,soon,03/01/2024,Beta\n` },
      'not_a_number',
      '1 value of amount is no number; its row',
      1,
    ],
    ['rows cannot be read', { 'deals.csv': `${text}4,D\n` }, 'unreadable_rows', '1 of 4 rows', 1],
    [
      'amounts have more decimals than the currency',
      { 'deals.csv': text.replace('100.50', '100.5051') },
      'too_many_decimals',
      'up to 4 decimals',
      3,
    ],
    [
      'an account is misspelt',
      {
        'deals.csv': text.replace('Beta', 'Acmee'),
        'accounts.csv': 'company,industry\nAcme,Tech\nBeta,Food\n',
      },
      'unknown_reference',
      'Did you mean "Acme"?',
      1,
    ],
    [
      'many accounts are strangers',
      {
        'deals.csv': `${text}${['Kappa', 'Lambda', 'Omikron', 'Sigma'].map((name, i) => `${10 + i},D,Won,1,03/01/2024,${name}\n`).join('')}`,
        'accounts.csv': 'company,industry\nAcme,Tech\nBeta,Food\n',
      },
      'unknown_reference',
      '4 rows name 4 accounts that are not known: "Kappa", "Lambda", "Omikron" and 1 more. They will be made.',
      4,
    ],
    [
      'deals have no account',
      { 'deals.csv': `${text}4,D,Won,1,03/01/2024,\n` },
      'account_empty',
      '1 row names no account',
      1,
    ],
  ])('%s', async (_why, files, code, words, count) => {
    const { profiles, mapping } = await given(files)
    const found = checkMapping(mapping, profiles).find((problem) => problem.code === code)
    expect(found).toMatchObject({ severity: 'warning', count })
    expect(found?.message).toContain(words)
  })

  test('an account is known from before, and so not worth one', async () => {
    const { profiles, mapping } = await given({ 'deals.csv': text })
    const unknown = (names: string[]) =>
      checkMapping(mapping, profiles, { accounts: names }).filter(
        (problem) => problem.code === 'unknown_reference',
      )
    expect(unknown(['ACME', 'Beta'])).toEqual([])
    expect(unknown(['Acme', 'Betta'])).toMatchObject([
      { suggestion: { action: 'alias', from: 'Beta', to: 'Betta' } },
    ])
    expect(unknown([])).toEqual([])
  })
})

describe('a mapping from a file', () => {
  test('comes back as it was written', async () => {
    const { mapping } = await given()
    expect(readMappingText(JSON.stringify(mapping))).toEqual({ ok: true, value: mapping })
  })

  test.each<[string, string, string]>([
    ['is no JSON', '{', 'not usable JSON'],
    ['is nested without end', '['.repeat(100_000), 'levels of nesting'],
    ['has a dangerous key', '{"__proto__": {}}', '__proto__'],
    ['is of another format', '{"format": 2}', 'format:'],
  ])('that %s is refused, saying where', (_why, source, words) => {
    const read = readMappingText(source)
    expect(read.ok).toBe(false)
    expect(read.ok ? '' : read.reason).toContain(words)
  })

  test('names the place of a mistake', async () => {
    const { mapping } = await given()
    const read = readMapping({ ...mapping, stages: { Won: 'maybe' } })
    expect(read.ok ? '' : read.reason).toContain('stages.Won')
  })
})

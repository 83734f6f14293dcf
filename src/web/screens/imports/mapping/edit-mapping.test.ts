import { describe, expect, test } from 'vitest'
import type { FileMapping, ImportMapping } from '../../../../contract/import-mapping.ts'
import { feedsOf, readSuggestion, withFile, withKind, withSuggestion, withTarget } from './edit-mapping.ts'

const deals: FileMapping = {
  file: 'deals.csv',
  kind: 'deals',
  key: ['id'],
  fields: {
    amount: { from: 'column', column: 'value', number: { decimal: ',' } },
    annual: { from: 'column', column: 'value', number: { decimal: ',' } },
    products: { from: 'column', column: 'product', by: 'name' },
  },
  keep: [{ column: 'source', as: 'source' }],
}
const mapping: ImportMapping = {
  format: 1,
  zone: 'Europe/Berlin',
  currency: 'EUR',
  files: [deals],
  stages: { Won: 'won' },
  dealTypes: {},
  missing: { account: 'create', member: 'create', product: 'create' },
}

describe('a column given another use', () => {
  test('takes its conversion along and leaves what else it feeds', () => {
    const changed = withTarget(deals, 'value', { kind: 'field', field: 'probability' })
    expect(changed.fields.amount).toBeUndefined()
    expect(changed.fields.probability).toEqual({ from: 'column', column: 'value', number: { decimal: ',' } })
    expect(feedsOf(changed, 'value').sort()).toEqual(['annual', 'probability'])
  })

  test('takes a field over from the column that had it', () => {
    const changed = withTarget(deals, 'other', { kind: 'field', field: 'products' })
    expect(changed.fields.products).toEqual({ from: 'column', column: 'other' })
    expect(feedsOf(changed, 'product')).toEqual([])
  })

  test('is kept under a name that nobody else has', () => {
    const changed = withTarget(deals, 'Source!', { kind: 'keep' })
    expect(changed.keep).toEqual([
      { column: 'source', as: 'source' },
      { column: 'Source!', as: 'source_2' },
    ])
  })

  test('is left out altogether', () => {
    expect(withTarget(deals, 'source', { kind: 'none' }).keep).toEqual([])
  })
})

test('another kind keeps only the fields it has', () => {
  const items = withKind(deals, 'line_items')
  expect(Object.keys(items.fields)).toEqual(['amount'])
  expect(items.keep).toEqual([])
})

test('a file the mapping did not mention is added', () => {
  const changed = withFile(mapping, 'people.csv', (file) => withKind(file, 'people'))
  expect(changed.files.map(({ file, kind }) => [file, kind])).toEqual([
    ['deals.csv', 'deals'],
    ['people.csv', 'people'],
  ])
})

describe('a proposal of the server', () => {
  test('makes another spelling known', () => {
    const proposed = readSuggestion({
      action: 'alias',
      file: 'deals.csv',
      field: 'products',
      from: 'GTXPro',
      to: 'GTX Pro',
    })
    if (!proposed) throw new Error('not read')
    expect(withSuggestion(mapping, proposed).files[0]?.fields.products).toEqual({
      from: 'column',
      column: 'product',
      by: 'name',
      aliases: { GTXPro: 'GTX Pro' },
    })
  })

  test('says what a stage means', () => {
    const proposed = readSuggestion({ action: 'stage', label: 'Engaging', kind: 'open' })
    if (!proposed) throw new Error('not read')
    expect(withSuggestion(mapping, proposed).stages).toEqual({ Won: 'won', Engaging: 'open' })
  })

  test('of a kind not known here is left alone', () => {
    expect(readSuggestion({ action: 'pray' })).toBeNull()
    expect(readSuggestion(null)).toBeNull()
  })
})

import { expect, test } from 'vitest'
import { cellText, sampleColumns, sampleTitle } from './sample-cells.ts'

const at = { locale: 'en-GB', zone: 'Europe/Berlin' }
const deal = {
  name: 'Acme – GTX Pro',
  externalId: '1C1I7A6R',
  account: { value: 'Acme', by: 'name' },
  products: [{ value: 'GTX Pro', by: 'name' }],
  amountMinor: 105_450,
  currency: 'USD',
  createdOn: '2016-10-20',
  owner: null,
  fields: { source: 'web', empty: null },
}

test('id and name come first, and what no record has is left out', () => {
  expect(sampleColumns([deal])).toEqual([
    'externalId',
    'name',
    'account',
    'products',
    'amountMinor',
    'createdOn',
    'fields',
  ])
})

test.each([
  ['account', 'Acme'],
  ['products', 'GTX Pro'],
  ['amountMinor', 'US$1,054.50'],
  ['createdOn', '20 Oct 2016'],
  ['owner', ''],
  ['fields', 'source: web'],
])('%s is read as %j', (key, text) => {
  expect(cellText(at, deal, key)).toBe(text)
})

test('a name of a field becomes words', () => {
  expect(sampleTitle('listPriceOfParent')).toBe('List price of parent')
})

import type { ImportKind } from '../../../../contract/import-mapping.ts'
import { memberRoles } from '../../../../core/handoff/vocabulary.ts'
import { roleOf } from '../recognition/role-words.ts'
import { wordKey } from './compile-file.ts'
import type {
  AccountRecord,
  ContactRecord,
  LineItemRecord,
  MemberRecord,
  ProductRecord,
  RecordOf,
} from './import-record.ts'
import { readCount, readCurrency, readMinor, readNumber } from './read-amount.ts'
import { readDeal } from './read-deal.ts'
import {
  note,
  type RowReader,
  readDay,
  readEmail,
  readKept,
  readKey,
  readName,
  readReference,
  readText,
} from './row-reader.ts'

/** How a row becomes a record, per kind. What is wrong with it is noted in the reader. */
export const recordReaders: { [K in ImportKind]: (row: RowReader) => RecordOf[K] } = {
  people: readMember,
  accounts: readAccount,
  products: readProduct,
  contacts: readContact,
  deals: readDeal,
  line_items: readLineItem,
}

function readMember(row: RowReader): MemberRecord {
  const role = readText(row, 'role')
  return {
    externalId: readKey(row),
    name: readName(row, 120),
    email: readEmail(row, 'email'),
    role: role === null ? null : (memberRoles.find((known) => known === wordKey(role)) ?? roleOf(role)),
    managerName: readText(row, 'managerName'),
    managerEmail: readEmail(row, 'managerEmail'),
    team: readText(row, 'team'),
    territory: readText(row, 'territory'),
  }
}

function readAccount(row: RowReader): AccountRecord {
  return {
    externalId: readKey(row),
    name: readName(row),
    industry: readText(row, 'industry'),
    employees: readCount(row, 'employees', 1_000_000_000),
    revenue: readText(row, 'revenue'),
    country: readText(row, 'country'),
    territory: readText(row, 'territory'),
    language: readText(row, 'language'),
    website: readText(row, 'website'),
    parentName: readText(row, 'parentName'),
    csm: readReference(row, 'csm'),
    fields: readKept(row),
  }
}

function readProduct(row: RowReader): ProductRecord {
  const currency = readCurrency(row, ['listPrice'])
  return {
    externalId: readKey(row),
    name: readName(row),
    family: readText(row, 'family'),
    listPriceMinor: readMinor(row, 'listPrice', currency),
    currency,
  }
}

function readContact(row: RowReader): ContactRecord {
  return {
    externalId: readKey(row),
    name: readName(row),
    email: readEmail(row, 'email'),
    phone: readText(row, 'phone'),
    title: readText(row, 'title'),
    role: readText(row, 'role'),
    account: readReference(row, 'account'),
  }
}

function readLineItem(row: RowReader): LineItemRecord {
  const deal = readReference(row, 'deal')
  if (deal === null) {
    const column = row.file.fields.get('deal')?.column ?? 'deal'
    note(row, 'missing', {
      column,
      value: '',
      reason: `${column} is empty; the deal of this line was expected.`,
    })
  }
  const currency = readCurrency(row, ['unitPrice', 'amount'])
  return {
    externalId: readKey(row),
    deal: deal ?? { by: 'externalId', value: '' },
    product: readReference(row, 'product'),
    name: readText(row, 'name'),
    quantity: readNumber(row, 'quantity'),
    unitPriceMinor: readMinor(row, 'unitPrice', currency),
    amountMinor: readMinor(row, 'amount', currency),
    currency,
    startOn: readDay(row, 'startOn'),
    endOn: readDay(row, 'endOn'),
  }
}

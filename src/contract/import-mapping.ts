import { z } from 'zod'
import { dealTypes } from '../core/deal/deal.ts'
import { stageKinds } from '../core/playbook/playbook.ts'
import * as s from './shapes.ts'

/** What a file can hold, in the order it is written: what others refer to comes first. */
export const importKinds = ['people', 'accounts', 'products', 'contacts', 'deals', 'line_items'] as const
export type ImportKind = (typeof importKinds)[number]

/**
 * What of a record a file can fill, per kind. What identifies a record is the file's `key`.
 * `closedOn` is the one close date of most exports: when a deal was won or lost, or is expected to be.
 * `ownerEmail` is the address beside the name or id in `owner`: both together find and describe one person.
 */
export const importFields = {
  people: ['name', 'email', 'role', 'managerName', 'managerEmail', 'team', 'territory'],
  accounts: [
    'name',
    'industry',
    'employees',
    'revenue',
    'country',
    'territory',
    'language',
    'website',
    'parentName',
    'csm',
  ],
  products: ['name', 'family', 'listPrice', 'currency'],
  contacts: ['name', 'email', 'phone', 'title', 'role', 'account'],
  deals: [
    'name',
    'account',
    'owner',
    'ownerEmail',
    'products',
    'stage',
    'status',
    'pipeline',
    'dealType',
    'amount',
    'annual',
    'currency',
    'probability',
    'expectedCloseOn',
    'closedOn',
    'wonAt',
    'lostAt',
    'signedAt',
    'createdOn',
  ],
  line_items: ['deal', 'product', 'name', 'quantity', 'unitPrice', 'amount', 'currency', 'startOn', 'endOn'],
} as const satisfies Record<ImportKind, readonly string[]>
export type ImportField = (typeof importFields)[ImportKind][number]

const column = z.string().min(1).max(1_000)
const words = z.string().max(1_000)
/** Written value → value meant. Compared without regard to case and outer blanks. */
const wordMap = z.record(words, words)

export const dateOrders = ['ymd', 'dmy', 'mdy'] as const
export const dateNumbers = ['epoch_s', 'epoch_ms', 'excel', 'yyyymmdd'] as const

/** How the text of a cell becomes a value. Everything is optional: a plain column needs none of it. */
const conversion = {
  /** Dates: what `03/04/2017` means, what a bare number counts, and the zone of times without one. */
  date: z
    .strictObject({
      order: z.enum(dateOrders).optional(),
      number: z.enum(dateNumbers).optional(),
      zone: z.string().max(64).optional(),
    })
    .optional(),
  /** Amounts: the decimal sign, a factor (`12` makes a year of a monthly amount), and whether to round. */
  number: z
    .strictObject({
      decimal: z.enum(['.', ',']).optional(),
      multiply: z
        .string()
        .regex(/^\d{1,9}(\.\d{1,9})?$/, 'expected a factor such as 12 or 0.5')
        .optional(),
      round: z.boolean().optional(),
    })
    .optional(),
  /** Other words for values, e.g. country names. */
  values: wordMap.optional(),
  /** References: the spelling in this file → the right one, e.g. GTXPro → GTX Pro. */
  aliases: wordMap.optional(),
  /** References: what the cell holds of the other record. */
  by: z.enum(['externalId', 'name', 'email']).optional(),
  /** Keys and references of a Salesforce data tree: `@accountRef1` means the record `AccountRef1`. */
  dataTree: z.boolean().optional(),
  /** Several values in one cell, divided by this. */
  separator: z.string().min(1).max(3).optional(),
}

/** Where a field's value comes from. */
export const FieldSource = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('column'), column, ...conversion }),
  z.strictObject({
    from: z.literal('columns'),
    columns: z.array(column).min(1).max(5),
    joinWith: z.string().max(10),
    ...conversion,
  }),
  z.strictObject({ from: z.literal('constant'), value: words, ...conversion }),
])
export type FieldSource = z.infer<typeof FieldSource>

const fieldNames = [...new Set(Object.values(importFields).flat())]

export const FileMapping = z.strictObject({
  /** Name of the file. A mended file of set-aside rows (`deals-problems.csv`) is read with the mapping of `deals.csv`. */
  file: z.string().min(1).max(1_000),
  kind: z.enum([...importKinds, 'ignore']),
  /** Columns that together identify a record; running twice finds the same record by them. */
  key: z.array(column).max(5),
  /** See `dataTree` of a field. */
  keyIsDataTree: z.boolean().optional(),
  fields: z.partialRecord(z.enum(fieldNames), FieldSource),
  /** Further columns of accounts and deals to keep, under a name that conditions and requirements can use. */
  keep: z
    .array(
      z.strictObject({
        column,
        as: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, 'expected a name such as lead_source'),
      }),
    )
    .max(200),
  /** Overrides what was found in the file. */
  format: z
    .strictObject({
      delimiter: z.enum([',', ';', '\t', '|']).optional(),
      encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).optional(),
    })
    .optional(),
})
export type FileMapping = z.infer<typeof FileMapping>

export const missingReferences = ['create', 'leave_empty', 'set_aside'] as const

/** How the files of a folder become records. Plain data: saved, edited by hand, and used again next month. */
export const ImportMapping = z.strictObject({
  format: z.literal(1),
  /** The name of the connection whose deals these are; without it, a source of their own, named after the file. */
  source: s.name().optional(),
  /** Zone of days and of times that carry none. */
  zone: z.string().min(1).max(64),
  /** Currency of amounts beside which none stands. */
  currency: s.currency,
  files: z.array(FileMapping).min(1).max(100),
  /** Stage as written → how far it is. */
  stages: z.record(words, z.enum(stageKinds)),
  /** Deal type as written → what it is. */
  dealTypes: z.record(words, z.enum(dealTypes)),
  /** What happens to a deal that names a record nobody knows. */
  missing: z.strictObject({
    account: z.enum(missingReferences),
    member: z.enum(missingReferences),
    product: z.enum(missingReferences),
  }),
})
export type ImportMapping = z.infer<typeof ImportMapping>

import type {
  FieldSource,
  ImportField,
  ImportKind,
  ImportMapping,
  importFields,
} from '../../../contract/import-mapping.ts'
import type { Output } from '../../../contract/operations.ts'
import type { StatusShape } from '../../ui/StatusDot.tsx'
import type { Tone } from '../../ui/tone.ts'

export type Imported = Output<'import.show'>
export type ImportRow = Output<'import.list'>['items'][number]
export type Plan = NonNullable<Imported['plan']>
export type Problem = Plan['problems'][number]

const statusLooks: Readonly<Record<Imported['status'], { label: string; shape: StatusShape; tone: Tone }>> = {
  uploading: { label: 'Uploading', shape: 'dashed', tone: 'neutral' },
  ready: { label: 'Being prepared', shape: 'empty', tone: 'accent' },
  running: { label: 'Running', shape: 'half', tone: 'accent' },
  done: { label: 'Done', shape: 'full', tone: 'ok' },
  failed: { label: 'Failed', shape: 'crossed', tone: 'danger' },
  cancelled: { label: 'Stopped', shape: 'crossed', tone: 'neutral' },
}

/** A plan that was looked at and let go is no run that was stopped. */
export function statusLook({ status, startedAt }: Pick<Imported, 'status' | 'startedAt'>) {
  const look = statusLooks[status]
  return status === 'cancelled' && startedAt === null ? { ...look, label: 'Not run' } : look
}

export const kindTitles: Readonly<Record<ImportKind, string>> = {
  people: 'People',
  accounts: 'Accounts',
  products: 'Products',
  contacts: 'Contacts',
  deals: 'Deals',
  line_items: 'Line items',
}

export function kindTitle(kind: string): string {
  return Object.entries(kindTitles).find(([known]) => known === kind)?.[1] ?? kind
}

type FieldOf<K extends ImportKind> = (typeof importFields)[K][number]
type FieldTitles = { [K in ImportKind]: Record<FieldOf<K>, string> }

const fieldTitles: FieldTitles = {
  people: {
    name: 'Name',
    email: 'E-mail',
    role: 'Role',
    managerName: 'Manager’s name',
    managerEmail: 'Manager’s e-mail',
    team: 'Team',
    territory: 'Territory',
  },
  accounts: {
    name: 'Name',
    industry: 'Industry',
    employees: 'Employees',
    revenue: 'Revenue',
    country: 'Country',
    territory: 'Territory',
    language: 'Language',
    website: 'Website',
    parentName: 'Parent company',
    csm: 'CSM',
  },
  products: { name: 'Name', family: 'Family', listPrice: 'List price', currency: 'Currency' },
  contacts: {
    name: 'Name',
    email: 'E-mail',
    phone: 'Phone',
    title: 'Job title',
    role: 'Role',
    account: 'Account',
  },
  deals: {
    name: 'Name',
    account: 'Account',
    owner: 'Owner (AE)',
    ownerEmail: 'Owner’s e-mail',
    products: 'Products',
    stage: 'Stage',
    status: 'Status',
    pipeline: 'Pipeline',
    dealType: 'Deal type',
    amount: 'Amount',
    annual: 'Annual value',
    currency: 'Currency',
    probability: 'Probability',
    expectedCloseOn: 'Expected to close on',
    closedOn: 'Closed on',
    wonAt: 'Won at',
    lostAt: 'Lost at',
    signedAt: 'Signed at',
    createdOn: 'Created on',
  },
  line_items: {
    deal: 'Deal',
    product: 'Product',
    name: 'Name',
    quantity: 'Quantity',
    unitPrice: 'Unit price',
    amount: 'Amount',
    currency: 'Currency',
    startOn: 'Starts on',
    endOn: 'Ends on',
  },
}

/** The fields a kind of record has, in the order in which they are shown. */
export function fieldsOf(kind: ImportKind): { field: ImportField; title: string }[] {
  return Object.entries(fieldTitles[kind]).flatMap(([field, title]) =>
    isField(field) ? [{ field, title }] : [],
  )
}

const everyField = new Set<string>(Object.values(fieldTitles).flatMap((titles) => Object.keys(titles)))

export function isField(name: string): name is ImportField {
  return everyField.has(name)
}

export function fieldTitle(kind: ImportKind, field: string): string {
  return fieldsOf(kind).find((one) => one.field === field)?.title ?? field
}

const dateFields = [
  'expectedCloseOn',
  'closedOn',
  'wonAt',
  'lostAt',
  'signedAt',
  'createdOn',
  'startOn',
  'endOn',
]
const numberFields = [
  'employees',
  'revenue',
  'listPrice',
  'amount',
  'annual',
  'probability',
  'quantity',
  'unitPrice',
]
const referenceFields = ['account', 'owner', 'products', 'csm', 'deal', 'product', 'parentName']

/** What a field wants to know of a cell beyond its text. */
export function conversionKind(field: string): 'date' | 'number' | 'reference' | 'text' {
  if (dateFields.includes(field)) return 'date'
  if (numberFields.includes(field)) return 'number'
  return referenceFields.includes(field) ? 'reference' : 'text'
}

export const orderWords = { dmy: 'Day before month', mdy: 'Month before day', ymd: 'Year first' } as const
export const countedWords = {
  epoch_s: 'Seconds since 1970',
  epoch_ms: 'Milliseconds since 1970',
  excel: 'Spreadsheet days',
  yyyymmdd: 'Eight digits, year first',
} as const
export const byWords = { externalId: 'its id', name: 'its name', email: 'its e-mail' } as const

/** How a cell becomes a value, as short phrases. */
export function conversionWords(source: FieldSource): string[] {
  const { date, number, by, aliases, values, separator } = source
  const renamed = Object.entries(aliases ?? {}).map(([from, to]) => `${from} → ${to}`)
  return [
    date?.order && orderWords[date.order],
    date?.number && countedWords[date.number],
    date?.zone && `in ${date.zone}`,
    number?.decimal && `decimals after “${number.decimal}”`,
    number?.multiply && `× ${number.multiply}`,
    number?.round && 'rounded',
    by && `found by ${byWords[by]}`,
    separator && `several, divided by “${separator}”`,
    values && Object.keys(values).length > 0 && `${Object.keys(values).length} words translated`,
    renamed.length > 2 ? `${renamed.length} renamed` : renamed.join(', '),
  ].filter((part): part is string => typeof part === 'string' && part !== '')
}

export const missingWords: Readonly<Record<ImportMapping['missing']['account'], string>> = {
  create: 'Make it',
  leave_empty: 'Leave it empty',
  set_aside: 'Set the row aside',
}

export const stageWords = { open: 'Open', likely: 'Likely', won: 'Won', lost: 'Lost' } as const
export const dealTypeWords = { new: 'New', expansion: 'Expansion', renewal: 'Renewal' } as const

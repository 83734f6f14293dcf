import { dayIn, formatDay, formatMoney, formatNumber, type Locale } from '../../../format.ts'

const titles: Readonly<Record<string, string>> = {
  externalId: 'Id',
  stageKind: 'Is',
  amountMinor: 'Amount',
  annualMinor: 'Annual value',
  listPriceMinor: 'List price',
  unitPriceMinor: 'Unit price',
  dealType: 'Type',
  expectedCloseOn: 'Expected',
  createdOn: 'Created',
  wonAt: 'Won',
  lostAt: 'Lost',
  signedAt: 'Signed',
  parentName: 'Parent',
  managerName: 'Manager',
  managerEmail: 'Manager’s e-mail',
  csm: 'CSM',
}

/** `listPrice` as `List price`. */
export function sampleTitle(key: string): string {
  const words = key.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return titles[key] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

type Record_ = Readonly<Record<string, unknown>>

/** The parts of records that at least one of them has, further fields apart. */
export function sampleColumns(records: readonly Record_[]): string[] {
  const keys = new Set(records.flatMap((record) => Object.keys(record)))
  const shown = [...keys].filter(
    (key) =>
      key !== 'currency' && key !== 'kind' && records.some((record) => cellText(null, record, key) !== ''),
  )
  const lead = ['externalId', 'name']
  return [...lead.filter((key) => shown.includes(key)), ...shown.filter((key) => !lead.includes(key))]
}

/** One part of a record as it is read; empty where there is none. */
export function cellText(at: Locale | null, record: Record_, key: string): string {
  const value = record[key]
  if (at !== null && key.endsWith('Minor') && typeof value === 'number') {
    return formatMoney(at, { minor: value, currency: String(record['currency'] ?? '') })
  }
  return textOf(at, value)
}

function textOf(at: Locale | null, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'number') return at ? formatNumber(at, value) : String(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map((one) => textOf(at, one)).join(', ')
  if (typeof value === 'object') return objectText(at, value)
  const text = String(value)
  if (at && /^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDay(at, text)
  if (at && /^\d{4}-\d{2}-\d{2}T.*Z$/.test(text)) return formatDay(at, dayIn(at.zone, text))
  return text
}

/** A reference by what it says, with the address beside it; further fields as pairs. */
function objectText(at: Locale | null, value: object): string {
  if ('value' in value) {
    const said = textOf(at, value.value)
    return 'email' in value ? `${said} <${textOf(at, value.email)}>` : said
  }
  return Object.entries(value)
    .filter(([, one]) => one !== null && one !== '')
    .map(([name, one]) => `${name}: ${textOf(at, one)}`)
    .join(', ')
}

/** One place of the mapping that the form can edit. */
export type MappingField = {
  /** Where it stands in the mapping: `deal.amount`. */
  at: string
  label: string
  kind: 'text' | 'time' | 'day' | 'money' | 'probability' | 'list'
}

export type FieldGroup = { title: string; fields: readonly MappingField[] }

const text = (at: string, label: string): MappingField => ({ at, label, kind: 'text' })
const time = (at: string, label: string): MappingField => ({ at, label, kind: 'time' })
const day = (at: string, label: string): MappingField => ({ at, label, kind: 'day' })

export const fieldGroups: readonly FieldGroup[] = [
  {
    title: 'The event',
    fields: [
      text('items', 'List of items'),
      text('eventId', 'Id of the event'),
      time('occurredAt', 'When it happened'),
    ],
  },
  {
    title: 'The deal',
    fields: [
      text('deal.externalId', 'Id'),
      text('deal.name', 'Name'),
      text('deal.pipeline', 'Pipeline'),
      text('deal.stageId', 'Stage id'),
      text('deal.stageLabel', 'Stage label'),
      text('deal.dealType', 'Type'),
      { at: 'deal.amount', label: 'Amount', kind: 'money' },
      { at: 'deal.annual', label: 'Annual value', kind: 'money' },
      { at: 'deal.probability', label: 'Probability', kind: 'probability' },
      { at: 'deal.products', label: 'Products', kind: 'list' },
    ],
  },
  {
    title: 'Account and owner',
    fields: [
      text('deal.accountExternalId', 'Account id'),
      text('deal.accountName', 'Account name'),
      text('deal.ownerExternalId', 'Owner id'),
      text('deal.ownerEmail', 'Owner e-mail'),
      text('deal.ownerName', 'Owner name'),
    ],
  },
  {
    title: 'Dates',
    fields: [
      day('deal.expectedCloseOn', 'Expected to close'),
      day('deal.createdOn', 'Created'),
      time('deal.wonAt', 'Won'),
      time('deal.lostAt', 'Lost'),
      time('deal.signedAt', 'Signed'),
    ],
  },
  {
    title: 'Everything else',
    fields: [
      text('deal.allFields', 'Further fields, an object'),
      text('deal.allAnswers', 'Answers, an object'),
    ],
  },
  {
    title: 'Contacts',
    fields: [
      text('contacts.path', 'List of contacts'),
      text('contacts.externalId', 'Id'),
      text('contacts.name', 'Name'),
      text('contacts.email', 'E-mail'),
      text('contacts.phone', 'Phone'),
      text('contacts.title', 'Job title'),
      text('contacts.role', 'Role'),
    ],
  },
]

type Plain = Readonly<Record<string, unknown>>

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What stands at `deal.amount`; undefined where nothing does. */
export function partAt(mapping: Plain, at: string): unknown {
  return at.split('.').reduce<unknown>((part, key) => (isPlain(part) ? part[key] : undefined), mapping)
}

/** The mapping with one part set, or taken out; a group that becomes empty goes too. */
export function withPart(mapping: Plain, at: string, value: unknown): Record<string, unknown> {
  const [head = '', ...rest] = at.split('.')
  const inner = mapping[head]
  const next = rest.length === 0 ? value : withPart(isPlain(inner) ? inner : {}, rest.join('.'), value)
  const gone = next === undefined || (isPlain(next) && Object.keys(next).length === 0)
  const others = Object.fromEntries(Object.entries(mapping).filter(([key]) => key !== head))
  if (gone) return others
  return head in mapping
    ? Object.fromEntries(Object.entries(mapping).map(([key, one]) => [key, key === head ? next : one]))
    : { ...others, [head]: next }
}

/** The path of a part, however much is said about it; null where it has no single one. */
export function pathOf(part: unknown): string | null {
  if (part === undefined) return ''
  if (typeof part === 'string') return part
  if (isPlain(part) && typeof part['path'] === 'string') return part['path']
  return null
}

/** The part with another path; what else is said about it stays. */
export function withPath(part: unknown, path: string, kind: MappingField['kind']): unknown {
  if (path === '') return undefined
  if (isPlain(part) && 'path' in part) return { ...part, path }
  if (kind === 'money') return { path, currency: { constant: 'EUR' }, unit: 'major' }
  if (kind === 'probability') return { path, unit: 'percent' }
  if (kind === 'day') return { path, form: 'day' }
  return kind === 'list' ? { path } : path
}

/** What a part says beyond its path, where the form has no field for it. */
export function specialWords(part: unknown): string | null {
  if (!isPlain(part)) return null
  if (typeof part['constant'] === 'string') return `always “${part['constant']}”`
  if (Array.isArray(part['paths'])) return `joined from ${part['paths'].join(', ')}`
  if (isPlain(part['values'])) {
    const words = Object.entries(part['values']).map(([from, to]) => `${from} → ${String(to)}`)
    return words.length > 2 ? `${words.length} words translated` : words.join(', ')
  }
  return null
}

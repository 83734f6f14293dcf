import { isPlain } from '../mapping/mapping-fields.ts'

type Plain = Readonly<Record<string, unknown>>

const samples: Readonly<Record<string, unknown>> = {
  externalId: 'D-1001',
  name: 'Riverside Logistics, first contract',
  accountExternalId: 'A-77',
  accountName: 'Riverside Logistics',
  ownerExternalId: 'U-9',
  ownerEmail: 'jonas.weber@regalo.example',
  ownerName: 'Jonas Weber',
  pipeline: 'default',
  stageId: 'closedwon',
  stageLabel: 'Closed won',
  dealType: 'new',
  products: ['Fleet', 'Analytics'],
  probability: 100,
  allFields: { lead_source: 'Webinar' },
  allAnswers: {},
}

const contact: Readonly<Record<string, unknown>> = {
  externalId: 'C-5',
  name: 'Ana Ruiz',
  email: 'ana.ruiz@riverside.example',
  phone: '+34 600 000 000',
  title: 'COO',
  role: 'Champion',
}

/** What of the example is not invented: an owner who is here already, a stage that is known, the workspace's currency. */
export type ExampleOwn = {
  ownerName?: string
  ownerEmail?: string
  ownerExternalId?: string
  stageId?: string
  stageLabel?: string
  pipeline?: string
  currency?: string
}

/** A body that this mapping understands, with invented values: to try it, and to send as a test. */
export function exampleBody(mapping: Plain, now: string, own: ExampleOwn = {}): Record<string, unknown> {
  const root: Record<string, unknown> = {}
  const items = typeof mapping['items'] === 'string' ? mapping['items'] : null
  const item: Record<string, unknown> = {}
  const deal = isPlain(mapping['deal']) ? mapping['deal'] : {}
  place(item, mapping['eventId'], 'evt-1')
  place(item, mapping['occurredAt'], timeFor(mapping['occurredAt'], now))
  for (const [field, from] of Object.entries(deal)) placeDeal(item, field, { from, now, own })
  placeContacts(item, mapping['contacts'])
  for (const rule of Array.isArray(mapping['expect']) ? mapping['expect'] : []) {
    if (isPlain(rule)) place(item, rule['path'], rule['equals'])
  }
  if (items === null) return { ...root, ...item }
  put(root, items, [item])
  return root
}

function placeDeal(
  item: Record<string, unknown>,
  field: string,
  { from, now, own }: { from: unknown; now: string; own: ExampleOwn },
): void {
  if (field === 'lostAt') return
  if (field === 'amount' || field === 'annual') return placeMoney(item, from, own.currency)
  if (field === 'fields' || field === 'answers') {
    if (isPlain(from)) for (const [name, path] of Object.entries(from)) place(item, path, `some ${name}`)
    return
  }
  if (field.endsWith('At') || field.endsWith('On')) return place(item, from, timeFor(from, now))
  if (field === 'probability' && isPlain(from) && from['unit'] === 'fraction') return place(item, from, 1)
  if (field === 'products' && isPlain(from) && typeof from['name'] === 'string') {
    const name = from['name']
    return place(item, from, [named(name, 'Fleet'), named(name, 'Analytics')])
  }
  place(item, from, { ...samples, ...own }[field] ?? field)
}

function named(path: string, value: string): Record<string, unknown> {
  const one: Record<string, unknown> = {}
  put(one, path, value)
  return one
}

function placeMoney(item: Record<string, unknown>, from: unknown, currency = 'EUR'): void {
  if (!isPlain(from)) return
  place(item, from['path'], from['unit'] === 'minor' ? 4_800_000 : 48_000)
  place(item, from['currency'], currency)
}

function placeContacts(item: Record<string, unknown>, from: unknown): void {
  if (!isPlain(from) || typeof from['path'] !== 'string') return
  const person: Record<string, unknown> = {}
  for (const [field, path] of Object.entries(from))
    if (field !== 'path') place(person, path, contact[field] ?? field)
  put(item, from['path'], [person])
}

function timeFor(from: unknown, now: string): unknown {
  const form = isPlain(from) ? from['form'] : 'iso'
  if (form === 'day') return now.slice(0, 10)
  if (form === 'local') return now.slice(0, 19)
  if (form === 'unix_s') return Math.floor(Date.parse(now) / 1_000)
  return form === 'unix_ms' ? Date.parse(now) : now
}

/** Puts a value where a part of the mapping looks for it; a word of ours is written as the source would. */
function place(into: Record<string, unknown>, from: unknown, value: unknown): void {
  if (typeof from === 'string') return put(into, from, value)
  if (!isPlain(from)) return
  if (Array.isArray(from['paths'])) {
    const words = String(value).split(' ')
    from['paths'].forEach((path, index, all) => {
      const last = index === all.length - 1
      if (typeof path === 'string')
        put(into, path, last ? words.slice(index).join(' ') : (words[index] ?? ''))
    })
    return
  }
  if (typeof from['path'] !== 'string') return
  const theirs = isPlain(from['values'])
    ? Object.entries(from['values']).find(([, ours]) => ours === value)?.[0]
    : undefined
  put(into, from['path'], theirs ?? value)
}

/** Writes at `data.deal.id`, `contacts[0].email` or `["a.b"].c`; what stands there already stays. */
function put(into: Record<string, unknown>, path: string, value: unknown): void {
  const keys = [...path.replace(/^\$\.?/, '').matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(
    ([, quoted, index, name]) => (index === undefined ? (quoted ?? name ?? '') : Number(index)),
  )
  let here: unknown = into
  keys.forEach((key, at) => {
    const last = at === keys.length - 1
    const next = last ? value : typeof keys[at + 1] === 'number' ? [] : {}
    if (Array.isArray(here) && typeof key === 'number') {
      here[key] ??= next
      here = here[key]
    } else if (isRecord(here) && typeof key === 'string') {
      here[key] ??= next
      here = here[key]
    }
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return isPlain(value)
}

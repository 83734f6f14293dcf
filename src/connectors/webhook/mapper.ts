import { dealTypes } from '../../core/deal/deal.ts'
import { parseJsonSafely } from '../../core/lib/json-limits.ts'
import type { Result } from '../../core/lib/result.ts'
import { no, ok } from '../../core/lib/result.ts'
import type { DeliveryRefusal, SourceItem } from '../kit/deal-source.ts'
import type { IncomingContact, IncomingDeal } from '../kit/incoming.ts'
import { readPath, valueAt, withValueAt } from '../kit/json-path.ts'
import type { Reader } from './field-reader.ts'
import {
  dayAt,
  emailAt,
  moneyAt,
  probabilityAt,
  problem,
  rawAt,
  textAt,
  timeAt,
  wordAt,
} from './field-reader.ts'
import { answersFrom, fieldsFrom } from './further-fields.ts'
import type { WebhookMapping } from './mapping.ts'

const mostItems = 1000
const mostContacts = 200
const mostProducts = 200

/**
 * What a delivery says, item by item, in the form all sources share. The body as a whole is refused only where it
 * cannot be read at all; an item with a problem says what was expected and found, and the others go on.
 */
export function mapDelivery(
  rawBody: Uint8Array,
  mapping: WebhookMapping,
): Result<SourceItem[], DeliveryRefusal> {
  const parsed = parseJsonSafely(rawBody)
  if (!parsed.ok) return no('body_malformed', parsed.reason)
  const root = parsed.value
  const list = itemsOf(root, mapping)
  if (!list.ok) return list
  if (list.value.items.length > mostItems)
    return no('too_many_items', `expected at most ${mostItems} items in one delivery`)
  const { items, listPath } = list.value
  for (const { path, equals } of mapping.expect ?? []) {
    const odd = items.findIndex(
      (item) => String(rawAt({ root, item, at: '', problems: [] }, path)) !== equals,
    )
    if (odd >= 0)
      return no(
        'not_expected',
        `expected ${path} to be ${JSON.stringify(equals)} in every item; item ${odd} is not of this account`,
      )
  }
  return ok(items.map((item, index) => mapItem({ root, item, index, listPath }, mapping)))
}

type Items = { items: unknown[]; listPath: ReadonlyArray<string | number> | null }

function itemsOf(root: unknown, mapping: WebhookMapping): Result<Items, DeliveryRefusal> {
  if (mapping.items !== undefined) {
    const steps = readPath(mapping.items)?.steps ?? []
    const found = valueAt(root, steps)
    if (Array.isArray(found)) return ok({ items: found, listPath: steps })
    return no('no_list', `expected a list at ${mapping.items}`)
  }
  if (Array.isArray(root)) return ok({ items: root, listPath: [] })
  if (typeof root === 'object' && root !== null) return ok({ items: [root], listPath: null })
  return no('body_malformed', 'expected a JSON object or a list of objects')
}

type Item = { root: unknown; item: unknown; index: number; listPath: Items['listPath'] }

function mapItem({ root, item, index, listPath }: Item, mapping: WebhookMapping): SourceItem {
  const alone = listPath === null ? root : withValueAt(root, listPath, [item])
  const at = listPath === null ? '' : `${mapping.items ?? ''}[${index}]`
  const reader: Reader = { root, item, at, problems: [] }
  const deal = dealFrom(reader, mapping)
  const common = {
    index,
    eventId: eventIdFrom(reader, mapping),
    body: new TextEncoder().encode(JSON.stringify(alone)),
  }
  if (deal === null || reader.problems.length > 0) return { ...common, ok: false, problems: reader.problems }
  return { ...common, ok: true, deal }
}

function eventIdFrom(reader: Reader, mapping: WebhookMapping): string | null {
  return textAt(reader, 'eventId', mapping.eventId)?.slice(0, 200) ?? null
}

function dealFrom(reader: Reader, mapping: WebhookMapping): IncomingDeal | null {
  const { deal } = mapping
  if (typeof reader.item !== 'object' || reader.item === null || Array.isArray(reader.item)) {
    problem(reader, { field: 'deal', path: '', expected: 'an object', value: reader.item })
    return null
  }
  return withoutUnsaid({
    externalId: externalIdFrom(reader, deal.externalId),
    ...textsFrom(reader, deal),
    ownerEmail: emailAt(reader, 'deal.ownerEmail', deal.ownerEmail),
    dealType: wordAt(reader, 'deal.dealType', { from: deal.dealType, words: dealTypes }),
    amount: moneyAt(reader, 'deal.amount', deal.amount),
    annual: moneyAt(reader, 'deal.annual', deal.annual),
    probability: probabilityAt(reader, 'deal.probability', deal.probability),
    products: productsFrom(reader, deal.products),
    expectedCloseOn: dayAt(reader, 'deal.expectedCloseOn', deal.expectedCloseOn),
    createdOn: dayAt(reader, 'deal.createdOn', deal.createdOn),
    wonAt: timeAt(reader, 'deal.wonAt', deal.wonAt),
    lostAt: timeAt(reader, 'deal.lostAt', deal.lostAt),
    signedAt: timeAt(reader, 'deal.signedAt', deal.signedAt),
    contacts: contactsFrom(reader, mapping.contacts),
    fields: fieldsFrom(reader, deal),
    answers: answersFrom(reader, deal),
    occurredAt: timeAt(reader, 'occurredAt', mapping.occurredAt) ?? null,
  })
}

function externalIdFrom(reader: Reader, path: string): string {
  const id = textAt(reader, 'deal.externalId', path) ?? null
  if (id === null && reader.problems.length === 0) {
    const value = rawAt(reader, path)
    problem(reader, { field: 'deal.externalId', path, expected: "the source's id of the deal", value })
  }
  return id ?? ''
}

function textsFrom(reader: Reader, deal: WebhookMapping['deal']) {
  const text = (field: TextField) => textAt(reader, `deal.${field}`, deal[field])
  return {
    name: text('name') ?? undefined,
    accountExternalId: text('accountExternalId'),
    accountName: text('accountName'),
    ownerExternalId: text('ownerExternalId'),
    ownerName: text('ownerName'),
    pipeline: text('pipeline'),
    stageId: text('stageId'),
    stageLabel: text('stageLabel'),
  }
}

type TextField =
  | 'name'
  | 'accountExternalId'
  | 'accountName'
  | 'ownerExternalId'
  | 'ownerName'
  | 'pipeline'
  | 'stageId'
  | 'stageLabel'

/** A field that was not spoken of is absent, not undefined: what is absent changes nothing. */
function withoutUnsaid(deal: IncomingDeal): IncomingDeal {
  const kept: IncomingDeal = { ...deal }
  for (const key of Object.keys(kept))
    if (Reflect.get(kept, key) === undefined) Reflect.deleteProperty(kept, key)
  return kept
}

function listAt(
  reader: Reader,
  field: string,
  { path, most }: { path: string; most: number },
): unknown[] | undefined {
  const value = rawAt(reader, path)
  if (value === undefined) return undefined
  if (value === null) return []
  if (Array.isArray(value) && value.length <= most) return value
  return problem(reader, { field, path, expected: `a list of at most ${most}`, value })
}

function within(reader: Reader, path: string, { item, index }: { item: unknown; index: number }): Reader {
  return { ...reader, item, at: `${reader.at === '' ? '' : `${reader.at}.`}${path}[${index}]` }
}

function productsFrom(reader: Reader, from: WebhookMapping['deal']['products']): string[] | undefined {
  if (from === undefined) return undefined
  const list = listAt(reader, 'deal.products', { path: from.path, most: mostProducts })
  const names = list?.map((item, index) => {
    const inner = within(reader, from.path, { item: from.name === undefined ? { value: item } : item, index })
    return textAt(inner, 'deal.products', from.name ?? 'value')
  })
  return names === undefined ? undefined : [...new Set(names.filter((name) => typeof name === 'string'))]
}

function contactsFrom(reader: Reader, from: WebhookMapping['contacts']): IncomingContact[] | undefined {
  if (from === undefined) return undefined
  const list = listAt(reader, 'contacts', { path: from.path, most: mostContacts })
  return list?.map((item, index) => contactFrom(within(reader, from.path, { item, index }), from))
}

function contactFrom(reader: Reader, from: NonNullable<WebhookMapping['contacts']>): IncomingContact {
  const email = emailAt(reader, 'contact.email', from.email) ?? undefined
  const name = textAt(reader, 'contact.name', from.name) ?? email
  if (name === undefined)
    problem(reader, {
      field: 'contact.name',
      path: 'name',
      expected: 'a name or a mail address',
      value: undefined,
    })
  const optional = (field: 'externalId' | 'phone' | 'title' | 'role') =>
    textAt(reader, `contact.${field}`, from[field]) ?? undefined
  const contact = {
    externalId: optional('externalId'),
    email,
    phone: optional('phone'),
    title: optional('title'),
    role: optional('role'),
  }
  return {
    name: name ?? '',
    ...Object.fromEntries(Object.entries(contact).filter(([, value]) => value !== undefined)),
  }
}

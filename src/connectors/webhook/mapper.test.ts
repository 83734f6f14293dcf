import { describe, expect, test } from 'vitest'
import { mapDelivery } from './mapper.ts'
import { WebhookMapping } from './mapping.ts'
import { bytes, dealOf, mapItems, problemsOf } from './test-mapping.ts'

const event = {
  type: 'deal.updated',
  timestamp: '2026-11-20T10:00:00Z',
  data: {
    deal: {
      id: 'D-1',
      name: ' Acme rollout ',
      pipeline: 'default',
      stage: { id: 'closedwon', label: 'Closed won' },
      type: 'new',
      amount: '125000.50',
      currency: 'EUR',
      annual_value: 125000,
      probability: 100,
      products: ['Platform', 'Support', 'Platform'],
      expected_close_on: '2026-11-30',
      created_on: '2026-01-15',
      won_at: '2026-11-20T09:59:00+02:00',
      lost_at: null,
      signed_at: '',
      fields: { region: 'EMEA', seats: 120, tags: ['a', 'b'], strategic: true, note: '' },
    },
    account: { id: 42, name: 'Acme' },
    owner: { id: 9007199254740993n, email: 'Ana@Example.com', name: 'Ana' },
    contacts: [{ id: 'c1', name: 'Bo', email: 'bo@acme.test', role: 'champion' }, { email: 'cy@acme.test' }],
    answers: { success_criteria: 'Live in March', stakeholders: [{ name: 'Bo' }], empty: null },
  },
}
const eventText = JSON.stringify(event, (_, value: unknown) =>
  typeof value === 'bigint' ? Number(value) : value,
).replace('9007199254740992', '9007199254740993')

test('a full event becomes a deal', () => {
  expect(dealOf(eventText)).toEqual({
    externalId: 'D-1',
    name: 'Acme rollout',
    accountExternalId: '42',
    accountName: 'Acme',
    ownerExternalId: '9007199254740993',
    ownerEmail: 'ana@example.com',
    ownerName: 'Ana',
    pipeline: 'default',
    stageId: 'closedwon',
    stageLabel: 'Closed won',
    dealType: 'new',
    amount: { amountMinor: 12_500_050, currency: 'EUR' },
    annual: { amountMinor: 12_500_000, currency: 'EUR' },
    probability: 100,
    products: ['Platform', 'Support'],
    expectedCloseOn: '2026-11-30',
    createdOn: '2026-01-15',
    wonAt: '2026-11-20T07:59:00.000Z',
    lostAt: null,
    signedAt: null,
    contacts: [
      { externalId: 'c1', name: 'Bo', email: 'bo@acme.test', role: 'champion' },
      { name: 'cy@acme.test', email: 'cy@acme.test' },
    ],
    fields: { region: 'EMEA', seats: 120, tags: 'a, b', strategic: true, note: null },
    answers: { success_criteria: 'Live in March', stakeholders: [{ name: 'Bo' }] },
    occurredAt: '2026-11-20T10:00:00.000Z',
  })
})

test('what the body does not speak of is absent, not empty', () => {
  expect(dealOf({ data: { deal: { id: 'D-1' } } })).toEqual({ externalId: 'D-1', occurredAt: null })
})

test('null and empty text say that there is none', () => {
  const deal = dealOf({
    data: {
      deal: {
        id: 'D-1',
        amount: null,
        type: '',
        products: null,
        probability: null,
        expected_close_on: '',
        won_at: null,
      },
      owner: { email: '  ' },
    },
  })
  expect(deal).toEqual({
    externalId: 'D-1',
    amount: null,
    dealType: null,
    products: [],
    probability: null,
    expectedCloseOn: null,
    wonAt: null,
    ownerEmail: null,
    occurredAt: null,
  })
})

test('members nobody mapped are let be', () => {
  expect(
    dealOf({ data: { deal: { id: 'D-1', unknown: { deep: [1] } } }, toString: 'x', hasOwnProperty: 1 })
      .externalId,
  ).toBe('D-1')
})

describe('every problem says where, what was expected and what was found', () => {
  const withDeal = (deal: object) => ({ data: { deal: { id: 'D-1', ...deal } } })
  test.each<[string, unknown, string]>([
    [
      'no id',
      { data: { deal: {} } },
      "data.deal.id (for deal.externalId): expected the source's id of the deal, found nothing.",
    ],
    [
      'an id that is null',
      withDeal({ id: null }),
      "data.deal.id (for deal.externalId): expected the source's id of the deal, found no value.",
    ],
    [
      'an id that is an object',
      withDeal({ id: {} }),
      'data.deal.id (for deal.externalId): expected a text of at most 300 characters, found an object.',
    ],
    [
      'an id that is yes/no',
      withDeal({ id: true }),
      'data.deal.id (for deal.externalId): expected a text of at most 300 characters, found the value true.',
    ],
    [
      'a name of 301 characters',
      withDeal({ name: 'x'.repeat(301) }),
      `data.deal.name (for deal.name): expected a text of at most 300 characters, found the text "${'x'.repeat(60)}…".`,
    ],
    [
      'a comma in an amount',
      withDeal({ amount: '1,5', currency: 'EUR' }),
      'data.deal.amount (for deal.amount): expected an amount such as 1250 or 1250.50, found the text "1,5".',
    ],
    [
      'an amount without currency',
      withDeal({ amount: 5 }),
      'data.deal.currency (for deal.amount): expected a currency such as EUR beside the amount, found nothing.',
    ],
    [
      'an unknown currency',
      withDeal({ amount: 5, currency: 'XYZ' }),
      'data.deal.currency (for deal.amount): expected a currency such as EUR beside the amount, found the text "XYZ".',
    ],
    [
      'cents of a yen',
      withDeal({ amount: '100.50', currency: 'JPY' }),
      'data.deal.amount (for deal.amount): expected an amount without decimals, found the text "100.50".',
    ],
    [
      'an unknown type',
      withDeal({ type: 'neu' }),
      'data.deal.type (for deal.dealType): expected one of new, expansion, renewal, found the text "neu".',
    ],
    [
      'a probability of 101',
      withDeal({ probability: 101 }),
      'data.deal.probability (for deal.probability): expected a number from 0 to 100, found the number 101.',
    ],
    [
      'products as a text',
      withDeal({ products: 'a,b' }),
      'data.deal.products (for deal.products): expected a list of at most 200, found the text "a,b".',
    ],
    [
      'a product that is an object',
      withDeal({ products: [{ n: 1 }] }),
      'data.deal.products[0].value (for deal.products): expected a text of at most 300 characters, found an object.',
    ],
    [
      'a mail address with two @',
      { data: { deal: { id: 'D-1' }, owner: { email: 'a@b@c' } } },
      'data.owner.email (for deal.ownerEmail): expected a mail address such as ana@example.com, found the text "a@b@c".',
    ],
    [
      'a mail address with a look-alike letter',
      { data: { deal: { id: 'D-1' }, owner: { email: '\u212aim@example.com' } } },
      'data.owner.email (for deal.ownerEmail): expected a mail address such as ana@example.com, found the text "\u212aim@example.com".',
    ],
    [
      'a contact nobody can name',
      { data: { deal: { id: 'D-1' }, contacts: [{ name: 'Bo' }, { phone: '1' }] } },
      'data.contacts[1].name (for contact.name): expected a name or a mail address, found nothing.',
    ],
    [
      'a field that is an object',
      withDeal({ fields: { a: { b: 1 } } }),
      'data.deal.fields.a (for deal.fields.a): expected a text of at most 4000 characters, a number or yes/no, found an object.',
    ],
    [
      'a field with an odd name',
      withDeal({ fields: { 'A b': 1 } }),
      'data.deal.fields (for deal.fields): expected names of a-z, 0-9 and _, found the text "A b".',
    ],
    [
      'a time without zone',
      withDeal({ won_at: '2026-11-20T10:00:00' }),
      'data.deal.won_at (for deal.wonAt): expected a time such as 2026-11-20T10:00:00Z between 1990 and 2100, found the text "2026-11-20T10:00:00".',
    ],
  ])('%s', (_, body, sentence) => {
    expect(problemsOf(body)).toEqual([sentence])
  })

  test('all problems of an item are told at once', () => {
    expect(
      problemsOf(withDeal({ amount: 'x', currency: 'EUR', probability: -1, won_at: 'soon' })),
    ).toHaveLength(3)
  })
})

describe('texts', () => {
  const withType = (from: unknown) => ({
    deal: { externalId: 'id', dealType: from, name: { paths: ['first', 'last'] } },
  })
  test('their words in ours, names from two places', () => {
    const from = withType({ path: 't', values: { newbusiness: 'new', existing: 'expansion' } })
    expect(dealOf({ id: 1, t: 'existing', first: 'Acme', last: 'Rollout' }, from)).toMatchObject({
      dealType: 'expansion',
      name: 'Acme Rollout',
    })
    expect(dealOf({ id: 1, first: null, last: 'Rollout' }, from)).toEqual({
      externalId: '1',
      name: 'Rollout',
      occurredAt: null,
    })
    expect(problemsOf({ id: 1, t: 'toString' }, from)).toEqual([
      't (for deal.dealType): expected one of newbusiness, existing, found the text "toString".',
    ])
  })
  test('words that look like code stay words', () => {
    for (const name of [
      'NaN',
      'null',
      'undefined',
      '__proto__',
      'true',
      "{{constructor.constructor('return 1')()}}",
      '=HYPERLINK("x")',
    ])
      expect(dealOf({ data: { deal: { id: 1, name } } }).name).toBe(name)
  })
  test('large ids keep their digits', () => {
    for (const id of [
      '9007199254740992',
      '9007199254740993',
      '12345678901234567890',
      '1000000000000000000000',
    ])
      expect(dealOf(`{"data":{"deal":{"id":${id}}}}`).externalId).toBe(id)
  })
})

describe('several events in one call', () => {
  const mapping = {
    items: 'events',
    eventId: 'eventId',
    occurredAt: '$.sentAt',
    deal: { externalId: 'deal.id', probability: { path: 'deal.p' } },
  }
  const batch = (events: unknown[]) => ({ sentAt: '2026-11-20T10:00:00Z', events })

  test('one poisoned item of a hundred stands alone', () => {
    const events = Array.from({ length: 100 }, (_, i) => ({
      eventId: `e${i}`,
      deal: { id: i, p: i === 40 ? 'high' : 50 },
    }))
    const items = mapItems(batch(events), mapping)
    expect(items.filter((item) => item.ok)).toHaveLength(99)
    const [poisoned] = items.filter((item) => !item.ok)
    expect(poisoned).toMatchObject({
      index: 40,
      eventId: 'e40',
      problems: [{ path: 'events[40].deal.p', found: 'the text "high"' }],
    })
  })

  test('the body kept for one item alone reads the same again', () => {
    const items = mapItems(
      batch([
        { eventId: 'a', deal: { id: 1 } },
        { eventId: 'b', deal: { id: 2, p: 'x' } },
      ]),
      mapping,
    )
    for (const item of items) {
      const again = mapDelivery(item.body, WebhookMapping.parse(mapping))
      const [only] = again.ok ? again.value : []
      expect(only).toMatchObject({ ok: item.ok, eventId: item.eventId, index: 0 })
      if (item.ok && only?.ok) expect(only.deal).toEqual(item.deal)
    }
  })

  test('a body that is itself a list', () => {
    const items = mapItems([{ id: 1 }, { id: 2 }], { deal: { externalId: 'id' } })
    expect(items.map((item) => item.ok && item.deal.externalId)).toEqual(['1', '2'])
    expect(new TextDecoder().decode(items[1]?.body)).toBe('[{"id":2}]')
  })

  const outcome = (body: unknown, from: unknown = { deal: { externalId: 'id' } }) => {
    const result = mapDelivery(bytes(body), WebhookMapping.parse(from))
    return result.ok ? result.value.map((item) => (item.ok ? 'deal' : 'problem')).join() : result.code
  }
  test.each<[string, unknown, string]>([
    ['an empty list', '[]', ''],
    ['null', 'null', 'body_malformed'],
    ['a bare text', '"x"', 'body_malformed'],
    ['a number', '1', 'body_malformed'],
    ['an empty object', '{}', 'problem'],
    [
      'a list of things that are no objects',
      '[1,null,"x",[],{"id":1}]',
      'problem,problem,problem,problem,deal',
    ],
    ['a list of 10,000', Array.from({ length: 10_000 }, () => ({ id: 1 })), 'too_many_items'],
    ['nothing', '', 'body_malformed'],
    ['no JSON', 'id=1', 'body_malformed'],
    ['an id given twice', '{"id":1,"id":2}', 'body_malformed'],
    ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`, 'body_malformed'],
    ['__proto__', '{"__proto__":{"id":1}}', 'body_malformed'],
  ])('%s', (_, body, expected) => {
    expect(outcome(body)).toBe(expected)
  })
  test('a list that is not where it should be', () => {
    expect(outcome({ events: {} }, mapping)).toBe('no_list')
    expect(outcome({}, mapping)).toBe('no_list')
  })
  test('an item of another account refuses the call', () => {
    const from = { ...mapping, expect: [{ path: 'portal', equals: '7' }] }
    expect(outcome(batch([{ portal: 7, deal: { id: 1 } }]), from)).toBe('deal')
    expect(
      outcome(
        batch([
          { portal: 7, deal: { id: 1 } },
          { portal: 8, deal: { id: 2 } },
        ]),
        from,
      ),
    ).toBe('not_expected')
    expect(outcome(batch([{ deal: { id: 1 } }]), from)).toBe('not_expected')
  })
})

import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ownLane } from '../../src/app/inbox/own-lane.ts'
import {
  dealsOf,
  eventsOf,
  handleDue,
  handoffsOf,
  makeHookWorkspace,
  makeSource,
  news,
  openHookServer,
  send,
  type TestSource,
} from '../support/hooks.ts'
import type { TestRuntime } from '../support/runtime.ts'
import { type TestWorkspace } from '../support/workspace.ts'

let runtime: TestRuntime
let app: FastifyInstance
let warnings: string[]
let workspace: TestWorkspace
let source: TestSource

beforeAll(async () => {
  const opened = await openHookServer()
  runtime = opened.runtime
  app = opened.app
  warnings = opened.warnings
})
afterAll(() => app.close())

async function fresh(): Promise<void> {
  const made = await makeHookWorkspace(runtime)
  workspace = made.workspace
  source = made.source
}

async function settled(): Promise<void> {
  await handleDue(runtime, workspace.id)
}

const oneNews = () => news({ deal: 'D-1', at: '2026-11-20T09:00:00.000Z' })

describe('an event counts once', () => {
  beforeEach(fresh)

  test('a signed event becomes a deal and its handoff, and the delivery says so', async () => {
    const answer = await send(app, source, oneNews())
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ events: 1, repeated: 0 })
    await ownLane(runtime).settled()
    const [event] = await eventsOf(workspace)
    expect(event).toMatchObject({ status: 'done', attempts: 1, lease_epoch: 1 })
    expect(event?.outcome).toBe('A new deal. The handoff is open.')
    const [handoff] = await handoffsOf(workspace)
    expect(handoff?.deal_id).toBe(event?.deal_id)
  })

  test('WH-01 the same event 1,000 times at once: one row, one handoff', async () => {
    const once = () => send(app, source, oneNews(), { id: 'same' })
    const answers = await Promise.all(Array.from({ length: 1_000 }, once))
    // A machine that cannot keep up says so, and the sender comes again.
    for (const [i, { statusCode }] of answers.entries()) if (statusCode === 503) answers[i] = await once()
    expect(answers.filter((a) => a.statusCode !== 200)).toEqual([])
    expect(answers.filter((a) => a.json().repeated === 0).length).toBeLessThanOrEqual(1)
    await settled()
    expect(await eventsOf(workspace)).toMatchObject([{ status: 'done', conflicts: 0 }])
    expect(await handoffsOf(workspace)).toHaveLength(1)
  })

  test('WH-02 the same id with another body is noted, told, and has no effect', async () => {
    await send(app, source, news({ deal: 'D-1', amount: 100 }), { id: 'one' })
    const second = await send(app, source, news({ deal: 'D-1', amount: 999 }), { id: 'one' })
    expect(second.statusCode).toBe(200)
    expect(second.json()).toEqual({ events: 1, repeated: 1 })
    await settled()
    expect(await eventsOf(workspace)).toMatchObject([{ conflicts: 1, status: 'done' }])
    expect(await dealsOf(workspace)).toMatchObject([{ amount_minor: 10_000 }])
    expect(warnings.join()).toContain('another body')
  })

  test('WH-03 different ids about the same deal and stage: one handoff', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => send(app, source, oneNews(), { id: `id-${i}` })))
    await settled()
    expect((await eventsOf(workspace)).map((e) => e.status)).toEqual(Array(20).fill('done'))
    expect(await handoffsOf(workspace)).toHaveLength(1)
  })

  test('without an id of the sender, the same bytes are the same event', async () => {
    const scheme = { kind: 'static', header: 'x-token', prefix: '' } as const
    const { mapping } = runtime.connectors.deals.presets[0]?.config ?? { mapping: {} }
    const plain = await makeSource(workspace, { scheme, config: { scheme, mapping: { ...mapping } } })
    for (const repeated of [0, 1])
      expect((await send(app, plain, oneNews())).json()).toEqual({ events: 1, repeated })
    expect(await eventsOf(workspace)).toHaveLength(1)
  })

  test('WH-05 an owner and a company nobody knows are made known; an unmapped stage waits, visibly, for its mapping', async () => {
    await send(app, source, news({ deal: 'D-1', owner: 'new@example.com', account: 'Brand New' }))
    await send(app, source, news({ deal: 'D-2', stage: 'archived' }))
    await settled()
    const statuses = Object.fromEntries((await eventsOf(workspace)).map((e) => [e.status, e.outcome]))
    expect(statuses.done).toBe('A new deal. The handoff is open.')
    expect(statuses.parked).toContain('what the stage "archived" means')
    expect((await dealsOf(workspace)).map((d) => d.external_id)).toEqual(['D-1'])
    const { items } = await workspace.run('stage.list', { id: source.id })
    expect(items[0]).toEqual({
      pipeline: '',
      externalId: 'archived',
      label: 'archived',
      kind: null,
      deals: 0,
    })
    await workspace.run('stage.map', {
      id: source.id,
      stages: [{ pipeline: '', externalId: 'archived', kind: 'won' }],
    })
    expect(await handleDue(runtime, workspace.id)).toBe(1)
    expect((await eventsOf(workspace)).map((e) => e.status)).toEqual(['done', 'done'])
    expect(await handoffsOf(workspace)).toHaveLength(2)
  })
})

describe('several events in one delivery', () => {
  beforeEach(fresh)

  test('WH-06 one poisoned item of a hundred is parked alone, the batch is acknowledged', async () => {
    const batch = Array.from({ length: 100 }, (_, i) =>
      news({ deal: `D-${i}`, amount: i === 40 ? -5 : 10, stage: 'open' }),
    )
    const answer = await send(app, source, batch, { id: 'batch' })
    expect([answer.statusCode, answer.json()]).toEqual([200, { events: 100, repeated: 0 }])
    await settled()
    const events = await eventsOf(workspace)
    expect(
      Object.entries(Object.groupBy(events, (e) => e.status)).map(([s, list]) => [s, list?.length]),
    ).toEqual(
      expect.arrayContaining([
        ['done', 99],
        ['parked', 1],
      ]),
    )
    const parked = events.find((e) => e.status === 'parked')
    expect(parked?.event_id).toBe('batch#40')
    expect(parked?.outcome).toContain('(for deal.amount): expected an amount')
    expect(await dealsOf(workspace)).toHaveLength(99)
    expect((await send(app, source, batch, { id: 'batch' })).json()).toEqual({ events: 100, repeated: 100 })
  })

  test.each<[string, unknown, number]>([
    ['a batch of 10,000', Array.from({ length: 10_000 }, () => ({})), 413],
    ['an empty list', [], 200],
    ['null', null, 400],
    ['an empty object', {}, 400],
    ['a bare text', 'x', 400],
    ['a number', 1, 400],
    ['nothing', Buffer.alloc(0), 400],
  ])('WH-07 %s', async (_, body, status) => {
    const sent = typeof body === 'string' ? JSON.stringify(body) : body
    const answer = await send(app, source, sent)
    expect(answer.statusCode).toBe(status)
    if (status >= 400) expect(answer.json()).toMatchObject({ status, code: expect.any(String) })
    expect(await eventsOf(workspace)).toEqual([])
  })
})

describe('a body that cannot be read', () => {
  beforeEach(fresh)
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
  const deal = (name: string) => `{"data":{"deal":{"id":"D-1","name":${name}}}}`

  test.each<[string, string | Buffer]>([
    ['WH-35 65 levels', nested(65)],
    ['WH-35 8,000 levels', nested(8_000)],
    ['WH-35 500,000 levels', nested(500_000)],
    ['WH-36 NUL', deal('"a\\u0000b"')],
    ['WH-36 half a character', deal('"\\ud800"')],
    ['WH-36 a byte order mark', `\ufeff${deal('"a"')}`],
    ['WH-36 100,000 keys', `{${Array.from({ length: 60_000 }, (_, i) => `"k${i}":1`).join()}}`],
    ['WH-36 no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['JSON with a comma too many', '{"data":{"deal":{"id":1,}}}'],
    ['a number that fills memory', '{"data":{"deal":{"id":1e131000}}}'],
  ])('%s is kept as it came, parked, and told', async (_, body) => {
    const answer = await send(app, source, body)
    expect(answer.statusCode).toBe(200)
    await settled()
    const [event] = await eventsOf(workspace)
    expect(event).toMatchObject({ status: 'parked' })
    expect(event?.outcome).toMatch(/cannot be read|does not fit/)
    expect(event?.body?.equals(Buffer.from(body))).toBe(true)
    expect((await send(app, source, oneNews())).statusCode).toBe(200)
    await settled()
    expect(await dealsOf(workspace)).toHaveLength(1)
  })

  test('after its mapping was mended it is replayed, once, as the events it holds', async () => {
    const { mapping, scheme } = runtime.connectors.deals.presets[0]?.config ?? { mapping: {}, scheme: {} }
    const config = (items: string) => ({ scheme: { ...scheme }, mapping: { ...mapping, items } })
    const mine = await makeSource(workspace, { config: config('wrong') })
    await send(app, mine, { events: [news({ deal: 'A' }), news({ deal: 'B' })] }, { id: 'both' })
    await settled()
    expect(await eventsOf(workspace)).toMatchObject([
      { status: 'parked', outcome: expect.stringContaining('a list at wrong') },
    ])
    await workspace.run('connection.update', { id: mine.id, version: 1, config: config('events') })
    expect(await workspace.run('connection.replay', { id: mine.id })).toEqual({ replayed: 1 })
    await settled()
    await settled()
    expect((await eventsOf(workspace)).map((e) => [e.event_id, e.status, e.outcome])).toEqual([
      ['both', 'done', 'Split into 2 events.'],
      ['both#0', 'done', 'A new deal. The handoff is open.'],
      ['both#1', 'done', 'A new deal. The handoff is open.'],
    ])
  })
})

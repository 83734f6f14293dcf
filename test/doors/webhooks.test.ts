import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connectionVerbs } from '../../src/app/connections/connection-verbs.ts'
import { ownLane } from '../../src/app/inbox/own-lane.ts'
import { createPool } from '../../src/db/client.ts'
import { qb } from '../../src/db/query.ts'
import {
  dealsOf,
  eventsOf,
  handleDue,
  handoffsOf,
  makeSource,
  news,
  openHooks,
  send,
  signed,
  type TestSource,
} from '../support/hooks.ts'
import { testDatabase, withDatabaseClient } from '../support/postgres.ts'
import type { TestRuntime } from '../support/runtime.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../support/workspace.ts'

let runtime: TestRuntime
let app: FastifyInstance
let workspace: TestWorkspace
let source: TestSource
const warnings: string[] = []

beforeAll(async () => {
  const log = {
    info: () => undefined,
    warn: (_: object, message: string) => void warnings.push(message),
    error: () => undefined,
  }
  runtime = await testRuntime({ verbs: connectionVerbs, log })
  app = await openHooks(runtime)
})
afterAll(() => app.close())

async function fresh(): Promise<void> {
  workspace = await makeWorkspace(runtime)
  await workspace.addMember({ roles: ['csm'], name: 'Cleo', email: 'cleo@example.com' })
  await workspace.addMember({ roles: ['ae'], name: 'Abel', email: 'abel@example.com' })
  source = await makeSource(workspace)
  warnings.length = 0
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
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, () => send(app, source, oneNews(), { id: 'same' })),
    )
    expect(answers.filter((a) => a.statusCode !== 200)).toEqual([])
    expect(answers.filter((a) => a.json().repeated === 0)).toHaveLength(1)
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

describe('only what is signed is let in', () => {
  beforeAll(fresh)
  const raw = Buffer.from(JSON.stringify(news({ deal: 'D-1' })))

  test.each<[string, (headers: Record<string, string>) => Parameters<typeof send>[3]]>([
    [
      'WH-10 another signature of the right length',
      () => ({ headers: { 'webhook-signature': `v1,${randomBytes(32).toString('base64')}` } }),
    ],
    [
      'WH-10 one bit of the body',
      () => ({ sentBody: Buffer.from(raw.map((b, i) => (i === 20 ? b ^ 1 : b))) }),
    ],
    [
      'WH-12 the body written anew',
      () => ({ sentBody: JSON.stringify(JSON.parse(raw.toString()), null, 1) }),
    ],
    [
      'WH-13 base64url',
      (h) => ({
        headers: {
          'webhook-signature': (h['webhook-signature'] ?? '')
            .replaceAll('+', '-')
            .replaceAll('/', '_')
            .replace('=', ''),
        },
      }),
    ],
    [
      'WH-15 only an unknown version',
      (h) => ({ headers: { 'webhook-signature': (h['webhook-signature'] ?? '').replace('v1,', 'v0,') } }),
    ],
    ['WH-17 301 seconds late', () => ({ atMs: Date.now() - 302_000 })],
    ['WH-17 301 seconds early', () => ({ atMs: Date.now() + 302_000 })],
    ['WH-17 in milliseconds', () => ({ headers: { 'webhook-timestamp': String(Date.now()) } })],
    ['WH-17 below zero', () => ({ headers: { 'webhook-timestamp': '-1' } })],
    ['WH-17 no number', () => ({ headers: { 'webhook-timestamp': 'NaN' } })],
    ['WH-17 1e20', () => ({ headers: { 'webhook-timestamp': '1e20' } })],
    ['WH-20 an algorithm named by the request', () => ({ headers: { 'webhook-signature': 'none,' } })],
    ['WH-40 the secret of another source', () => ({ secret: `whsec_${randomBytes(32).toString('base64')}` })],
  ])('%s: 401, nothing stored', async (_, change) => {
    const id = `m${randomBytes(6).toString('hex')}`
    const how = change(signed(source, raw, { id }))
    const answer = await send(app, source, raw, { ...how, id })
    expect(answer.statusCode).toBe(401)
    expect(answer.json()).toMatchObject({ code: 'signature_refused', detail: expect.stringContaining('') })
    expect(answer.body).not.toContain(source.secret)
    expect(await eventsOf(workspace)).toEqual([])
  })

  test('WH-17 no headers at all', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: source.path,
      payload: raw,
      headers: { 'content-type': 'application/json' },
    })
    expect(answer.statusCode).toBe(401)
  })

  test('WH-40 signed for one workspace, sent to another', async () => {
    const other = await makeSource(await makeWorkspace(runtime))
    expect((await send(app, source, raw, { path: other.path })).statusCode).toBe(401)
    const crossed = `/hooks/${other.workspace.id}/${source.id}`
    expect((await send(app, source, raw, { path: crossed })).statusCode).toBe(404)
  })

  test('WH-15 one valid signature among several is enough, WH-17 299 seconds are within the window', async () => {
    const id = 'several'
    const valid = signed(source, raw, { id })['webhook-signature'] ?? ''
    const wrong = `v1,${randomBytes(32).toString('base64')}`
    const headers = { 'webhook-signature': `${wrong} ${valid} v0,x` }
    expect((await send(app, source, raw, { id, headers })).statusCode).toBe(200)
    expect((await send(app, source, raw, { atMs: Date.now() - 298_000 })).statusCode).toBe(200)
    expect((await send(app, source, raw, { atMs: Date.now() + 298_000 })).statusCode).toBe(200)
  })

  test('WH-16 the old secret counts within the overlap and not after it', async () => {
    const { version } = await workspace.run('connection.show', { id: source.id })
    const made = await workspace.run('connection.rotate_secret', { id: source.id, version, overlapHours: 2 })
    expect((await send(app, { ...source, secret: made.secret }, raw)).statusCode).toBe(200)
    expect((await send(app, source, raw)).statusCode).toBe(200)
    const later = await testRuntime({
      verbs: connectionVerbs,
      at: new Date(Date.now() + 3 * 3_600_000).toISOString(),
    })
    const laterApp = await openHooks(later)
    const atMs = Date.now() + 3 * 3_600_000
    expect((await send(laterApp, source, raw, { atMs })).statusCode).toBe(401)
    expect((await send(laterApp, { ...source, secret: made.secret }, raw, { atMs })).statusCode).toBe(200)
    await laterApp.close()
  })

  test('a rotation without overlap ends the old secret at once', async () => {
    const mine = await makeSource(workspace)
    expect((await send(app, mine, raw)).statusCode).toBe(200)
    await workspace.run('connection.rotate_secret', { id: mine.id, version: 1, overlapHours: 0 })
    expect((await send(app, mine, raw)).statusCode).toBe(401)
  })

  test('WH-21 a source without a usable secret takes nothing and says it is our fault', async () => {
    const bare = await makeSource(workspace)
    await workspace.within((tx) =>
      tx.run(
        qb
          .updateTable('connection')
          .set({ secret_sealed: null, version: 2 })
          .where('workspace_id', '=', workspace.id)
          .where('id', '=', bare.id),
      ),
    )
    const answer = await send(app, bare, raw)
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '2'])
  })

  test('WH-41 an event of another account is refused and told', async () => {
    const { mapping, scheme } = runtime.connectors.deals.presets[0]?.config ?? { mapping: {}, scheme: {} }
    const config = {
      scheme: { ...scheme },
      mapping: { ...mapping, expect: [{ path: 'portal', equals: '7' }] },
    }
    const mine = await makeSource(workspace, { config })
    expect((await send(app, mine, { ...news({ deal: 'D-9' }), portal: 7 })).statusCode).toBe(200)
    const answer = await send(app, mine, { ...news({ deal: 'D-9' }), portal: 8 })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'other_account'])
    expect(warnings).toContain('A delivery was refused')
  })
})

describe('the address', () => {
  beforeAll(fresh)
  const raw = Buffer.from(JSON.stringify(news({ deal: 'D-1' })))

  test.each<[string, Parameters<typeof send>[3]]>([
    ['WH-23 gzip', { headers: { 'content-encoding': 'gzip' }, sentBody: gzipSync(Buffer.alloc(10_000_000)) }],
    ['WH-23 br', { headers: { 'content-encoding': 'br' } }],
    ['WH-23 an unknown coding', { headers: { 'content-encoding': 'x-own' } }],
    ['WH-23 twice', { headers: { 'content-encoding': 'gzip, gzip' } }],
    ['WH-24 a tab and a letter', { headers: { 'content-type': 'application/json\ta' } }],
    ['WH-24 garbage behind', { headers: { 'content-type': 'application/json garbage' } }],
    ['WH-24 utf-7', { headers: { 'content-type': 'application/json; charset=utf-7' } }],
    ['WH-24 utf-16', { headers: { 'content-type': 'application/json; charset=utf-16' } }],
    ['WH-24 a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['WH-24 multipart', { headers: { 'content-type': 'multipart/form-data; boundary=x' } }],
    ['WH-24 none', { headers: { 'content-type': '' } }],
  ])('%s: 415', async (_, how) => {
    const answer = await send(app, source, raw, how)
    expect([answer.statusCode, await eventsOf(workspace)]).toEqual([415, []])
  })

  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset=UTF-8'])(
    '%s is read',
    async (type) => {
      const answer = await send(app, source, raw, { id: 'typed', headers: { 'content-type': type } })
      expect(answer.statusCode).toBe(200)
    },
  )

  test.each(['GET', 'HEAD', 'PUT', 'OPTIONS', 'DELETE', 'PATCH'] as const)(
    'WH-27 %s: 405',
    async (method) => {
      const answer = await send(app, source, raw, { method })
      expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'POST'])
    },
  )

  test.each<[string, (path: string) => string]>([
    ['two slashes', (p) => `/${p}`],
    ['two slashes within', (p) => p.replace('/con', '//con')],
    ['a slash at the end', (p) => `${p}/`],
    ['an escaped letter', (p) => p.replace('/hooks', '/%68ooks')],
    ['an escaped letter of the id', (p) => p.replace('con_', 'c%6Fn_')],
    ['upper case', (p) => p.toUpperCase()],
    ['upper case in the id', (p) => p.replace('con_', 'CON_')],
    ['no connection', (p) => p.replace(/con_.*/, `con_${'0'.repeat(26)}`)],
    ['no workspace', (p) => p.replace(/wsp_.{8}/, 'wsp_00000000')],
    ['an id that is none', (p) => p.replace(/con_.*/, "con_'; drop table inbox --".replaceAll(' ', '%20'))],
    ['an id of 10,000 letters', (p) => p + 'a'.repeat(5_000)],
  ])('WH-28 %s: the same 404', async (_, change) => {
    const answer = await send(app, source, raw, { path: change(source.path) })
    const { status, code, detail } = answer.json()
    expect({ status, code, detail }).toEqual({
      status: 404,
      code: 'not_found',
      detail: 'There is nothing at this address.',
    })
  })

  test('a removed source is as if it had never been; its secret is gone', async () => {
    const mine = await makeSource(workspace)
    expect((await send(app, mine, raw)).statusCode).toBe(200)
    await workspace.run('connection.update', { id: mine.id, version: 1, status: 'removed' })
    const answer = await send(app, mine, raw)
    expect([answer.statusCode, answer.json().detail]).toEqual([404, 'There is nothing at this address.'])
    const { secret_sealed } = await workspace.within((tx) =>
      tx.one(
        qb
          .selectFrom('connection')
          .select('secret_sealed')
          .where('workspace_id', '=', workspace.id)
          .where('id', '=', mine.id),
      ),
    )
    expect(secret_sealed).toBeNull()
  })

  test('a paused source keeps what comes and handles it when it goes on', async () => {
    const mine = await makeSource(workspace)
    await workspace.run('connection.update', { id: mine.id, version: 1, status: 'paused' })
    const body = news({ deal: 'P-1' })
    expect((await send(app, mine, body)).json()).toEqual({ events: 1, repeated: 0 })
    await handleDue(runtime, workspace.id)
    const mineOnly = async () => (await eventsOf(workspace)).filter((e) => e.connection_id === mine.id)
    expect(await mineOnly()).toMatchObject([{ status: 'pending' }])
    await workspace.run('connection.update', { id: mine.id, version: 2, status: 'active' })
    await handleDue(runtime, workspace.id)
    expect(await mineOnly()).toMatchObject([{ status: 'done' }])
  })

  test('a body over a megabyte: 413', async () => {
    const answer = await send(app, source, Buffer.alloc(1_048_577, 'x'))
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'too_large'])
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

describe('WH-33 the database is not there', () => {
  beforeAll(fresh)
  const raw = Buffer.from(JSON.stringify(news({ deal: 'D-1' })))
  const on = async (hookPool: TestRuntime['hookPool']) => {
    const broken = Object.assign(await testRuntime({ verbs: connectionVerbs }), { hookPool })
    return openHooks(broken)
  }
  const expectLater = async (down: FastifyInstance) => {
    const from = performance.now()
    const answer = await send(down, source, raw)
    expect(answer.statusCode).toBe(503)
    expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(2)
    expect(answer.body).not.toMatch(/ECONN|127\.0\.0\.1|postgres|timeout exceeded/i)
    expect(performance.now() - from).toBeLessThan(2_500)
  }

  test('down', async () => {
    const pool = createPool({
      url: 'postgres://x:y@127.0.0.1:1/z',
      most: 2,
      name: 'down',
      onError: () => undefined,
    })
    const down = await on(pool)
    await expectLater(down)
    await down.close()
    await pool.end()
  })

  test('locked', async () => {
    const { superUrl } = await testDatabase()
    await withDatabaseClient(superUrl, async (client) => {
      await client.query('BEGIN; LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE')
      await expectLater(app)
      await client.query('ROLLBACK')
    })
    expect((await send(app, source, raw, { id: 'after' })).statusCode).toBe(200)
  })

  test('every connection in use', async () => {
    const { appUrl } = await testDatabase()
    const pool = createPool({ url: appUrl, most: 1, name: 'full', onError: () => undefined })
    const client = await pool.connect()
    const full = await on(pool)
    await expectLater(full)
    client.release()
    expect((await send(full, source, raw, { id: 'freed' })).statusCode).toBe(200)
    await full.close()
    await pool.end()
  })
})

describe('on the wire', () => {
  let port: number
  let wire: FastifyInstance
  beforeAll(async () => {
    await fresh()
    wire = await openHooks(runtime)
    await wire.listen({ port: 0, host: '127.0.0.1' })
    const address = wire.server.address()
    port = typeof address === 'object' && address ? address.port : 0
  })
  afterAll(() => wire.close())
  const raw = Buffer.from(JSON.stringify(news({ deal: 'W-1' })))
  const head = (lengths: string, id = 'wire') =>
    [
      `POST ${source.path} HTTP/1.1`,
      'Host: x',
      'Content-Type: application/json',
      ...Object.entries(signed(source, raw, { id })).map(([k, v]) => `${k}: ${v}`),
      lengths,
      '',
      '',
    ].join('\r\n')
  const talk = (write: (socket: ReturnType<typeof connect>) => void) =>
    new Promise<{ text: string; ms: number }>((resolve) => {
      const from = performance.now()
      const socket = connect(port, '127.0.0.1')
      let text = ''
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.on('error', () => undefined)
      socket.on('close', () => resolve({ text, ms: performance.now() - from }))
      write(socket)
    })

  test.each(['/./hooks', '/%2e/hooks', '/x/../hooks', '/hooks/%2e'])(
    'WH-28 %s is not followed',
    async (begin) => {
      const lines = head(`Content-Length: ${raw.length}\r\nConnection: close`).replace('/hooks', begin)
      const { text } = await talk((s) => s.write(`${lines}${raw}`))
      expect(text).toMatch(/^HTTP\/1\.1 404 /)
    },
  )

  test('WH-25 two lengths: 400 and the connection ends', async () => {
    const { text } = await talk((s) =>
      s.write(`${head(`Content-Length: ${raw.length}\r\nContent-Length: 5`)}${raw}`),
    )
    expect(text).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('WH-25 a length too small: the rest is no request', async () => {
    const { text } = await talk((s) => s.write(`${head('Content-Length: 10')}${raw}`))
    expect(text).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(await eventsOf(workspace)).toEqual([])
  })

  test('WH-29 a body and headers at a byte a second are cut off within ten seconds or so', {
    timeout: 30_000,
  }, async () => {
    const slowly = (text: string) => (socket: ReturnType<typeof connect>) => {
      let at = 0
      const timer = setInterval(() => socket.write(text.charAt(at++ % text.length) || ' '), 1_000)
      socket.on('close', () => clearInterval(timer))
    }
    const [body, headers] = await Promise.all([
      talk((s) => {
        s.write(head(`Content-Length: ${raw.length}`))
        slowly(raw.toString())(s)
      }),
      talk(slowly(head(`Content-Length: ${raw.length}`))),
    ])
    for (const { text, ms } of [body, headers]) {
      expect(text).toMatch(/^HTTP\/1\.1 408 /)
      expect(ms).toBeLessThan(12_500)
    }
  })

  test('WH-31 a sender that hangs up before the answer: stored all the same, its retry changes nothing', async () => {
    await talk((s) =>
      s.end(`${head(`Content-Length: ${raw.length}`, 'hangs-up')}${raw}`, () =>
        setTimeout(() => s.destroy(), 30),
      ),
    )
    await expect.poll(async () => (await eventsOf(workspace)).length, { timeout: 5_000 }).toBe(1)
    expect((await send(wire, source, raw, { id: 'hangs-up' })).json()).toEqual({ events: 1, repeated: 1 })
    await settled()
    expect(await handoffsOf(workspace)).toHaveLength(1)
  })
})

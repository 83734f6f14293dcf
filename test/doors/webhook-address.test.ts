import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { patienceMs } from '../../src/app/inbox/receive-event.ts'
import { createPool } from '../../src/db/client.ts'
import { qb } from '../../src/db/query.ts'
import {
  eventsOf,
  handleDue,
  handoffsOf,
  makeHookWorkspace,
  makeSource,
  news,
  openHookServer,
  openHooks,
  send,
  signed,
  type TestSource,
} from '../support/hooks.ts'
import { testDatabase, withDatabaseClient } from '../support/postgres.ts'
import type { TestRuntime } from '../support/runtime.ts'
import { type TestWorkspace, testRuntime } from '../support/workspace.ts'

let runtime: TestRuntime
let app: FastifyInstance
let workspace: TestWorkspace
let source: TestSource

beforeAll(async () => {
  const opened = await openHookServer()
  runtime = opened.runtime
  app = opened.app
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

test('WH-33 a sender waits for less than two seconds, whatever the database does', () => {
  expect(patienceMs).toBeLessThan(2_000)
})

describe('WH-33 the database is not there', () => {
  beforeAll(fresh)
  const raw = Buffer.from(JSON.stringify(news({ deal: 'D-1' })))
  const on = async (hookPool: TestRuntime['hookPool']) => {
    const broken = Object.assign(await testRuntime(), { hookPool })
    return openHooks(broken)
  }
  const expectLater = async (down: FastifyInstance) => {
    const answer = await send(down, source, raw)
    expect(answer.statusCode).toBe(503)
    expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(2)
    expect(answer.body).not.toMatch(/ECONN|127\.0\.0\.1|postgres|timeout exceeded/i)
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
    new Promise<{ text: string }>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      let text = ''
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.on('error', () => undefined)
      socket.on('close', () => resolve({ text }))
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

  test('WH-29 a body and headers at a byte a second are cut off', async () => {
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
    for (const { text } of [body, headers]) expect(text).toMatch(/^HTTP\/1\.1 408 /)
  })

  test('WH-31 a sender that hangs up before the answer: stored all the same, its retry changes nothing', async () => {
    await talk((s) =>
      s.end(`${head(`Content-Length: ${raw.length}`, 'hangs-up')}${raw}`, () =>
        setTimeout(() => s.destroy(), 30),
      ),
    )
    await expect.poll(async () => (await eventsOf(workspace)).length, { timeout: 30_000 }).toBe(1)
    expect((await send(wire, source, raw, { id: 'hangs-up' })).json()).toEqual({ events: 1, repeated: 1 })
    await settled()
    expect(await handoffsOf(workspace)).toHaveLength(1)
  })
})

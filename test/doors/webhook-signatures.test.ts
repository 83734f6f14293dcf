import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { qb } from '../../src/db/query.ts'
import {
  eventsOf,
  makeHookWorkspace,
  makeSource,
  news,
  openHookServer,
  openHooks,
  send,
  signed,
  type TestSource,
} from '../support/hooks.ts'
import type { TestRuntime } from '../support/runtime.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../support/workspace.ts'

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
    ['WH-17 more than five minutes late', () => ({ atMs: Date.now() - 302_000 })],
    ['WH-17 more than five minutes early', () => ({ atMs: Date.now() + 360_000 })],
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

  test('WH-15 one valid signature among several is enough, WH-17 minutes are within the window', async () => {
    const id = 'several'
    const valid = signed(source, raw, { id })['webhook-signature'] ?? ''
    const wrong = `v1,${randomBytes(32).toString('base64')}`
    const headers = { 'webhook-signature': `${wrong} ${valid} v0,x` }
    expect((await send(app, source, raw, { id, headers })).statusCode).toBe(200)
    expect((await send(app, source, raw, { atMs: Date.now() - 240_000 })).statusCode).toBe(200)
    expect((await send(app, source, raw, { atMs: Date.now() + 298_000 })).statusCode).toBe(200)
  })

  test('WH-16 the old secret counts within the overlap and not after it', async () => {
    const { version } = await workspace.run('connection.show', { id: source.id })
    const made = await workspace.run('connection.rotate_secret', { id: source.id, version, overlapHours: 2 })
    expect((await send(app, { ...source, secret: made.secret }, raw)).statusCode).toBe(200)
    expect((await send(app, source, raw)).statusCode).toBe(200)
    const later = await testRuntime({
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

import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusalRestMs, saveRefusals } from '../../src/app/inbox/note-refusal.ts'
import { qb } from '../../src/db/query.ts'
import { makeSource, news, openHookServer, openHooks, send, type TestSource } from '../support/hooks.ts'
import type { TestRuntime } from '../support/runtime.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../support/workspace.ts'

let runtime: TestRuntime
let app: FastifyInstance
let workspace: TestWorkspace

beforeAll(async () => {
  const opened = await openHookServer()
  runtime = opened.runtime
  app = opened.app
  workspace = await makeWorkspace(runtime)
})
afterAll(() => app.close())

const wrongSecret = () => ({ secret: `whsec_${randomBytes(32).toString('base64')}` })
const event = news({ deal: 'D-1' })

async function refusalOf({ id }: TestSource) {
  await saveRefusals(runtime)
  return (await workspace.run('connection.show', { id })).health.refusal
}

function rowsOf(of: TestWorkspace) {
  return of.within((tx) =>
    tx.many(qb.selectFrom('connection_refusal').selectAll().where('workspace_id', '=', of.id)),
  )
}

test('a refused signature is told on the connection, with what to look at', async () => {
  const source = await makeSource(workspace)
  expect(await refusalOf(source)).toBeNull()
  const before = Date.now()
  expect((await send(app, source, event, wrongSecret())).statusCode).toBe(401)
  const told = await refusalOf(source)
  expect(told).toMatchObject({
    code: 'signature_mismatch',
    sentence: 'The signature does not match: is the secret the right one?',
    count: 1,
  })
  expect(Math.abs(Date.parse(told?.at ?? '') - before)).toBeLessThan(60_000)
  const { items } = await workspace.run('connection.list', {})
  expect(items.find((row) => row.id === source.id)?.health.refusal).toEqual(told)
})

test.each<[string, Parameters<typeof send>[3], string, RegExp]>([
  [
    'no signature',
    { headers: { 'webhook-signature': '' } },
    'header_missing',
    /webhook-signature.*sign what/,
  ],
  [
    'a clock that is wrong',
    { atMs: Date.now() - 3_600_000 },
    'timestamp_outside_window',
    /300 seconds.*clock/,
  ],
  ['bytes other than those signed', { sentBody: '{}' }, 'signature_mismatch', /secret/],
])('a delivery with %s says so in its own words', async (_, how, code, words) => {
  const source = await makeSource(workspace)
  await send(app, source, event, how)
  const told = await refusalOf(source)
  expect([told?.code, told?.sentence]).toEqual([code, expect.stringMatching(words)])
})

test('a signed delivery that is refused for what it says is told too', async () => {
  const source = await makeSource(workspace)
  expect((await send(app, source, {})).statusCode).toBe(400)
  expect(await refusalOf(source)).toMatchObject({ code: 'body', count: 1 })
})

test('the next accepted event ends it, and a later refusal counts anew', async () => {
  const source = await makeSource(workspace)
  for (let i = 0; i < 3; i++) await send(app, source, event, wrongSecret())
  expect(await refusalOf(source)).toMatchObject({ count: 3 })
  await send(app, source, event, wrongSecret())
  expect((await send(app, source, event)).statusCode).toBe(200)
  expect(await refusalOf(source)).toBeNull()
  await send(app, source, event, wrongSecret())
  expect(await refusalOf(source)).toMatchObject({ count: 1 })
})

test('a thousand forged deliveries make a few writes and one row, without a byte of what was sent', async () => {
  const own = await makeWorkspace(runtime)
  const source = await makeSource(own)
  const began = Date.now()
  for (let i = 0; i < 40; i++) {
    const sent = Array.from({ length: 25 }, () => send(app, source, { forged: 'by me' }, wrongSecret()))
    for (const { statusCode } of await Promise.all(sent)) expect(statusCode).toBe(401)
  }
  await saveRefusals(runtime)
  const [row, ...more] = await rowsOf(own)
  expect(more).toEqual([])
  expect(row?.refusals).toBe(1_000)
  // The first, the last, and one for each rest in between.
  expect(row?.version).toBeLessThanOrEqual(2 + (Date.now() - began) / refusalRestMs)
  expect(JSON.stringify(row)).not.toContain('forged')
})

test('several processes count into the same row', async () => {
  const source = await makeSource(workspace)
  const other = await testRuntime()
  const otherApp = await openHooks(other)
  await send(app, source, event, wrongSecret())
  await send(otherApp, source, event, wrongSecret())
  await otherApp.close()
  expect(await refusalOf(source)).toMatchObject({ count: 2 })
})

test('a process that stops keeps what it had gathered', async () => {
  const source = await makeSource(workspace)
  const other = await testRuntime()
  const otherApp = await openHooks(other)
  for (let i = 0; i < 5; i++) await send(otherApp, source, event, wrongSecret())
  await otherApp.close()
  expect(await refusalOf(source)).toMatchObject({ count: 5 })
})

test('nothing is kept for an address that is nobody’s, or of a connection that was removed', async () => {
  const own = await makeWorkspace(runtime)
  const source = await makeSource(own)
  const path = `/hooks/${own.id}/con_${'0'.repeat(26)}`
  expect((await send(app, source, event, { path })).statusCode).toBe(404)
  const { version } = await own.run('connection.show', { id: source.id })
  await own.run('connection.update', { id: source.id, version, status: 'removed' })
  expect((await send(app, source, event, wrongSecret())).statusCode).toBe(404)
  await saveRefusals(runtime)
  expect(await rowsOf(own)).toEqual([])
})

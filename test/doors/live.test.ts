import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { insertMany } from '../../src/db/insert-many.ts'
import { beatMs } from '../../src/http/live/live-hub.ts'
import { call, cookie, openDoors, publicUrl, signedIn } from '../support/doors.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../support/workspace.ts'

let app: FastifyInstance
let workspace: TestWorkspace
let session: string
let base: string

beforeEach(async () => {
  const runtime = await testRuntime()
  workspace = await makeWorkspace(runtime)
  session = await signedIn(workspace, workspace.adminId)
  app = await openDoors(runtime)
  await app.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${portOf(app)}`
})
afterEach(() => app.close())

function portOf(server: FastifyInstance): number {
  const address: AddressInfo | string | null = server.server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** An open stream: what came so far, whether it ended, and whether it was cut off rather than ended. */
type Follower = {
  status: number
  type: string | null
  text: string
  ended: boolean
  cut: boolean
  stop(): void
}

async function follow(headers: Record<string, string>): Promise<Follower> {
  const control = new AbortController()
  const response = await fetch(`${base}/api/v1/changes`, { headers, signal: control.signal })
  const type = response.headers.get('content-type')
  const follower: Follower = {
    status: response.status,
    type,
    text: '',
    ended: false,
    cut: false,
    stop: () => control.abort(),
  }
  const decoder = new TextDecoder()
  const read = async (): Promise<void> => {
    if (!response.body) return
    for await (const chunk of response.body) follower.text += decoder.decode(chunk)
  }
  read()
    .catch(() => {
      follower.cut = true
    })
    .finally(() => {
      follower.ended = true
    })
  return follower
}
const asMember = (token: string): Promise<Follower> => follow({ cookie: `${cookie}=${token}` })

async function rename(name: string): Promise<number> {
  const { version } = (await call(app, 'workspace.show', {}, { session })).json()
  return (await call(app, 'workspace.update', { version, name }, { session })).json().version
}

/** The hints of one noun; other work in the workspace may be told of too. */
function hints(follower: Follower, noun: string): unknown[] {
  return [...follower.text.matchAll(/^data: (\{.+\})$/gm)]
    .map((found) => JSON.parse(found[1] ?? '{}'))
    .filter((hint) => hint.noun === noun)
}

test('a change is told within moments, once, with its noun, id and version and nothing else', async () => {
  const follower = await asMember(session)
  expect(follower).toMatchObject({ status: 200, type: 'text/event-stream; charset=utf-8' })
  const version = await rename('Told')
  const expected = { noun: 'workspace', id: workspace.id, version }
  await expect.poll(() => hints(follower, 'workspace'), { timeout: 30_000 }).toContainEqual(expected)
  const again = await rename('Told again')
  await expect
    .poll(() => hints(follower, 'workspace'), { timeout: 30_000 })
    .toContainEqual({ ...expected, version: again })
  expect(
    hints(follower, 'workspace').filter((hint) => JSON.stringify(hint) === JSON.stringify(expected)),
  ).toHaveLength(1)
})

test('a change of another workspace is never told', async () => {
  const runtime = await testRuntime()
  const other = await makeWorkspace(runtime)
  const theirs = await signedIn(other, other.adminId)
  const [mine, follower] = [await asMember(session), await asMember(theirs)]
  await rename('Ours')
  await expect.poll(() => hints(mine, 'workspace').length, { timeout: 30_000 }).toBeGreaterThan(0)
  expect(follower.text).not.toContain(workspace.id)
})

test('a change made shortly before the stream opened is told, for the page may be older', async () => {
  const version = await rename('Before')
  const follower = await asMember(session)
  await expect
    .poll(() => hints(follower, 'workspace'), { timeout: 30_000 })
    .toContainEqual({ noun: 'workspace', id: workspace.id, version })
})

/** So much at once as a large import does in another tab. */
const burst = (count: number): Promise<unknown> =>
  workspace.within((tx, ctx) => {
    const rows = Array.from({ length: count }, () => {
      return {
        workspace_id: tx.workspaceId,
        id: ctx.newId('chg'),
        noun: 'deal',
        record_id: ctx.newId('del'),
        version: 1,
        at: tx.now,
      }
    })
    return tx.run(insertMany('change', rows))
  })

test('a burst of changes costs nobody the stream: what is too much at once becomes one "read again"', async () => {
  const follower = await asMember(session)
  await burst(3_000)
  await expect.poll(() => follower.text, { timeout: 30_000 }).toContain('event: refresh')
  await rename('After the burst')
  await expect.poll(() => hints(follower, 'workspace').length, { timeout: 30_000 }).toBeGreaterThan(0)
  expect(follower).toMatchObject({ ended: false, cut: false })
})

test('a second stream of the same browser ends the first, which is told not to come back at once', async () => {
  const first = await asMember(session)
  const second = await asMember(session)
  await expect.poll(() => first.ended, { timeout: 30_000 }).toBe(true)
  expect(first.text).toMatch(/event: replaced\nretry: 3600000\n/)
  expect(second.ended).toBe(false)
})

test('the stream of a person suspended, or of a session or key ended, is over at the next look, which is less than a second away', async () => {
  expect(beatMs).toBeLessThan(1_000)
  const bo = await workspace.addMember({ roles: ['admin'] })
  const theirs = await signedIn(workspace, bo)
  const key = (await call(app, 'key.create', { name: 'K', scopes: ['read'], days: 1 }, { session })).json()
  const followers = {
    suspended: await asMember(theirs),
    key: await follow({ authorization: `Bearer ${key.key}` }),
    kept: await asMember(session),
  }
  await call(app, 'key.revoke', { id: key.id }, { session })
  await workspace.within((tx) =>
    tx.run(
      sql`UPDATE member SET status = 'suspended', version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${bo}`,
    ),
  )
  await expect
    .poll(() => followers.suspended.ended && followers.key.ended, { timeout: 30_000, interval: 20 })
    .toBe(true)
  expect(followers.suspended.text).toContain('event: signed_out')
  expect(followers.kept.ended).toBe(false)
})

test('nobody follows without signing in, from another site, or with a contribution link', async () => {
  expect((await follow({})).status).toBe(401)
  expect((await follow({ cookie: `${cookie}=${session}`, origin: 'https://evil.example' })).status).toBe(403)
  expect((await follow({ cookie: `${cookie}=${session}`, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect((await follow({ cookie: `${cookie}=${session}`, origin: publicUrl })).status).toBe(200)
})

test('streams end when the server stops, and do not keep it from stopping', async () => {
  const follower = await asMember(session)
  await app.close()
  await expect.poll(() => follower.ended, { timeout: 30_000 }).toBe(true)
  // Whoever keeps the server from stopping is cut off in the end.
  expect(follower.cut).toBe(false)
})

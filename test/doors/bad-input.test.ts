import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, cookie, openDoors, publicUrl, signedIn } from '../support/doors.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../support/workspace.ts'

let app: FastifyInstance
let workspace: TestWorkspace
let session: string
let version: number

beforeAll(async () => {
  const runtime = await testRuntime()
  workspace = await makeWorkspace(runtime)
  app = await openDoors(runtime)
  session = await signedIn(workspace, workspace.adminId)
  version = (await call(app, 'workspace.show', {}, { session })).json().version
})
afterAll(() => app.close())

type Bad = {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'OPTIONS'
  url?: string
  payload?: string | Buffer
  headers?: Record<string, string>
  status: number | number[]
}

/** Sends something bad, and then looks: nothing stored, nothing leaked, the process well, the next request answered. */
async function refuses(bad: Bad): Promise<void> {
  const before = await stored()
  const answer = await app.inject({
    method: bad.method ?? 'PATCH',
    url: bad.url ?? '/api/v1/workspace',
    headers: {
      ...(bad.method === 'GET' ? {} : { 'content-type': 'application/json' }),
      cookie: `${cookie}=${session}`,
      origin: publicUrl,
      ...bad.headers,
    },
    ...(bad.payload === undefined ? {} : { payload: bad.payload }),
  })
  expect([bad.status].flat()).toContain(answer.statusCode)
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  const problem = answer.json()
  expect(problem).toMatchObject({ status: answer.statusCode, code: expect.stringMatching(/^[a-z_]+$/) })
  expect(problem.detail.length).toBeGreaterThan(5)
  expect(answer.body).not.toMatch(/\bat \/|node_modules|SELECT|INSERT|syntax error/i)
  expect(await stored()).toBe(before)
  expect((await app.inject({ url: '/healthz' })).statusCode).toBe(200)
  expect((await call(app, 'workspace.show', {}, { session })).statusCode).toBe(200)
}

function stored(): Promise<string> {
  return workspace.within(async (tx) => {
    const { mark } = await tx.one(sql<{ mark: string }>`SELECT concat(
      (SELECT md5(w::text) FROM workspace w WHERE id = ${tx.workspaceId}), '/',
      (SELECT count(*) FROM api_key WHERE workspace_id = ${tx.workspaceId}), '/',
      (SELECT count(*) FROM session WHERE workspace_id = ${tx.workspaceId} AND revoked_at IS NULL), '/',
      (SELECT count(*) FROM idempotency_key WHERE workspace_id = ${tx.workspaceId}), '/',
      (SELECT count(*) FROM audit WHERE workspace_id = ${tx.workspaceId})) AS mark`)
    return mark
  })
}

const good = (): Record<string, unknown> => ({ version, name: 'Fine' })
const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}`

describe('JSON that would do harm', () => {
  const bodies: Record<string, string | Buffer> = {
    'an empty text': ' ',
    'a bare null': 'null',
    'a bare list': '[]',
    'a bare text': '"x"',
    'a bare number': '1',
    'half an object': '{"version": 1',
    'two objects': '{}{}',
    'a comment': '{/* */}',
    'a trailing comma': '{"version": 1,}',
    'single quotes': "{'version': 1}",
    NaN: '{"version": NaN}',
    Infinity: '{"version": Infinity}',
    'a byte order mark': '\ufeff{}',
    '65 levels': `{"name": ${nested(65)}}`,
    '5,000 levels': `{"name": ${nested(5_000)}}`,
    '400,000 levels': `{"name": ${nested(400_000)}}`,
    __proto__: '{"__proto__": {"isAdmin": true}}',
    'an escaped __proto__': '{"\\u005f_proto__": {"isAdmin": true}}',
    'constructor.prototype': '{"constructor": {"prototype": {"x": 1}}}',
    'a key given twice': '{"version": 1, "version": 2}',
    'a NUL': '{"version": 1, "name": "a\\u0000b"}',
    'half a character': '{"version": 1, "name": "a\\ud800"}',
    'bytes that are not UTF-8': Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
    'a number of 1e131000': '{"version": 1e131000}',
    'a number beyond 2^53': '{"version": 9007199254740993}',
    '100,000 keys': `{${Array.from({ length: 60_000 }, (_, i) => `"k${i}":1`).join(',')}}`,
  }
  test.each(Object.entries(bodies))('%s is refused with 400', (_, payload) =>
    refuses({ payload, status: 400 }),
  )

  test('more than the limit is refused with 413', () =>
    refuses({ payload: `{"version": 1, "name": "${'x'.repeat(1_100_000)}"}`, status: 413 }))

  test('and none of it reaches the prototype of objects', () => {
    const plain: Record<string, unknown> = {}
    expect(plain['isAdmin']).toBeUndefined()
    expect(plain['x']).toBeUndefined()
  })
})

describe('fields that do not fit', () => {
  const inputs: Record<string, () => Record<string, unknown>> = {
    'an unknown field': () => ({ ...good(), colour: 'red' }),
    'a field only the system sets': () => ({ ...good(), isDemo: true }),
    'the workspace in the body': () => ({ ...good(), workspace_id: 'wsp_00000000' }),
    'a role in the body': () => ({ ...good(), roles: ['admin'] }),
    'a number as text': () => ({ ...good(), version: String(version) }),
    'a number as true': () => ({ ...good(), version: true }),
    'a number as a list': () => ({ ...good(), version: [version] }),
    'a number as an object': () => ({ ...good(), version: {} }),
    'half a number': () => ({ ...good(), version: 1.5 }),
    'a negative number': () => ({ ...good(), version: -1 }),
    'a text as a number': () => ({ ...good(), name: 5 }),
    'a text as a list': () => ({ ...good(), name: ['a'] }),
    'an empty text': () => ({ ...good(), name: '' }),
    'a text of blanks': () => ({ ...good(), name: '   ' }),
    'a text too long': () => ({ ...good(), name: 'x'.repeat(121) }),
    'two lines': () => ({ ...good(), name: 'a\nb' }),
    'a word that is not on offer': () => ({ ...good(), gateMode: 'off' }),
    'year 1': () => ({ ...good(), liveFrom: '0001-01-01T00:00:00Z' }),
    'year 300000': () => ({ ...good(), liveFrom: '+300000-01-01T00:00:00Z' }),
    infinity: () => ({ ...good(), liveFrom: 'infinity' }),
    'no zone': () => ({ ...good(), liveFrom: '2026-01-01T00:00:00' }),
    'a zone nobody knows': () => ({ ...good(), zone: 'Mars/Olympus' }),
    'a zone that is an offset': () => ({ ...good(), zone: '+02:00' }),
    'a language nobody speaks': () => ({ ...good(), locale: 'x_x' }),
  }
  test.each(Object.entries(inputs))('%s is refused with 400', async (_, input) => {
    await refuses({ payload: JSON.stringify(input()), status: 400 })
  })

  test('each mistake is named with its place', async () => {
    const input = { scopes: [], name: '', days: 0 }
    const answer = await call(app, 'key.create', input, { session })
    const paths: string[] = answer.json().fields.map((f: { path: string }) => f.path)
    expect([...new Set(paths)].toSorted()).toEqual(['days', 'name', 'scopes'])
  })

  test('a field that stands in the path already is refused in the body', () =>
    refuses({
      method: 'POST',
      url: `/api/v1/keys/key_${'0'.repeat(26)}/revoke`,
      payload: `{"id": "key_${'1'.repeat(26)}"}`,
      status: 400,
    }))

  test('what is stored literally stays as it was typed', async () => {
    for (const name of [
      'null',
      'undefined',
      'NaN',
      'true',
      '__proto__',
      "'; DROP TABLE member; --",
      '$$',
      '%27',
      '\\',
    ]) {
      const answer = await call(app, 'key.create', { name, scopes: ['read'], days: 1 }, { session })
      expect(answer.json().name).toBe(name)
    }
  })
})

describe('addresses that mean nothing', () => {
  const ids = [
    '0',
    '-1',
    '9223372036854775808',
    '..',
    '%2e%2e%2f',
    '%00',
    '%252e',
    'x'.repeat(150),
    `KEY_${'0'.repeat(26)}`,
    `{key_${'0'.repeat(26)}}`,
  ]
  test.each(ids)('the id %s is refused', (id) =>
    refuses({ method: 'POST', url: `/api/v1/keys/${id}/revoke`, payload: '{}', status: [400, 404] }),
  )

  test('an id that nobody has is not found', () =>
    refuses({ method: 'POST', url: `/api/v1/keys/key_${'0'.repeat(26)}/revoke`, payload: '{}', status: 404 }))

  test.each([
    'limit=1e9',
    'limit=-1',
    'limit=0',
    'limit=1.5',
    'limit=',
    'limit=1&limit=2',
    'offset=5',
    'sort=name;drop',
    '__proto__=1',
    'constructor=x',
    'cursor=%ff',
    'search=%',
    'search=%00',
    'expand=all',
    'nouns[]=1',
  ])('the parameter %s is refused with 400', (query) =>
    refuses({ method: 'GET', url: `/api/v1/members?${query}`, status: 400 }),
  )

  test('parameters after "?" on a change are refused', () =>
    refuses({ url: '/api/v1/workspace?name=x', payload: JSON.stringify(good()), status: 400 }))

  test.each([
    '/api/v1/nothing',
    '/api/v2/workspace',
    '/api/v1/workspace/',
    '//api/v1/workspace',
    '/API/v1/workspace',
    '/api/v1/%2e%2e/workspace',
    '/.env',
    '/.git/config',
    '/package.json',
    '/api/v1/..%2f..%2fetc%2fpasswd',
    '/metrics',
  ])('%s is not there', (url) => refuses({ method: 'GET', url, status: 404 }))
  test('an address of ten thousand characters is refused with 414', () =>
    refuses({ method: 'GET', url: `/api/v1/members?search=${'x'.repeat(10_000)}`, status: 414 }))
})

describe('methods', () => {
  test.each(['DELETE', 'PUT', 'POST', 'OPTIONS'] as const)(
    '%s where it is not offered is 405, saying what is',
    async (method) => {
      const answer = await app.inject({ method, url: '/api/v1/workspace' })
      expect(answer.statusCode).toBe(405)
      expect(answer.headers.allow).toBe('GET, PATCH')
    },
  )

  test('a method named in a header is ignored', async () => {
    const answer = await app.inject({
      method: 'GET',
      url: '/api/v1/workspace',
      headers: {
        cookie: `${cookie}=${session}`,
        'x-http-method-override': 'DELETE',
        'x-method-override': 'PATCH',
      },
    })
    expect(answer.statusCode).toBe(200)
  })
})

describe('bodies that are not JSON', () => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-7',
    'application/json; charset=utf-16',
    'application/json garbage',
    'application/json\ta',
    'application/jsonx',
    'text/json',
    'application/vnd.api+json',
  ])('%s is refused with 415', (type) =>
    refuses({ payload: JSON.stringify(good()), headers: { 'content-type': type }, status: 415 }),
  )

  test.each(['gzip', 'br', 'deflate', 'gzip, gzip', 'bogus'])(
    'the encoding %s is refused with 415',
    (encoding) =>
      refuses({ payload: JSON.stringify(good()), headers: { 'content-encoding': encoding }, status: 415 }),
  )

  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset=UTF-8'])(
    '%s is taken',
    async (type) => {
      const answer = await call(
        app,
        'workspace.update',
        { version: 999, name: 'x' },
        { session, headers: { 'content-type': type } },
      )
      expect(answer.statusCode).toBe(409)
    },
  )
})

describe('requests from other sites', () => {
  test.each<Record<string, string>>([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://sub.handoff.example.com' },
    { origin: 'http://handoff.example.com.evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ])('a change with the cookie and %o is refused with 403', (headers) =>
    refuses({ payload: JSON.stringify(good()), headers, status: 403 }),
  )

  test('a change with the cookie and no word of where from is refused with 403', async () => {
    const answer = await app.inject({
      method: 'PATCH',
      url: '/api/v1/workspace',
      headers: { cookie: `${cookie}=${session}`, 'content-type': 'application/json' },
      payload: JSON.stringify(good()),
    })
    expect(answer.statusCode).toBe(403)
  })

  test('signing somebody in from another site is refused with 403', async () => {
    const input = { workspace: workspace.slug, email: 'ada@example.com', password: 'x' }
    const answer = await call(app, 'session.sign_in', input, { headers: { origin: 'https://evil.example' } })
    expect(answer.statusCode).toBe(403)
  })

  test('no answer invites other sites', async () => {
    const answer = await call(
      app,
      'workspace.show',
      {},
      { session, headers: { origin: 'https://evil.example' } },
    )
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  test('every answer, also a refusal, forbids frames, sniffing and inline scripts', async () => {
    for (const url of ['/api/v1/workspace', '/nothing', '/api', '/api/v1/members/%zz']) {
      const { headers } = await app.inject({ url })
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
      expect(headers['content-security-policy']).not.toContain('unsafe')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['strict-transport-security']).toMatch(/max-age/)
    }
  })
})

describe('credentials that are none', () => {
  test.each([
    'Bearer',
    'Bearer ',
    'Bearer x',
    'Bearer tlk_wsp_00000000_00000000000000000000000000000000',
    'Basic YTpi',
    'Bearer eyJhbGciOiJub25lIn0.e30.',
    'Bearer null',
    `Bearer ${'x'.repeat(5_000)}`,
  ])('%s is refused with 401', async (authorization) => {
    const answer = await app.inject({ url: '/api/v1/workspace', headers: { authorization } })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toContain('Bearer')
  })

  test('a key after "?" is no credential', async () => {
    const { key } = (
      await call(app, 'key.create', { name: 'K', scopes: ['read'], days: 1 }, { session })
    ).json()
    expect((await app.inject({ url: `/api/v1/workspace?key=${key}` })).statusCode).toBe(401)
    expect((await app.inject({ url: `/api/v1/workspace?access_token=${key}` })).statusCode).toBe(401)
    expect((await call(app, 'workspace.show', {}, { key })).statusCode).toBe(200)
  })

  test('a session is no key, a key no session, and half of one nothing', async () => {
    const { key } = (
      await call(app, 'key.create', { name: 'K', scopes: ['read'], days: 1 }, { session })
    ).json()
    expect((await call(app, 'workspace.show', {}, { key: session })).statusCode).toBe(401)
    expect((await call(app, 'workspace.show', {}, { session: key })).statusCode).toBe(401)
    expect((await call(app, 'workspace.show', {}, { key: key.slice(0, -1) })).statusCode).toBe(401)
  })

  test('a wrong key is refused even where a good cookie comes with it', async () => {
    const answer = await call(app, 'workspace.show', {}, { session, key: 'wrong' })
    expect(answer.statusCode).toBe(401)
  })

  test('a key sent without encryption is refused where we are reached by https', async () => {
    await using proxied = await openDoors(await testRuntime(), { trustProxy: true })
    const { key } = (
      await call(app, 'key.create', { name: 'K', scopes: ['read'], days: 1 }, { session })
    ).json()
    const plain = await call(proxied, 'workspace.show', {}, { key, headers: { 'x-forwarded-proto': 'http' } })
    expect(plain.statusCode).toBe(403)
    expect(plain.json().code).toBe('https_only')
    const safe = await call(proxied, 'workspace.show', {}, { key, headers: { 'x-forwarded-proto': 'https' } })
    expect(safe.statusCode).toBe(200)
  })

  test('ten thousand random keys from one address soon cost no look-up', async () => {
    let lookups = 0
    const runtime = await testRuntime()
    const pool = new Proxy(runtime.pool, {
      get(target, property) {
        if (property !== 'connect') return Reflect.get(target, property)
        return () => {
          lookups++
          return target.connect()
        }
      },
    })
    await using counted = await openDoors({ ...runtime, pool })
    let waits = 0
    for (let i = 0; i < 1_000; i++) {
      const key = `tlk_${workspace.id}_${String(i).padStart(32, '0')}`
      const answer = await call(counted, 'workspace.show', {}, { key, address: '203.0.113.7' })
      if (answer.statusCode === 429) waits++
      else expect(answer.statusCode).toBe(401)
    }
    expect(waits).toBeGreaterThan(900)
    expect(lookups).toBeLessThan(100)
    const elsewhere = await call(
      counted,
      'workspace.show',
      {},
      { key: `tlk_${workspace.id}_${'1'.repeat(32)}`, address: '203.0.113.8' },
    )
    expect(elsewhere.statusCode).toBe(401)
  })
})

describe('doing it twice', () => {
  const create = (key: string, input: Record<string, unknown>, as = session) =>
    call(app, 'key.create', input, { session: as, headers: { 'idempotency-key': key } })
  const input = { name: 'Twin', scopes: ['read'], days: 1 }

  test('a hundred twins at once make one key and get the same answer', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => create('twins', input)))
    expect(new Set(answers.map((it) => it.statusCode))).toEqual(new Set([200]))
    expect(new Set(answers.map((it) => it.body)).size).toBe(1)
  })

  test('the same key with another body is refused with 422', async () => {
    await create('reused', input)
    expect((await create('reused', { ...input, name: 'Other' })).statusCode).toBe(422)
  })

  test('the same key of another operation or person is another key', async () => {
    await create('shared', input)
    const other = await signedIn(workspace, await workspace.addMember({ roles: ['admin'] }))
    const theirs = await create('shared', input, other)
    expect(theirs.statusCode).toBe(200)
    const revoked = await call(
      app,
      'key.revoke',
      { id: theirs.json().id },
      { session: other, headers: { 'idempotency-key': 'shared' } },
    )
    expect(revoked.statusCode).toBe(200)
  })

  test('a key that is refused for its input is not used up', async () => {
    expect((await create('mended', { ...input, days: 0 })).statusCode).toBe(400)
    expect((await create('mended', input)).statusCode).toBe(200)
  })

  test.each(['', 'x'.repeat(256), 'ümlaut', 'two words'])('the key "%s" is refused with 400', async (key) => {
    expect((await create(key, input)).statusCode).toBe(400)
  })
})

test('of two changes that saw the same version one wins, and the other is shown what stands there', async () => {
  const { version: seen } = (await call(app, 'workspace.show', {}, { session })).json()
  const answers = await Promise.all(
    ['One', 'Two'].map((name) => call(app, 'workspace.update', { version: seen, name }, { session })),
  )
  expect(answers.map((it) => it.statusCode).toSorted((a, b) => a - b)).toEqual([200, 409])
  const loser = answers.find((it) => it.statusCode === 409)?.json()
  const winner = answers.find((it) => it.statusCode === 200)?.json()
  expect(loser).toMatchObject({ code: 'stale_version', current: { name: winner.name, version: seen + 1 } })
})

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FrontDoor, openFrontDoor } from '../../src/http/front-door.ts'
import { createServer } from '../../src/http/server.ts'
import { bodyMs } from '../../src/http/slow-bodies.ts'
import { call, openDoors, publicUrl, signedIn } from '../support/doors.ts'
import { makeWorkspace, testRuntime } from '../support/workspace.ts'

/** Sends bytes as they are and gives back all that comes until the connection ends. */
function raw(port: number, text: string, stayMs = 45_000): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    const timer = setTimeout(() => socket.destroy(), stayMs)
    socket.on('data', (bytes) => {
      answer += bytes.toString()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(timer)
      resolve(answer)
    })
  })
}
const head = (line: string, more = ''): string =>
  `${line} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${more}\r\n`

describe('on the wire', () => {
  let door: FrontDoor
  let app: FastifyInstance
  let port: number
  beforeAll(async () => {
    door = openFrontDoor()
    port = await door.listen(0, '127.0.0.1')
    app = createServer(await testRuntime(), { publicUrl, webDir: null, trustProxy: false, claim: null, door })
    await app.ready()
  })
  afterAll(() => app.close())

  const json = 'Content-Type: application/json\r\n'
  const cases: Record<string, [text: string, status: number]> = {
    TRACE: [head('TRACE /api/v1/workspace'), 405],
    CONNECT: [head('CONNECT example.com:443'), 405],
    'a made-up method': [head('FOO /api/v1/workspace'), 405],
    PROPFIND: [head('PROPFIND /api/v1/workspace'), 405],
    'a header of 17 kB': [head('GET /healthz', `X: ${'a'.repeat(17_000)}\r\n`), 431],
    'a cookie of a megabyte': [head('GET /healthz', `Cookie: ${'a'.repeat(1_000_000)}\r\n`), 431],
    '1,001 headers': [head('GET /healthz', 'a:b\r\n'.repeat(1_001)), 431],
    'length and chunks together': [
      head('POST /api/v1/sign-in', `${json}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n`),
      400,
    ],
    'an obscured chunked encoding': [
      head('POST /api/v1/sign-in', `${json}Transfer-Encoding: xchunked\r\n`),
      400,
    ],
    'two different lengths': [
      head('POST /api/v1/sign-in', `${json}Content-Length: 2\r\nContent-Length: 3\r\n`),
      400,
    ],
    'a blank before the colon': [head('GET /healthz', 'X : 1\r\n'), 400],
    'a folded header': [head('GET /healthz', 'X: 1\r\n 2\r\n'), 400],
    'no host': ['GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    'an overlong address': [head(`GET /api/v1/members?search=${'x'.repeat(9_000)}`), 414],
    'an escape that means nothing': [head('GET /api/v1/members/%zz'), 400],
    'no HTTP at all': ['GET hello\r\n\r\n', 400],
    'an upgrade': [head('GET /api/v1/changes', 'Upgrade: websocket\r\nConnection: upgrade\r\n'), 400],
  }
  test.each(Object.entries(cases))(
    '%s is refused, and the next request is answered',
    async (_, [text, status]) => {
      expect(await raw(port, text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
      expect(await raw(port, head('GET /healthz'))).toMatch(/^HTTP\/1.1 200 /)
    },
  )

  /** Writes all of a body before it looks at the answer, as most programs do. */
  const writeAll = (lines: string, body: Buffer): Promise<string> =>
    new Promise((resolve) => {
      let answer = ''
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(lines)
        socket.write(body, () => socket.end())
      })
      socket.on('data', (bytes) => {
        answer += bytes.toString()
      })
      socket.on('error', (error) => {
        answer = error.message
      })
      socket.on('close', () => resolve(answer))
    })
  const large = Buffer.alloc(10_000_000, 'x')

  test.each([
    ['announced', `Content-Length: ${large.length}\r\n`, large],
    [
      'in pieces',
      'Transfer-Encoding: chunked\r\n',
      Buffer.concat([Buffer.from(`${large.length.toString(16)}\r\n`), large, Buffer.from('\r\n0\r\n\r\n')]),
    ],
  ])('a body of ten megabytes, %s, is sent in vain but told so', async (_, length, body) => {
    const lines = `POST /api/v1/sign-in HTTP/1.1\r\nHost: a\r\n${json}${length}\r\n`
    expect(await writeAll(lines, body)).toMatch(/^HTTP\/1.1 413 /)
  })

  test('a body that is shorter than announced is cut off, after ten seconds at the latest', async () => {
    expect(bodyMs).toBeLessThan(10_000)
    const answer = await raw(port, head('POST /api/v1/sign-in', `${json}Content-Length: 50\r\n`) + '{"a')
    expect(answer).toMatch(/^HTTP\/1.1 408 /)
  })
})

describe('before it is ready and while it stops', () => {
  test('the port is open and says when to ask again; the process says it is alive', async () => {
    const door = openFrontDoor()
    const port = await door.listen(0, '127.0.0.1')
    const early = await fetch(`http://127.0.0.1:${port}/api/v1/workspace`)
    expect(early.status).toBe(503)
    expect(early.headers.get('retry-after')).toBe('1')
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503)
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
    const app = createServer(await testRuntime(), {
      publicUrl,
      webDir: null,
      trustProxy: false,
      claim: null,
      door,
    })
    await app.ready()
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${port}/api/v1/workspace`)).status).toBe(401)
    door.drain()
    expect((await fetch(`http://127.0.0.1:${port}/api/v1/workspace`)).status).toBe(503)
    await app.close()
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow()
  })

  test('it is not ready where the database cannot write', async () => {
    const runtime = await testRuntime()
    const pool = new Proxy(runtime.pool, {
      get: (target, property) =>
        property === 'query'
          ? () => Promise.reject(new Error('no space left'))
          : Reflect.get(target, property),
    })
    await using app = await openDoors({ ...runtime, pool })
    const answer = await app.inject({ url: '/readyz' })
    expect(answer.statusCode).toBe(503)
    expect(answer.headers['retry-after']).toBeTruthy()
    expect(answer.body).not.toContain('space')
  })
})

describe('the web app', () => {
  let app: FastifyInstance
  beforeAll(async () => {
    const webDir = mkdtempSync(join(tmpdir(), 'web-'))
    mkdirSync(join(webDir, 'assets'))
    mkdirSync(join(webDir, '.git'))
    writeFileSync(join(webDir, 'index.html'), '<!doctype html><title>Throughline</title>')
    writeFileSync(join(webDir, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
    writeFileSync(join(webDir, 'assets', 'index-Ab3dEf9h.js'), `console.log('${'x'.repeat(4_000)}')`)
    writeFileSync(join(webDir, 'assets', 'index-Ab3dEf9h.js.map'), '{}')
    writeFileSync(join(webDir, '.git', 'config'), 'secret')
    writeFileSync(join(webDir, '.env'), 'secret')
    app = await openDoors(await testRuntime(), { webDir })
  })
  afterAll(() => app.close())

  test.each(['/', '/pipeline', '/handoffs/hnd_1', '/settings/keys', '/sign-in/link'])(
    '%s is a page of it',
    async (url) => {
      const answer = await app.inject({ url })
      expect(answer.statusCode).toBe(200)
      expect(answer.body).toContain('<title>Throughline')
      expect(answer.headers['cache-control']).toBe('no-cache')
    },
  )

  test.each([
    '/.git/config',
    '/.env',
    '/assets/index-Ab3dEf9h.js.map',
    '/package.json',
    '/assets/',
    '/..%2f..%2fetc/passwd',
    '/index.html',
    '/assets/none-12345678.js',
    '/api/nothing',
    '/hooks',
    '/wp-admin.php',
    '/a%00b',
  ])('%s is not there', async (url) => {
    const answer = await app.inject({ url })
    expect(answer.statusCode).toBe(404)
    expect(answer.body).not.toContain('secret')
  })

  test('a file with a hash in its name is kept by browsers for good, packed for the way', async () => {
    const url = '/assets/index-Ab3dEf9h.js'
    const answer = await app.inject({ url, headers: { 'accept-encoding': 'gzip' } })
    expect(answer.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'gzip',
      vary: 'Accept-Encoding',
    })
    expect(gunzipSync(answer.rawPayload).toString()).toMatch(/^console\.log/)
    const plain = await app.inject({ url })
    expect(plain.headers['content-encoding']).toBeUndefined()
    const known = await app.inject({ url, headers: { 'if-none-match': String(plain.headers.etag) } })
    expect(known.statusCode).toBe(304)
    const header = await app.inject({ method: 'HEAD', url })
    expect(header.body).toBe('')
    expect(header.headers['content-length']).toBe(plain.headers['content-length'])
  })

  test('changing a page is not possible', async () => {
    expect((await app.inject({ method: 'POST', url: '/pipeline' })).statusCode).toBe(404)
  })
})

test('long answers are packed on their way where the reader takes that', async () => {
  const runtime = await testRuntime()
  const workspace = await makeWorkspace(runtime)
  await using app = await openDoors(runtime)
  const session = await signedIn(workspace, workspace.adminId)
  for (let i = 0; i < 12; i++) {
    await call(app, 'key.create', { name: `Key ${i}`, scopes: ['read'], days: 1 }, { session })
  }
  const plain = await call(app, 'key.list', {}, { session })
  const packed = await call(app, 'key.list', {}, { session, headers: { 'accept-encoding': 'gzip' } })
  expect(packed.headers['content-encoding']).toBe('gzip')
  expect(JSON.parse(gunzipSync(packed.rawPayload).toString())).toEqual(plain.json())
  expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2)
})

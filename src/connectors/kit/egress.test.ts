import { execFile } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConnectorError } from './connector-error.ts'
import type { EgressOptions } from './egress.ts'
import { egressFetch } from './egress.ts'
import { expectOk } from './failure-of.ts'
import { failureOfWork, listenOn } from './test-server.ts'

/** Stands for a public server on 127.0.0.2, which the tests allow; every other loopback address is the alarm. */
const outside = '127.0.0.2'
const open: Array<{ close: () => void }> = []
const text = (body: Uint8Array) => Buffer.from(body).toString()

async function listen(server: net.Server, host: string, port = 0): Promise<number> {
  open.push(server)
  return listenOn(server, host, port)
}

async function failure(work: Promise<unknown>): Promise<string> {
  return (await failureOfWork(work)).code
}

let port = 0
let alarms = 0
const requests: http.IncomingMessage[] = []
const answers: Record<string, (response: http.ServerResponse) => void> = {}

beforeAll(async () => {
  const server = http.createServer((request, response) => {
    requests.push(request)
    const answer = answers[new URL(request.url ?? '/', 'http://x').pathname]
    if (answer) answer(response)
    else request.pipe(response)
  })
  port = await listen(server, outside)
  const alarm = net.createServer((socket) => {
    alarms++
    socket.destroy()
  })
  await listen(alarm, '127.0.0.1', port)
})

afterAll(() => {
  for (const server of open) server.close()
})

function call(path: string, options: Partial<EgressOptions> = {}, host = 'hooks.example.com') {
  return egressFetch(`http://${host}:${port}${path}`, {
    purpose: 'test',
    allowHttp: true,
    allowPorts: [port],
    allowHosts: [outside],
    resolve: () => Promise.resolve([outside]),
    ...options,
  })
}

describe('what may not be reached', () => {
  test.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '017700000001',
    '0',
    '[::1]',
    '[::]',
    '[::127.0.0.1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '127.0.0.1.',
    'localhost',
    'LOCALHOST',
    'localhost.',
    'a.localhost',
    'metadata.google.internal',
    'good@127.0.0.1',
    '127.0.0.1%2f@good',
    '127.0.0.3',
    '10.0.0.1',
    '169.254.169.254',
    '[fd00:ec2::254]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
  ])('http://%s is refused without a connection', async (host) => {
    expect(await failure(call('/', {}, host))).toBe('target_refused')
    expect(alarms).toBe(0)
  })

  test.each<[string, string[]]>([
    ['a private answer', ['127.0.0.1']],
    ['a public and a private one', ['127.0.0.2', '127.0.0.1']],
    ['a private one among a thousand', [...Array.from({ length: 999 }, () => outside), '10.0.0.1']],
    ['only a private IPv6 one', ['::1']],
    ['IPv4 within IPv6', ['::ffff:127.0.0.1']],
    ['NAT64', ['64:ff9b::7f00:1']],
    ['a zone', ['fe80::1%lo']],
    ['no address at all but a name', ['localhost']],
    ['the metadata service', ['169.254.169.254']],
  ])('a name that resolves to %s', async (_, found) => {
    expect(await failure(call('/', { resolve: () => Promise.resolve(found) }))).toBe('target_refused')
    expect(alarms).toBe(0)
  })

  test('a name without an address, and one that cannot be looked up', async () => {
    expect(await failure(call('/', { resolve: () => Promise.resolve([]) }))).toBe('unreachable')
    const notFound = Object.assign(new Error('no such host'), { code: 'ENOTFOUND' })
    expect(await failure(call('/', { resolve: () => Promise.reject(notFound) }))).toBe('unreachable')
    expect(await failure(call('/', { resolve: () => new Promise(() => {}), timeoutMs: 50 }))).toBe('timeout')
  })

  test('a name that flips between look-ups: the connection goes to the checked address', async () => {
    for (let round = 0; round < 100; round++) {
      let lookups = 0
      const flipping = () => Promise.resolve([lookups++ === 0 ? outside : '127.0.0.1'])
      const answer = await call('/', { resolve: flipping, method: 'POST', body: `round ${round}` })
      expect(text(answer.body)).toBe(`round ${round}`)
      expect(lookups).toBe(1)
    }
    expect(alarms).toBe(0)
  })

  test('a host the admin allowed by name may be internal, but never the metadata service', async () => {
    const options = { allowHosts: ['crm.intranet'], resolve: () => Promise.resolve(['127.0.0.2']) }
    expect((await call('/', options, 'crm.intranet')).status).toBe(200)
    const metadata = { ...options, resolve: () => Promise.resolve(['169.254.169.254']) }
    expect(await failure(call('/', metadata, 'crm.intranet'))).toBe('target_refused')
    const neighbour = { allowHosts: ['127.0.0.20'], resolve: () => Promise.resolve(['127.0.0.2']) }
    expect(await failure(call('/', neighbour))).toBe('target_refused')
  })

  test('a host set by the operator is reached wherever it is', async () => {
    const answer = await egressFetch(`http://${outside}:${port}/`, {
      purpose: 'test',
      trusted: true,
      allowHttp: true,
    })
    expect(answer.status).toBe(200)
  })

  test.each([301, 302, 303, 307, 308])(
    'a redirect with status %i is an answer, not a way',
    async (status) => {
      answers['/redirect'] = (response) =>
        response.writeHead(status, { location: `http://127.0.0.1:${port}/` }).end()
      const answer = await call('/redirect')
      expect(answer.status).toBe(status)
      expect(() => expectOk(answer)).toThrow(
        expect.objectContaining({ code: 'redirected', retryable: false }),
      )
      expect(alarms).toBe(0)
    },
  )

  test('a proxy named by the environment is not used', async () => {
    const script = `
      import { egressFetch } from ${JSON.stringify(new URL('./egress.ts', import.meta.url).href)}
      const answer = await egressFetch('http://hooks.example.com:${port}/', { purpose: 'test', allowHttp: true, method: 'POST', body: 'direct',
        allowPorts: [${port}], allowHosts: ['${outside}'], resolve: async () => ['${outside}'] })
      process.stdout.write(Buffer.from(answer.body))`
    const proxy = `http://127.0.0.1:${port}`
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: {
        ...process.env,
        NODE_USE_ENV_PROXY: '1',
        HTTP_PROXY: proxy,
        http_proxy: proxy,
        HTTPS_PROXY: proxy,
        ALL_PROXY: proxy,
        NO_PROXY: '',
      },
    })
    expect(stdout).toBe('direct')
    expect(alarms).toBe(0)
  })
})

describe('what may not be sent', () => {
  test.each<[string, Partial<EgressOptions>]>([
    ['a line break in a value', { userHeaders: { 'x-a': 'b\r\nx-c: d' } }],
    ['a line break in a name', { userHeaders: { 'x-a\r\nx-b': 'c' } }],
    ['a line break in a header of ours', { headers: { 'x-a': 'b\nc' } }],
    ['NUL', { headers: { 'x-a': 'b\u0000' } }],
    ['a character outside ASCII', { userHeaders: { 'x-a': 'ä' } }],
    ['Host', { userHeaders: { Host: '127.0.0.1' } }],
    ['Content-Length', { headers: { 'Content-Length': '1' } }],
    ['Transfer-Encoding', { headers: { 'transfer-encoding': 'chunked' } }],
    ['Connection', { headers: { connection: 'upgrade' } }],
    ['Authorization typed by a user', { userHeaders: { Authorization: 'Bearer x' } }],
    ['Cookie typed by a user', { userHeaders: { cookie: 'a=b' } }],
    ['X-Forwarded-For typed by a user', { userHeaders: { 'x-forwarded-for': '127.0.0.1' } }],
    ['the same header twice', { headers: { 'x-a': '1', 'X-A': '2' } }],
    ['51 headers', { headers: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`x-${i}`, '1'])) }],
    ['an empty name', { headers: { '': 'x' } }],
  ])('%s', async (_, options) => {
    const before = requests.length
    expect(await failure(call('/', options))).toBe('request_refused')
    expect(requests.length).toBe(before)
  })

  test('what is sent arrives as it was given', async () => {
    const body = '{"x":"ä😀"}'
    const answer = await call('/echo?a=1%20b', {
      method: 'POST',
      body,
      headers: { authorization: 'Bearer t' },
      userHeaders: { 'X-Team': 'a b' },
    })
    const request = requests.at(-1)
    expect(text(answer.body)).toBe(body)
    expect(request?.url).toBe('/echo?a=1%20b')
    expect(request?.headers).toMatchObject({
      host: `hooks.example.com:${port}`,
      authorization: 'Bearer t',
      'x-team': 'a b',
      'content-length': '14',
      'accept-encoding': 'identity',
    })
  })
})

describe('answers that do harm', () => {
  const endless = (response: http.ServerResponse) => {
    const chunk = Buffer.alloc(65_536, 'x')
    const more = () => {
      while (!response.destroyed && response.write(chunk)) if (response.writableLength > 1e6) break
    }
    response.on('drain', more)
    response.on('error', () => {})
    more()
  }
  test('one without end is cut at the limit', async () => {
    answers['/endless'] = endless
    const answer = await call('/endless')
    expect(answer).toMatchObject({ status: 200, truncated: true })
    expect(answer.body.length).toBe(65_536)
    expect((await call('/endless', { maxBytes: 10 })).body.length).toBe(10)
    expect((await call('/endless', { maxBytes: 10_000_000 })).body.length).toBe(65_536)
  })

  test('a compressed bomb stays compressed', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000))
    answers['/bomb'] = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    const answer = await call('/bomb')
    expect(Buffer.from(answer.body).equals(bomb.subarray(0, 65_536))).toBe(true)
  })

  test('exactly the limit is not cut', async () => {
    answers['/full'] = (response) => response.end(Buffer.alloc(65_536))
    expect(await call('/full')).toMatchObject({ truncated: false })
  })

  test('one byte a moment, or none, ends with the time', async () => {
    answers['/drip'] = (response) => {
      const timer = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(timer))
    }
    answers['/silent'] = () => {}
    expect(await failure(call('/drip', { timeoutMs: 150 }))).toBe('timeout')
    expect(await failure(call('/silent', { timeoutMs: 150 }))).toBe('timeout')
  })

  const raw = async (bytes: string) => {
    const server = net.createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => socket.end(bytes))
    })
    const rawPort = await listen(server, outside)
    const url = `http://hooks.example.com:${rawPort}/`
    const resolve = () => Promise.resolve([outside])
    return egressFetch(url, {
      purpose: 'test',
      allowHttp: true,
      allowPorts: [rawPort],
      allowHosts: [outside],
      resolve,
      timeoutMs: 3000,
    })
  }
  test.each<[string, string, string]>([
    ['a megabyte of headers', `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(1_000_000)}\r\n\r\n`, 'bad_answer'],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n', 'bad_answer'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab', 'bad_answer'],
    [
      'length and chunks',
      'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      'bad_answer',
    ],
    ['a body that breaks off', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc', 'connection_lost'],
    ['nothing', '', 'connection_lost'],
  ])('%s', async (_, bytes, expected) => {
    expect(await failure(raw(bytes))).toBe(expected)
  })

  test('nobody listening', async () => {
    const server = net.createServer()
    const free = await listen(server, outside)
    server.close()
    await once(server, 'close')
    const url = `http://${outside}:${free}/`
    expect(await failure(egressFetch(url, { purpose: 'test', trusted: true, allowHttp: true }))).toBe(
      'unreachable',
    )
  })

  test('the error says nothing about the other side', async () => {
    const error = await call('/', {}, '127.0.0.1').catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ConnectorError)
    expect(String(error)).toBe('ConnectorError: This address may not be called from here.')
  })

  test('at most 32 requests to one host at a time; the next is told to come back', async () => {
    const held: http.ServerResponse[] = []
    let arrived = () => {}
    const all = new Promise<void>((resolve) => (arrived = resolve))
    answers['/hold'] = (response) => {
      held.push(response)
      if (held.length === 32) arrived()
    }
    const calls = Array.from({ length: 32 }, () => call('/hold'))
    await all
    expect(await failure(call('/'))).toBe('busy')
    for (const response of held) response.end()
    await Promise.all(calls)
    expect((await call('/')).status).toBe(200)
  })
})

test.each([
  [200, 'no error', null],
  [204, 'no error', null],
  [400, 'rejected', null],
  [401, 'credentials_refused', null],
  [404, 'not_found', null],
  [410, 'gone', null],
  [429, 'rate_limited', 120],
  [500, 'unavailable', null],
  [503, 'unavailable', 86_400],
])('status %i means %s', async (status, expected, retryAfterSec) => {
  const wait = status === 429 ? '120' : status === 503 ? '99999999' : 'Fri, 20 Nov 2026 10:00:00 GMT'
  answers['/status'] = (response) => response.writeHead(status, { 'retry-after': wait }).end()
  const work = call('/status').then(expectOk)
  expect(await failure(work)).toBe(expected)
  if (expected !== 'no error')
    expect(await work.catch((error: unknown) => error)).toMatchObject({ retryAfterSec })
})

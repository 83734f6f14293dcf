import http from 'node:http'
import https from 'node:https'
import type net from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import type { EgressOptions } from './egress.ts'
import { egressFetch } from './egress.ts'
import { makeCertificate } from './test-certificate.ts'
import { failureOfWork as failure, listenOn } from './test-server.ts'

const outside = '127.0.0.2'
const open: net.Server[] = []
afterAll(() => {
  for (const server of open) server.close()
})

function listen(server: net.Server): Promise<number> {
  open.push(server)
  return listenOn(server, outside)
}

describe('encrypted connections', () => {
  const day = 86_400_000
  const serve = async (made: { cert: string; key: string }) =>
    listen(https.createServer(made, (request, response) => response.end(request.headers.host)))
  const get = (securePort: number, options: Partial<EgressOptions> = {}) =>
    egressFetch(`https://hooks.example.com:${securePort}/`, {
      purpose: 'test',
      allowPorts: [securePort],
      allowHosts: [outside],
      resolve: () => Promise.resolve([outside]),
      ...options,
    })

  test('a trusted certificate for the right name', async () => {
    const made = makeCertificate({ dns: ['hooks.example.com'] })
    const securePort = await serve(made)
    expect(Buffer.from((await get(securePort, { ca: made.cert })).body).toString()).toBe(
      `hooks.example.com:${securePort}`,
    )
  })

  test.each([
    ['self-signed', { dns: ['hooks.example.com'] }, false],
    ['for another name', { dns: ['other.example.com'] }, true],
    ['for the address, not the name', { dns: ['x'], ip: [outside] }, true],
    [
      'expired',
      { dns: ['hooks.example.com'], from: new Date(Date.now() - 2 * day), until: new Date(Date.now() - day) },
      true,
    ],
    [
      'not valid yet',
      { dns: ['hooks.example.com'], from: new Date(Date.now() + day), until: new Date(Date.now() + 2 * day) },
      true,
    ],
  ])('a certificate that is %s', async (_, names, trusted) => {
    const made = makeCertificate(names)
    const securePort = await serve(made)
    expect(await failure(get(securePort, trusted ? { ca: made.cert } : {}))).toEqual({
      code: 'tls_failed',
      retryable: true,
    })
  })

  test('a server that does not speak TLS', async () => {
    const port = await listen(http.createServer())
    expect(await failure(get(port))).toEqual({ code: 'tls_failed', retryable: true })
  })
})

import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { Runtime } from '../../src/app/runtime.ts'
import { openSession } from '../../src/app/sessions/open-session.ts'
import type { Input } from '../../src/contract/operations.ts'
import type { OperationName } from '../../src/contract/routes.ts'
import { routeOf } from '../../src/http/operations.ts'
import { createServer, type ServerOptions } from '../../src/http/server.ts'
import type { TestWorkspace } from './workspace.ts'

export const publicUrl = 'https://handoff.example.com'
export const cookie = '__Host-throughline'

/** The whole server on a runtime, spoken to in the same process. */
export async function openDoors(
  runtime: Runtime,
  options: Partial<ServerOptions> = {},
): Promise<FastifyInstance> {
  const app = createServer(runtime, { publicUrl, webDir: null, trustProxy: false, claim: null, ...options })
  await app.ready()
  return app
}

/** A session of a member, as its cookie. */
export async function signedIn(workspace: TestWorkspace, memberId: string): Promise<string> {
  const device = { name: 'Test', address: '192.0.2.1' }
  const { token } = await workspace.within((tx, ctx) => openSession(tx, ctx, { memberId, device }))
  return token
}

export type Sent = {
  session?: string
  key?: string
  headers?: Record<string, string>
  /** Sent as it is, in place of the input. */
  payload?: string | Buffer
  address?: string
}

/** Calls an operation as the web app does: path, query or JSON body, the cookie, our own origin. */
export function call<N extends OperationName>(
  app: FastifyInstance,
  name: N,
  input: Input<N> | Record<string, unknown>,
  sent: Sent = {},
): Promise<LightMyRequestResponse> {
  const { method, path } = routeOf(name)
  const rest: Record<string, unknown> = { ...input }
  const filled = path.replace(/:([A-Za-z]+)/g, (_, key: string) => {
    const value = String(rest[key])
    delete rest[key]
    return encodeURIComponent(value)
  })
  const isRead = method === 'GET'
  const query = new URLSearchParams()
  for (const [key, value] of isRead ? Object.entries(rest) : []) {
    for (const one of [value].flat()) query.append(key, String(one))
  }
  const text = query.toString()
  return app.inject({
    method: asMethod(method),
    url: text === '' ? filled : `${filled}?${text}`,
    headers: {
      ...(isRead ? {} : { 'content-type': 'application/json' }),
      ...(sent.session ? { cookie: `${cookie}=${sent.session}`, origin: publicUrl } : {}),
      ...(sent.key ? { authorization: `Bearer ${sent.key}` } : {}),
      ...sent.headers,
    },
    ...(sent.address ? { remoteAddress: sent.address } : {}),
    ...(isRead ? {} : { payload: sent.payload ?? JSON.stringify(rest) }),
  })
}

const asMethod = (method: string): 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' =>
  method as 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

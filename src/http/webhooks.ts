import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { saveRefusals } from '../app/inbox/note-refusal.ts'
import { ownLane } from '../app/inbox/own-lane.ts'
import { type Delivery, type DeliveryRefused, receiveEvent } from '../app/inbox/receive-event.ts'
import type { Runtime } from '../app/runtime.ts'
import { hookRoutes } from '../contract/hook-routes.ts'
import { HttpRefusal } from './errors.ts'

/** What a sender is answered for each refusal. A connection of somebody else, a removed one and none look alike. */
const statusOf = {
  unknown: [404, 'not_found'],
  signature: [401, 'signature_refused'],
  not_fit: [503, 'connection_not_fit'],
  body: [400, 'body_says_nothing'],
  too_many_items: [413, 'too_many_items'],
  not_expected: [403, 'other_account'],
} as const satisfies Record<DeliveryRefused, readonly [number, string]>

const { route, bodyLimitBytes } = hookRoutes['event.receive']
const [method, url] = route.split(' ') as ['POST', string]

/** Serves the address that other systems send their events to. It reads bytes, never a parsed body. */
export function mountWebhooks(app: FastifyInstance, runtime: Runtime): void {
  void app.register(async (hooks) => {
    hooks.removeAllContentTypeParsers()
    hooks.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: bodyLimitBytes },
      (_request, body, done) => done(null, body),
    )
    hooks.route({
      method,
      url,
      bodyLimit: bodyLimitBytes,
      onRequest: async (request) => refuseUnreadable(request),
      handler: (request, reply) => answer(runtime, request, reply),
    })
    // What was acknowledged here is handled here, as far as the stopping process has time for it.
    hooks.addHook('onClose', async () => {
      await Promise.all([ownLane(runtime).settled(), saveRefusals(runtime)])
    })
  })
}

/** Before a byte of the body is read. None of this tells whether there is such a connection. */
function refuseUnreadable(request: FastifyRequest): void {
  const { workspace, connection } = paramsOf(request)
  const [path] = request.raw.url?.split('?', 1) ?? []
  // Only the address exactly as we gave it out: what a proxy might read in another way is nothing.
  if (path !== `/hooks/${workspace}/${connection}` || !isAddress(workspace, connection))
    throw new HttpRefusal(404, 'not_found', 'There is nothing at this address.')
  const encoding = request.headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new HttpRefusal(415, 'compressed', 'Send the body as it is, without Content-Encoding.')
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/json(?: *; *charset="?utf-8"?)?$/i.test(type))
    throw new HttpRefusal(415, 'not_json', 'Expected Content-Type: application/json, in UTF-8.')
}

async function answer(runtime: Runtime, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { workspace, connection } = paramsOf(request)
  const received = await receiveEvent(runtime, {
    workspaceId: workspace,
    connectionId: connection,
    method,
    url: `${runtime.connectors.publicUrl}${request.raw.url ?? ''}`,
    headers: singleHeaders(request),
    rawBody: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    requestId: request.id,
  })
  if (received.ok) {
    reply.type('application/json; charset=utf-8')
    return reply.send(JSON.stringify(received.value))
  }
  const [status, code] = statusOf[received.code]
  throw new HttpRefusal(status, code, received.reason, status === 503 ? { 'retry-after': '2' } : {})
}

/**
 * Headers with those sent twice as lists: the server itself joins or drops repetitions, and a signature sent twice
 * must not be read in two ways.
 */
function singleHeaders(request: FastifyRequest): Delivery['headers'] {
  const headers: Record<string, string | string[]> = {}
  const { rawHeaders } = request.raw
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase()
    const value = rawHeaders[i + 1] ?? ''
    const before = headers[name]
    headers[name] = before === undefined ? value : [before, value].flat()
  }
  return headers
}

function isAddress(workspace: string, connection: string): boolean {
  return /^wsp_[0-9a-z]{8}$/.test(workspace) && /^con_[0-9a-z]{26}$/.test(connection)
}

function paramsOf(request: FastifyRequest): { workspace: string; connection: string } {
  const { workspace = '', connection = '' } = request.params as Partial<Record<string, string>>
  return { workspace, connection }
}

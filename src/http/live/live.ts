import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { AppError, forbidden } from '../../app/errors.ts'
import { checkPermission } from '../../app/run-operation.ts'
import type { Runtime } from '../../app/runtime.ts'
import type { Authenticated } from '../../app/sessions/authenticate.ts'
import { operations } from '../../contract/operations.ts'
import { HttpRefusal } from '../errors.ts'
import { routeOf } from '../operations.ts'
import { requestOrigin } from '../sender/same-origin.ts'
import type { Who } from '../sender/who.ts'
import { hintWriter, refresh } from './hint-writer.ts'
import { type Listener, liveHub } from './live-hub.ts'

type Door = { runtime: Runtime; who: Who; publicUrl: string }

const mostStreams = 5_000
/** A tab that was replaced by another one must not fight over the stream; it asks again when it is looked at. */
const replacedRetryMs = 3_600_000

/** `change.stream`: hints that something changed, as server-sent events, one stream per browser. */
export function mountLive(app: FastifyInstance, { runtime, who, publicUrl }: Door): void {
  const hub = liveHub(runtime)
  const { method, path } = routeOf('change.stream')
  app.addHook('preClose', async () => hub.close())
  app.route({
    method,
    url: path,
    handler: async (request, reply) => {
      if (requestOrigin(request, publicUrl) === 'foreign')
        throw forbidden('Streams open from our own pages only.')
      if (request.url.includes('?'))
        throw new HttpRefusal(400, 'invalid', 'This operation takes no parameters.')
      const sender = await who(request)
      request.sender = sender
      const credential = credentialOf(sender)
      if (hub.size >= mostStreams) throw busy()
      const headers = reply.getHeaders()
      reply.hijack()
      const listener = openStream(reply.raw, { headers, credential, onEnd: (it) => hub.remove(it) })
      hub.add(listener)
    },
  })
}

function credentialOf({
  workspaceId,
  actor,
}: Authenticated): Pick<Listener, 'workspaceId' | 'credentialId' | 'kind'> {
  checkPermission(actor, 'change.stream', operations['change.stream'])
  if (actor.kind === 'member' && actor.sessionId) {
    return { workspaceId, credentialId: actor.sessionId, kind: 'session' }
  }
  if (actor.kind === 'api_key') return { workspaceId, credentialId: actor.keyId, kind: 'key' }
  throw forbidden('Live updates are for people signed in and for API keys.')
}

function busy(): AppError {
  const message = 'Too many people follow changes here just now.'
  return new AppError('unavailable', 'too_many_streams', message, { retryAfterSeconds: 30 })
}

type Opening = {
  headers: Record<string, unknown>
  credential: Pick<Listener, 'workspaceId' | 'credentialId' | 'kind'>
  onEnd(listener: Listener): void
}

function openStream(response: ServerResponse, { headers, credential, onEnd }: Opening): Listener {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value))
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // A proxy that gathers answers would hold every event back.
    'x-accel-buffering': 'no',
  })
  const hints = hintWriter(response)
  const listener: Listener = {
    ...credential,
    send: (change) => hints.write(`data: ${JSON.stringify(change)}\n\n`),
    refresh: () => hints.write(refresh),
    heartbeat: () => hints.heartbeat(),
    end(reason) {
      if (response.writableEnded) return
      if (reason === 'replaced') response.write(`event: replaced\nretry: ${replacedRetryMs}\ndata: {}\n\n`)
      if (reason === 'signed_out') response.write('event: signed_out\ndata: {}\n\n')
      response.end()
      onEnd(listener)
    },
  }
  response.write('retry: 2000\n: open\n\n')
  response.on('close', () => onEnd(listener))
  response.on('error', () => onEnd(listener))
  return listener
}

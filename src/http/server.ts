import { randomBytes } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import { type FastifyInstance, fastify } from 'fastify'
import type { Log } from '../app/context.ts'
import type { Runtime } from '../app/runtime.ts'
import type { Authenticated } from '../app/sessions/authenticate.ts'
import type { Claim } from '../app/sign-in/claim-workspace.ts'
import { type AllowedMethods, noteMethods } from './allowed-methods.ts'
import { HttpRefusal, sendError } from './errors.ts'
import { answerBroken, type FrontDoor, openFrontDoor } from './front-door.ts'
import { mountHealth } from './health.ts'
import { readOnlyJson } from './input/read-json.ts'
import { mountLive } from './live/live.ts'
import { mountOperations } from './operations.ts'
import { mountReference } from './reference/reference.ts'
import { addSecurityHeaders, securityHeaders } from './security-headers.ts'
import { type Who, whoSends } from './sender/who.ts'
import { mountSession } from './session.ts'
import { cutSlowBodies } from './slow-bodies.ts'
import { mountStatic } from './web/static.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent it, once that is known. */
    sender: Authenticated | null
  }
}

export type ServerOptions = {
  /** The address people reach us at, without a slash at the end. */
  publicUrl: string
  /** The built web app; null serves none. */
  webDir: string | null
  /** Whether one reverse proxy stands in front and says who asked. */
  trustProxy: boolean
  /** The right to make the first admin, where the database is empty. */
  claim: Claim | null
  /** Routes that read raw bodies (events coming in, uploads) are added here, outside of what reads only JSON. */
  registerHooks?: (app: FastifyInstance, parts: { who: Who }) => void
  /** A socket opened before the database was there. */
  door?: FrontDoor
}

const longestUrl = 8_192
const mostHeaders = 200
const drainMs = 15_000

/** The server: every operation of the table, signing in, live updates, the web app. It serves from `ready()` on. */
export function createServer(runtime: Runtime, options: ServerOptions): FastifyInstance {
  const door = options.door ?? openFrontDoor()
  let handler: RequestListener | undefined
  const app = fastify({
    serverFactory: (it) => {
      handler = it
      return door.server
    },
    clientErrorHandler: answerBroken,
    genReqId: () => `req_${randomBytes(13).toString('hex')}`,
    requestIdHeader: false,
    trustProxy: options.trustProxy ? (_address: string, hop: number) => hop < 1 : false,
    bodyLimit: 1_048_576,
    exposeHeadRoutes: false,
    routerOptions: {
      maxParamLength: 200,
      // The router calls this where an error would end the process; input is read strictly elsewhere.
      querystringParser: () => ({}),
    },
    frameworkErrors: (error, request, reply) => {
      reply.headers(securityHeaders(options.publicUrl))
      void sendError(error, { request, reply, log: runtime.log })
    },
  })
  app.decorateRequest('sender', null)
  addSecurityHeaders(app, options.publicUrl)
  refuseOversized(app)
  cutSlowBodies(app)
  logRequests(app, runtime.log)
  const allowed = noteMethods(app)
  answerErrors(app, runtime.log, allowed)
  mountParts(app, runtime, options)
  app.addHook('onReady', async () => {
    if (handler) door.open(handler)
  })
  app.addHook('preClose', async () => door.drain())
  app.addHook('onClose', () => door.close(drainMs))
  return app
}

function mountParts(app: FastifyInstance, runtime: Runtime, options: ServerOptions): void {
  const { publicUrl } = options
  const who = whoSends(runtime, options)
  void app.register(cookie)
  void app.register(compress, {
    globalDecompression: false,
    encodings: ['br', 'gzip'],
    threshold: 1_024,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
  void app.register(async (api) => {
    readOnlyJson(api)
    mountOperations(api, runtime, who)
    mountSession(api, { runtime, who, publicUrl, claim: options.claim })
    mountLive(api, { runtime, who, publicUrl })
    mountReference(api, publicUrl)
  })
  void app.register(async (hooks) => options.registerHooks?.(hooks, { who }))
  void app.register(async (rest) => mountHealth(rest, runtime))
  const { webDir } = options
  if (webDir !== null) void app.register(async (web) => mountStatic(web, webDir))
}

/** Limits that the parser of node does not keep for us. */
function refuseOversized(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (request.raw.rawHeaders.length > 2 * mostHeaders) {
      throw new HttpRefusal(431, 'headers_too_large', `A request may have at most ${mostHeaders} headers.`)
    }
    if (request.url.length > longestUrl) {
      throw new HttpRefusal(414, 'address_too_long', `An address may have at most ${longestUrl} characters.`)
    }
  })
}

function answerErrors(app: FastifyInstance, log: Log, allowed: AllowedMethods): void {
  app.setErrorHandler((error, request, reply) => sendError(error, { request, reply, log }))
  app.setNotFoundHandler((request, reply) => {
    const methods = allowed(request.url.split('?', 1)[0] ?? '')
    const refusal =
      methods.length > 0
        ? new HttpRefusal(405, 'method_not_allowed', `Use ${methods.join(' or ')} here.`, {
            allow: methods.join(', '),
          })
        : new HttpRefusal(404, 'not_found', 'There is nothing at this address.')
    return sendError(refusal, { request, reply, log })
  })
}

/** One line per answer. Addresses are logged without what stands after "?", which may be personal. */
function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', async (request, reply) => {
    const { url } = request.routeOptions
    if (!url?.startsWith('/api/') && !url?.startsWith('/hooks/') && reply.statusCode < 400) return
    log.info(
      {
        requestId: request.id,
        method: request.method,
        path: request.url.split('?', 1)[0]?.slice(0, 200),
        status: reply.statusCode,
        tookMs: Math.round(reply.elapsedTime),
        workspaceId: request.sender?.workspaceId,
      },
      'Answered',
    )
  })
}

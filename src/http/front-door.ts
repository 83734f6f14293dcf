import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/**
 * The listening socket, which is there before the database and after the last answer. Until it is handed an app it
 * says "not yet"; from `drain` on it says "no longer"; both with when to ask again.
 */
export type FrontDoor = {
  readonly server: Server
  readonly phase: 'starting' | 'open' | 'draining'
  /** Opens the port; resolves to the one in use. */
  listen(port: number, host: string): Promise<number>
  open(handler: RequestListener): void
  drain(): void
  /** Waits for answers under way, for `graceMs` at most. */
  close(graceMs: number): Promise<void>
}

/** Slow senders are cut off; whoever sends headers by the bucket is told so. */
const limits = {
  maxHeaderSize: 16_384,
  headersTimeout: 9_000,
  // For files on slow lines; ordinary bodies are held to seconds by the app.
  requestTimeout: 600_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1_000,
  // An address given twice must not be read in two ways by a proxy and by us.
  requireHostHeader: true,
  insecureHTTPParser: false,
}

export function openFrontDoor(): FrontDoor {
  let phase: FrontDoor['phase'] = 'starting'
  let handler: RequestListener | null = null
  const server = createServer(limits, (request, response) => {
    if (phase === 'open' && handler) return handler(request, response)
    answerClosed(phase, request, response)
  })
  server.on('connect', (_request, socket: Socket) =>
    refuse(socket, '405 Method Not Allowed', 'method_not_allowed'),
  )
  server.on('upgrade', (_request, socket: Socket) => refuse(socket, '400 Bad Request', 'no_upgrade'))
  return {
    server,
    get phase() {
      return phase
    },
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => {
          server.off('error', reject)
          resolve(portOf(server))
        })
      }),
    open(next) {
      handler = next
      if (phase === 'starting') phase = 'open'
    },
    drain() {
      phase = 'draining'
    },
    async close(graceMs) {
      phase = 'draining'
      if (!server.listening) return
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const timer = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearTimeout(timer)
    },
  }
}

function portOf(server: Server): number {
  const address: string | AddressInfo | null = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

function answerClosed(phase: FrontDoor['phase'], request: IncomingMessage, response: ServerResponse): void {
  const alive = request.url === '/healthz' && (request.method === 'GET' || request.method === 'HEAD')
  response.setHeader('cache-control', 'no-store')
  response.setHeader('x-content-type-options', 'nosniff')
  if (phase === 'draining') response.setHeader('connection', 'close')
  if (alive) {
    response.setHeader('content-type', 'application/json; charset=utf-8')
    response.end(JSON.stringify({ alive: true }))
    return
  }
  const detail =
    phase === 'starting' ? 'Throughline is starting.' : 'Throughline is stopping; ask again in a moment.'
  response.statusCode = 503
  response.setHeader('retry-after', '1')
  response.setHeader('content-type', 'application/problem+json; charset=utf-8')
  response.end(JSON.stringify(plainProblem(503, 'not_ready', detail)))
}

const broken: Readonly<Record<string, [string, string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'headers_too_large'],
  HPE_INVALID_METHOD: ['405 Method Not Allowed', 'method_not_allowed'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'too_slow'],
}

/** Answers what is no HTTP, or not in time. The app passes it on to the server, once. */
export function answerBroken(error: Error & { code?: string }, socket: Socket): void {
  const [status, code] = broken[error.code ?? ''] ?? ['400 Bad Request', 'bad_request']
  refuse(socket, status, code)
}

/** Ends a connection whose body does not arrive. */
export function cutOff(socket: Socket): void {
  refuse(socket, '408 Request Timeout', 'too_slow')
}

/** What cannot be parsed gets its answer written by hand, and the connection ends: nothing after it can be trusted. */
function refuse(socket: Socket, status: string, code: string): void {
  if (!socket.writable) return void socket.destroy()
  const body = JSON.stringify(plainProblem(Number(status.slice(0, 3)), code, status.slice(4)))
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json; charset=utf-8\r\n${status.startsWith('405') ? 'Allow: GET, POST, PUT, PATCH\r\n' : ''}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  )
}

/** A problem of no kind but its status, as RFC 9457 has it. */
export function plainProblem(status: number, code: string, detail: string) {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? detail, status, detail, code }
}

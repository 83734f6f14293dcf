import type { FastifyInstance } from 'fastify'
import { cutOff } from './front-door.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may take minutes, as long as it keeps coming. */
    slowBody?: boolean
  }
}

/** An ordinary body must have come by then. */
export const bodyMs = 9_000
const stallMs = 10_000

/** Cuts off senders that announce a body and let it trickle: they would hold a connection each for nothing. */
export function cutSlowBodies(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const { raw } = request
    if (raw.complete || raw.method === 'GET' || raw.method === 'HEAD') return
    const { socket } = raw
    if (request.routeOptions.config.slowBody) {
      const stalled = (): void => cutOff(socket)
      socket.setTimeout(stallMs, stalled)
      const arrived = (): void => void socket.setTimeout(0, stalled)
      raw.once('end', arrived)
      raw.once('close', arrived)
      return
    }
    const timer = setTimeout(() => {
      if (raw.complete || raw.destroyed || !socket.writable) return
      // Whoever was answered already is not answered twice.
      if (reply.raw.headersSent) socket.destroy()
      else cutOff(socket)
    }, bodyMs).unref()
    raw.once('end', () => clearTimeout(timer))
    raw.once('close', () => clearTimeout(timer))
  })
}

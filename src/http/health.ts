import type { FastifyInstance } from 'fastify'
import { checkReadiness } from '../app/readiness/check-readiness.ts'
import type { Runtime } from '../app/runtime.ts'

/** For whoever watches the process: `/healthz` says it answers, `/readyz` that the database can write. */
export function mountHealth(app: FastifyInstance, runtime: Runtime): void {
  app.route({ method: ['GET', 'HEAD'], url: '/healthz', handler: async () => ({ alive: true }) })
  app.route({
    method: ['GET', 'HEAD'],
    url: '/readyz',
    handler: async (_request, reply) => {
      const { ready, tookMs } = await checkReadiness(runtime)
      if (!ready) reply.code(503).header('retry-after', '2')
      return { ready, wroteInMs: ready ? tookMs : null }
    },
  })
}

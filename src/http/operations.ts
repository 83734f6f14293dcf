import type { FastifyInstance, FastifyRequest } from 'fastify'
import { invalid } from '../app/errors.ts'
import { runOperation } from '../app/run-operation.ts'
import type { Runtime } from '../app/runtime.ts'
import type { Operation } from '../contract/operation.ts'
import { operations } from '../contract/operations.ts'
import { apiPrefix, type OperationName, routes } from '../contract/routes.ts'
import { inputReader } from './input/request-input.ts'
import type { Who } from './sender/who.ts'

export const operationNames = Object.keys(routes) as OperationName[]

/** Method and path of an operation, as the table has them. */
export function routeOf(name: OperationName): { method: string; path: string } {
  const [method = '', path = ''] = routes[name].split(' ')
  return { method, path: `${apiPrefix}${path}` }
}

/** Passwords are never among what is kept of a request, not even hashed as part of it. */
const neverKept: readonly OperationName[] = ['session.set_password']

/** Serves every operation of the table that is not written by hand. */
export function mountOperations(app: FastifyInstance, runtime: Runtime, who: Who): void {
  for (const name of operationNames) {
    const operation: Operation = operations[name]
    if (operation.handler !== 'custom') mount(app, runtime, { name, operation, who })
  }
}

function mount(
  app: FastifyInstance,
  runtime: Runtime,
  { name, operation, who }: { name: OperationName; operation: Operation; who: Who },
): void {
  const { method, path } = routeOf(name)
  const readInput = inputReader(operation, method)
  app.route({
    method,
    url: path,
    ...(operation.bodyLimitBytes !== undefined && { bodyLimit: operation.bodyLimitBytes }),
    // Before the body is read: whoever is not known sends us no megabytes.
    onRequest: async (request) => {
      request.sender = await who(request)
    },
    handler: async (request, reply) => {
      const { sender } = request
      if (!sender) throw new Error('a request came past the check of its sender')
      const answer = await runOperation(runtime, {
        name,
        workspaceId: sender.workspaceId,
        actor: sender.actor,
        input: readInput(request),
        requestId: request.id,
        idempotencyKey: method === 'GET' || neverKept.includes(name) ? null : idempotencyKey(request),
      })
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer))
    },
  })
}

function idempotencyKey(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key === 'string' && /^[!-~]{1,255}$/.test(key)) return key
  throw invalid('The Idempotency-Key must be 1 to 255 printable ASCII characters.')
}

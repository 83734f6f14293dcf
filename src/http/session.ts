import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, invalid } from '../app/errors.ts'
import { fieldProblems } from '../app/run-operation.ts'
import type { Runtime } from '../app/runtime.ts'
import type { Device } from '../app/sessions/open-session.ts'
import { signOut } from '../app/sessions/sign-out.ts'
import { type Claim, claimWorkspace } from '../app/sign-in/claim-workspace.ts'
import { findWorkspace } from '../app/sign-in/find-workspace.ts'
import { redeemLink } from '../app/sign-in/redeem-link.ts'
import { requestLink } from '../app/sign-in/request-link.ts'
import { signIn } from '../app/sign-in/sign-in.ts'
import type { Operation } from '../contract/operation.ts'
import { type Checked, operations } from '../contract/operations.ts'
import type { OperationName } from '../contract/routes.ts'
import { inputReader } from './input/request-input.ts'
import { routeOf } from './operations.ts'
import { deviceName } from './sender/device-name.ts'
import { refuseForeign } from './sender/same-origin.ts'
import { clearSessionCookie, readSessionCookie, setSessionCookie } from './sender/session-cookie.ts'
import type { Who } from './sender/who.ts'

type Door = { runtime: Runtime; who: Who; publicUrl: string; claim: Claim | null }
type Handle<N extends OperationName> = (
  input: Checked<N>,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<unknown>

/** Signing in and out: the operations that set or clear the cookie, each as the table declares it. */
export function mountSession(app: FastifyInstance, door: Door): void {
  const { runtime, publicUrl } = door
  const add = <N extends OperationName>(name: N, handle: Handle<N>): void =>
    mount(app, door, { name, handle })

  add('workspace.find', async (input) => {
    const { workspace, ask, empty } = await findWorkspace(runtime, input.workspace)
    return { workspace, ask, claim: empty && door.claim !== null }
  })
  add('session.sign_in', async (input, request, reply) => {
    const session = await signIn(runtime, { ...input, device: deviceOf(request), requestId: request.id })
    setSessionCookie(reply, publicUrl, session)
    return { ok: true }
  })
  add('session.request_link', async (input, request) => {
    await requestLink(runtime, { ...input, device: deviceOf(request), requestId: request.id })
    return { ok: true }
  })
  add('session.redeem_link', async (input, request, reply) => {
    const session = await redeemLink(runtime, { ...input, device: deviceOf(request), requestId: request.id })
    setSessionCookie(reply, publicUrl, session)
    return { ok: true, purpose: session.purpose }
  })
  add('session.claim_workspace', async (input, request, reply) => {
    const asked = { input, device: deviceOf(request), requestId: request.id }
    setSessionCookie(reply, publicUrl, await claimWorkspace(runtime, door.claim, asked))
    return { ok: true }
  })
  add('session.sign_out', async (_input, request, reply) => {
    try {
      await signOut(runtime, { ...(await door.who(request)), requestId: request.id })
    } catch (error) {
      // Whoever is signed out already wanted just that.
      if (!(error instanceof AppError && error.code === 'not_signed_in')) throw error
    }
    clearSessionCookie(reply, publicUrl)
    reply.header('clear-site-data', '"cache", "storage"')
    return { ok: true }
  })
}

function mount<N extends OperationName>(
  app: FastifyInstance,
  { publicUrl }: Door,
  { name, handle }: { name: N; handle: Handle<N> },
): void {
  const { method, path } = routeOf(name)
  const operation: Operation = operations[name]
  const readInput = inputReader(operation, method)
  app.route({
    method,
    url: path,
    bodyLimit: 16_384,
    handler: async (request, reply) => {
      refuseForeign(request, publicUrl, readSessionCookie(request, publicUrl) !== null)
      const parsed = operation.input.safeParse(readInput(request))
      if (!parsed.success) {
        const fields = fieldProblems(parsed.error)
        throw invalid(`${fields[0]?.path ?? 'The request'}: ${fields[0]?.message ?? 'does not fit'}`, fields)
      }
      const answer = operation.output.parse(await handle(asChecked<N>(parsed.data), request, reply))
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer))
    },
  })
}

// The table ties a name to its shape; inside a generic function the compiler cannot follow that.
const asChecked = <N extends OperationName>(data: unknown): Checked<N> => data as Checked<N>

function deviceOf(request: FastifyRequest): Device {
  return { name: deviceName(request.headers['user-agent'] ?? ''), address: request.ip }
}

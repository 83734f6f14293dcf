import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Operation } from '../contract/operation.ts'
import type { Output } from '../contract/operations.ts'
import { operations } from '../contract/operations.ts'
import type { OperationName } from '../contract/routes.ts'
import { routes } from '../contract/routes.ts'
import { rolesMay } from '../core/permission/role-permissions.ts'
import { newId } from '../db/new-id.ts'
import { qb } from '../db/query.ts'
import { isConnectionLoss, isWorthRepeating, type Tx, withTx } from '../db/tx.ts'
import { type Actor, actingMemberId, type Ctx } from './context.ts'
import { AppError, type FieldProblem, forbidden, invalid } from './errors.ts'
import { canonicalJson, type OperationTx, operationTx } from './operation-tx.ts'
import type { Runtime } from './runtime.ts'

/** One request, whichever door it came through. */
export type Call<N extends OperationName> = {
  name: N
  workspaceId: string
  actor: Actor
  input: unknown
  requestId: string
  idempotencyKey?: string | null
  causeId?: string | null
}

const mostTries = 3

/**
 * The one path of every door: check the input, begin, check the permission, claim the idempotency key, run
 * the verb, write what it noted, store the answer, commit. Deadlocks and lost races are tried again.
 */
export async function runOperation<N extends OperationName>(
  runtime: Runtime,
  call: Call<N>,
): Promise<Output<N>> {
  const operation: Operation = operations[call.name]
  checkPermission(call.actor, call.name, operation)
  const input = checkInput(operation, call.input)
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(runtime, call, input)
    } catch (error) {
      if (isWorthRepeating(error) && attempt < mostTries) continue
      throw asAppError(error)
    }
  }
}

async function once<N extends OperationName>(
  runtime: Runtime,
  call: Call<N>,
  input: unknown,
): Promise<Output<N>> {
  let jobs = 0
  let finish: (() => Promise<unknown>) | null = null
  const isRead = routes[call.name].startsWith('GET ')
  const answer = await withTx(
    runtime.pool,
    call.workspaceId,
    async (plain) => {
      const { tx, flush } = operationTx(plain, {
        actor: call.actor,
        requestId: call.requestId,
        causeId: call.causeId ?? null,
        aroseAt: null,
      })
      const earlier = isRead ? null : await claimKey(runtime, tx, call)
      if (earlier) return earlier.response
      const result = await runVerb(runtime, { call, tx, input })
      const flushed = async (): Promise<void> => {
        jobs = await flush()
      }
      finish = () =>
        Promise.all([
          flushed(),
          call.idempotencyKey && !isRead ? storeResponse(runtime, tx, { call, response: result }) : null,
        ])
      return result
    },
    { clockOffsetMs: runtime.clockOffsetMs, readOnly: isRead, beforeCommit: async () => finish?.() },
  )
  if (jobs > 0) runtime.wake()
  return answer as Output<N>
}

async function runVerb<N extends OperationName>(
  runtime: Runtime,
  { call, tx, input }: { call: Call<N>; tx: OperationTx; input: unknown },
): Promise<unknown> {
  const verb = runtime.verbs[call.name] as ((ctx: Ctx, input: unknown) => Promise<unknown>) | undefined
  if (!verb) throw new Error(`operation ${call.name} has no verb`)
  const result = await verb(createCtx(runtime, { actor: call.actor, tx }), input)
  // Parsing the answer drops every field that the contract does not name, so a careless select leaks nothing.
  const checked = operations[call.name].output.safeParse(result)
  if (!checked.success)
    throw new Error(`${call.name} answered something its contract does not allow: ${checked.error.message}`)
  return checked.data
}

/** What a verb is given. Everything it reads or writes happens in the operation's transaction. */
export function createCtx(runtime: Runtime, { actor, tx }: { actor: Actor; tx: OperationTx }): Ctx {
  return {
    workspaceId: tx.workspaceId,
    actor,
    inTransaction: (work) => work(tx),
    readOnly: <T>(work: (reading: Tx) => Promise<T>) => work(tx),
    now: () => tx.now,
    newId: (prefix) => newId(prefix, Date.parse(tx.now)),
    connectors: runtime.connectors,
    log: runtime.log,
  }
}

/** Refuses an actor whose role, link or key does not carry the operation's permission. Routes written by hand ask it too. */
export function checkPermission(actor: Actor, name: OperationName, operation: Operation): void {
  const { permission } = operation
  if (permission === 'public') return
  if (permission === 'contributor') {
    if (actor.kind !== 'contributor') throw forbidden('This needs a contribution link.')
    return
  }
  if (actor.kind === 'system' || actor.kind === 'connection') return
  if (actor.kind === 'contributor') throw forbidden('A contribution link opens only its one question.')
  if (!rolesMay(actor.roles, permission)) throw forbidden(whyNot(actor, permission))
  if (actor.kind === 'api_key' && !scopeAllows(actor.scopes, name, operation)) {
    throw forbidden(`This API key's scopes (${actor.scopes.join(', ')}) do not allow ${name}.`)
  }
}

/** People are told what to do; whoever writes a program is told the name of what its member lacks. */
function whyNot(actor: Actor, permission: string): string {
  return actor.kind === 'api_key'
    ? `The roles of this key's member do not allow this (${permission}).`
    : 'Your role does not allow this. An admin can give you another one.'
}

function scopeAllows(scopes: readonly string[], name: OperationName, operation: Operation): boolean {
  if (['key.manage', 'people.manage', 'workspace.manage', 'connection.manage'].includes(operation.permission))
    return scopes.includes('admin')
  if (routes[name].startsWith('GET ')) return scopes.length > 0
  return scopes.includes('write') || scopes.includes('admin')
}

function checkInput(operation: Operation, input: unknown): unknown {
  const parsed = operation.input.safeParse(input)
  if (parsed.success) return parsed.data
  const fields = fieldProblems(parsed.error)
  const first = fields[0]
  throw invalid(
    first ? `${first.path || 'The request'}: ${first.message}` : 'The request does not fit.',
    fields,
  )
}

/** Where each mistake is, as a path such as `gaps.0.text`, and what was expected there. */
export function fieldProblems(error: z.ZodError): FieldProblem[] {
  return error.issues
    .slice(0, 50)
    .map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }))
}

function principalOf(actor: Actor): string {
  if (actor.kind === 'contributor') return actor.linkId
  return actingMemberId(actor) ?? actor.kind
}

async function claimKey<N extends OperationName>(
  runtime: Runtime,
  tx: Tx,
  call: Call<N>,
): Promise<{ response: unknown } | null> {
  if (!call.idempotencyKey) return null
  if (call.idempotencyKey.length > 255) throw invalid('The Idempotency-Key may have at most 255 characters.')
  const hash = createHash('sha256').update(canonicalJson(call.input)).digest()
  // A twin that is still running holds this key's row; the insert waits for it and then sees its answer.
  const claimed = await tx.run(
    qb
      .insertInto('idempotency_key')
      .values({
        workspace_id: tx.workspaceId,
        principal: principalOf(call.actor),
        operation: call.name,
        key: call.idempotencyKey,
        request_hash: hash,
        created_at: tx.now,
      })
      .onConflict((c) => c.doNothing()),
  )
  if (claimed === 1) return null
  const found = await tx.one(
    sql<{ request_hash: Buffer; response: unknown }>`SELECT request_hash, response FROM idempotency_key
      WHERE workspace_id = ${tx.workspaceId} AND principal = ${principalOf(call.actor)} AND operation = ${call.name} AND key = ${call.idempotencyKey}`,
  )
  if (!found.request_hash.equals(hash)) {
    throw new AppError(
      'refused',
      'idempotency_key_reused',
      'This Idempotency-Key was used with another request.',
    )
  }
  return { response: JSON.parse(runtime.connectors.seal.unseal(String(found.response), placeOf(tx, call))) }
}

/** Answers may hold what is shown once, such as a new key: they are kept sealed. */
async function storeResponse<N extends OperationName>(
  runtime: Runtime,
  tx: Tx,
  { call, response }: { call: Call<N>; response: unknown },
): Promise<void> {
  const sealed = runtime.connectors.seal.seal(JSON.stringify(response), placeOf(tx, call))
  await tx.run(
    sql`UPDATE idempotency_key SET response = ${JSON.stringify(sealed)}::jsonb
      WHERE workspace_id = ${tx.workspaceId} AND principal = ${principalOf(call.actor)} AND operation = ${call.name} AND key = ${call.idempotencyKey}`,
  )
}

function placeOf<N extends OperationName>(tx: Tx, call: Call<N>): string {
  return `${tx.workspaceId}|idempotency_key|${call.name}/${createHash('sha256')
    .update(`${principalOf(call.actor)}/${call.idempotencyKey}`)
    .digest('hex')}|response`
}

function asAppError(error: unknown): unknown {
  if (error instanceof AppError) return error
  if (isConnectionLoss(error)) {
    return new AppError(
      'unavailable',
      'database_unavailable',
      'The database cannot be reached just now. Nothing was lost; try again shortly.',
      { retryAfterSeconds: 2, cause: error },
    )
  }
  if (isWorthRepeating(error)) {
    return new AppError('unavailable', 'busy', 'Somebody else is changing the same records. Try again.', {
      retryAfterSeconds: 1,
      cause: error,
    })
  }
  return error
}

import type { Instant } from '../core/lib/instant.ts'
import { withTx } from '../db/tx.ts'
import type { Actor, Ctx } from './context.ts'
import { type OperationTx, operationTx } from './operation-tx.ts'
import { createCtx } from './run-operation.ts'
import type { Runtime } from './runtime.ts'

export type Place = {
  workspaceId: string
  actor: Actor
  requestId: string
  causeId?: string | null
  /** When that happened which the work stems from, where that is not now. */
  aroseAt?: Instant | null
}

/**
 * Runs work that no operation of the contract stands for (a job, an event, a sign-in) with the same care:
 * one transaction of the workspace, what was noted written with it, waiting jobs woken after the commit.
 */
export async function workIn<T>(
  runtime: Runtime,
  place: Place,
  work: (ctx: Ctx, tx: OperationTx) => Promise<T>,
): Promise<T> {
  let jobs = 0
  let finish: (() => Promise<unknown>) | null = null
  const pool = place.actor.kind === 'connection' ? runtime.hookPool : runtime.pool
  const result = await withTx(
    pool,
    place.workspaceId,
    async (plain) => {
      const { tx, flush } = operationTx(plain, {
        actor: place.actor,
        requestId: place.requestId,
        causeId: place.causeId ?? null,
        aroseAt: place.aroseAt ?? null,
      })
      const answer = await work(createCtx(runtime, { actor: place.actor, tx }), tx)
      finish = async () => {
        jobs = await flush()
      }
      return answer
    },
    { clockOffsetMs: runtime.clockOffsetMs, beforeCommit: async () => finish?.() },
  )
  if (jobs > 0) runtime.wake()
  return result
}

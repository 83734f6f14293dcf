import { sql } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import { isConnectionLoss, isWorthRepeating } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import { sendDigest } from '../notifications/send-digest.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { Due } from '../queue/claim.ts'
import type { Runtime } from '../runtime.ts'
import { workIn } from '../work-in.ts'
import { fireClocks, postpone } from './fire-clocks.ts'

/** Clocks of one workspace that are fired in one transaction. */
const mostAtOnce = 200

type Lane = {
  /** Timers this process has dealt with: they stand in the list of due ones until it is read anew. */
  done: Set<string>
  /** Workspaces whose clocks are being fired here just now. */
  busy: Map<string, Promise<void>>
}
const lanes = new WeakMap<Runtime, Lane>()
const mostRemembered = 50_000

/**
 * Does what a due timer is for. Clocks that fell due together are fired together, the longest due first, and their
 * readers get one message for all of them where that is many: after an outage nobody drowns, and thousands fire in
 * seconds. Whether something is due is decided by the database's clock alone.
 */
export async function fireTimer(runtime: Runtime, due: Due): Promise<void> {
  const lane = laneOf(runtime)
  while (!lane.done.has(due.id)) {
    const busy = lane.busy.get(due.workspaceId)
    if (!busy) return inTurn(lane, due, () => fire(runtime, lane, due))
    await busy
  }
}

async function inTurn(lane: Lane, due: Due, work: () => Promise<void>): Promise<void> {
  const running = Promise.withResolvers<void>()
  lane.busy.set(due.workspaceId, running.promise)
  try {
    await work()
  } finally {
    lane.busy.delete(due.workspaceId)
    running.resolve()
  }
}

async function fire(runtime: Runtime, lane: Lane, due: Due): Promise<void> {
  try {
    remember(lane, await fireIn(runtime, due, { most: mostAtOnce }))
  } catch (error) {
    if (isWorthRepeating(error) || isConnectionLoss(error)) throw error
    runtime.log.error({ ...due, error: String(error) }, 'Due clocks failed together; trying this one alone')
    await fireAlone(runtime, lane, due)
  }
}

async function fireAlone(runtime: Runtime, lane: Lane, due: Due): Promise<void> {
  try {
    remember(lane, await fireIn(runtime, due, { timerId: due.id }))
  } catch (error) {
    if (isWorthRepeating(error) || isConnectionLoss(error)) throw error
    await workIn(runtime, placeOf(due), (_ctx, tx) => postpone(tx, [due.id]))
    throw error
  }
}

async function fireIn(
  runtime: Runtime,
  due: Due,
  which: { timerId: string } | { most: number },
): Promise<readonly string[]> {
  return workIn(runtime, placeOf(due), async (ctx, tx) => {
    const timer = await findTimer(tx, due.id)
    if (!timer) return [due.id]
    // Put off since it was found: it comes again under the same id.
    if (timer.due_at > tx.now) return []
    if (timer.kind === 'step') return fireClocks(ctx, tx, which)
    if (timer.kind === 'digest') await sendDigest(ctx, tx, due.id)
    else await putOff(ctx, tx, timer)
    return []
  })
}

function placeOf(due: Due) {
  return {
    workspaceId: due.workspaceId,
    actor: { kind: 'system', job: 'timer' } as const,
    requestId: due.id,
  }
}

type Timer = { id: string; kind: string; due_at: Instant }

/** Nothing when it has fired or was dropped. */
async function findTimer(tx: OperationTx, id: string): Promise<Timer | undefined> {
  return tx.maybe(sql<Timer>`
    SELECT id, kind, due_at FROM timer WHERE workspace_id = ${tx.workspaceId} AND id = ${id} AND done_at IS NULL`)
}

/** Set by a later version of this program, which may come back to it. */
async function putOff(ctx: Ctx, tx: OperationTx, timer: Timer): Promise<void> {
  ctx.log.warn({ ...timer, workspaceId: tx.workspaceId }, 'This version knows no such timer; put off')
  await postpone(tx, [timer.id])
}

function laneOf(runtime: Runtime): Lane {
  const known = lanes.get(runtime)
  if (known) return known
  const lane: Lane = { done: new Set(), busy: new Map() }
  lanes.set(runtime, lane)
  return lane
}

function remember(lane: Lane, ids: readonly string[]): void {
  if (lane.done.size > mostRemembered) lane.done.clear()
  for (const id of ids) lane.done.add(id)
}

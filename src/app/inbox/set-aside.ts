import { sql } from 'kysely'
import { isConnectionLoss } from '../../db/tx.ts'
import { Parked } from '../deals/parked.ts'
import { AppError } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import { nextTry } from '../queue/claim.ts'
import type { Runtime } from '../runtime.ts'
import { workIn } from '../work-in.ts'
import { type ClaimedEvent, ClaimLost, mostTries, parkEvent, postponeEvent } from './claim-event.ts'
import { pausedRestSeconds } from './store-events.ts'

/** What a parked event waits for, where an unmapped stage is the cause. */
export function waitsForStage(externalId: string): string {
  return `stage:${externalId}`
}

/**
 * What becomes of an event that could not be handled: parked at once where only somebody's doing can help, tried
 * again later where time may, and parked after the last try.
 */
export async function setAside(runtime: Runtime, event: ClaimedEvent, error: unknown): Promise<void> {
  if (error instanceof ClaimLost) return
  try {
    await inPlace(runtime, event, async (tx) => {
      if (error instanceof Parked) return park(tx, event, error)
      if (error instanceof AppError && error.code !== 'unavailable' && error.code !== 'conflict')
        return parkEvent(tx, event, {
          outcome: `${error.message} Then replay this event.`,
          waitsFor: null,
        })
      report(runtime, event, error)
      return tryLater(tx, event)
    })
  } catch (second) {
    // Without a database nothing can be noted: the claim runs out and somebody takes the event over.
    if (!(second instanceof ClaimLost)) report(runtime, event, second)
  }
}

/** A paused connection's events stay where they are; the try does not count. */
export async function restWhilePaused(runtime: Runtime, event: ClaimedEvent): Promise<void> {
  await inPlace(runtime, event, (tx) =>
    postponeEvent(tx, event, {
      until: new Date(Date.parse(tx.now) + pausedRestSeconds * 1_000).toISOString(),
      outcome: 'The connection is paused; this event waits.',
      attempts: event.attempts - 1,
    }),
  )
}

function inPlace(
  runtime: Runtime,
  event: ClaimedEvent,
  work: (tx: OperationTx) => Promise<void>,
): Promise<void> {
  const actor = { kind: 'system', job: 'inbox' } as const
  const place = { workspaceId: event.workspaceId, actor, requestId: event.requestId, causeId: event.id }
  return workIn(runtime, place, (_ctx, tx) => work(tx))
}

async function park(tx: OperationTx, event: ClaimedEvent, parked: Parked): Promise<void> {
  const { stage } = parked
  const waitsFor = stage ? waitsForStage(stage.externalId) : null
  await parkEvent(tx, event, { outcome: parked.message, waitsFor })
  if (!stage) return
  // Whoever maps stages holds the connection's row: either they see this event parked, or we see their mapping.
  await tx.run(
    sql`SELECT 1 FROM connection WHERE workspace_id = ${tx.workspaceId} AND id = ${event.connectionId} FOR SHARE`,
  )
  await tx.run(sql`
    INSERT INTO stage (workspace_id, connection_id, external_id, pipeline, label)
    VALUES (${tx.workspaceId}, ${event.connectionId}, ${stage.externalId}, ${stage.pipeline}, ${stage.label})
    ON CONFLICT DO NOTHING`)
  await tx.run(sql`
    UPDATE inbox SET status = 'pending', ended_at = NULL, waits_for = NULL, due_at = ${tx.now}
    WHERE workspace_id = ${tx.workspaceId} AND id = ${event.id} AND EXISTS (
      SELECT 1 FROM stage s WHERE s.workspace_id = ${tx.workspaceId} AND s.connection_id = ${event.connectionId}
        AND s.external_id = ${stage.externalId} AND s.pipeline IN (${stage.pipeline}, '') AND s.kind IS NOT NULL)`)
}

async function tryLater(tx: OperationTx, event: ClaimedEvent): Promise<void> {
  const until = nextTry(tx.now, event.attempts, mostTries)
  const failed = `Handling this event failed ${event.attempts} ${event.attempts === 1 ? 'time' : 'times'} for a reason nobody foresaw; the log tells it under ${event.requestId}.`
  if (until === null)
    return parkEvent(tx, event, { outcome: `${failed} Replay it when that is mended.`, waitsFor: null })
  return postponeEvent(tx, event, {
    until,
    outcome: `${failed} It is tried again.`,
    attempts: event.attempts,
  })
}

function report(runtime: Runtime, event: ClaimedEvent, error: unknown): void {
  const { workspaceId, id, connectionId, requestId, attempts } = event
  const fields = { workspaceId, id, connectionId, requestId, attempts, err: error }
  runtime.log.error(
    fields,
    isConnectionLoss(error) ? 'The database was lost' : 'An event could not be handled',
  )
}

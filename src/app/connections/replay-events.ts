import { sql } from 'kysely'
import type { Verb } from '../verbs.ts'
import { sourceOrThrow } from './connection-row.ts'

/** Handles events again: those named, or all that are parked. One whose body was cleared away stays as it is. */
export const replayEvents: Verb<'connection.replay'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    await sourceOrThrow(tx, input.id)
    const which = input.eventIds
      ? sql`id = ANY (${[...new Set(input.eventIds)]}::text[]) AND status <> 'pending'`
      : sql`status = 'parked'`
    // A higher epoch: a worker that still believes it holds one of these can write nothing more.
    const replayed = await tx.run(sql`
      UPDATE inbox SET status = 'pending', due_at = ${tx.now}, attempts = 0, lease_epoch = lease_epoch + 1,
        ended_at = NULL, outcome = NULL, waits_for = NULL
      WHERE workspace_id = ${tx.workspaceId} AND connection_id = ${input.id} AND body IS NOT NULL AND ${which}`)
    if (replayed > 0) {
      const after = { replayed, named: input.eventIds?.length ?? null }
      tx.record('connection.replay', { noun: 'connection', id: input.id, after })
    }
    return { replayed }
  })

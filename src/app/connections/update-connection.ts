import { sql } from 'kysely'
import type { Checked } from '../../contract/operations.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { Verb } from '../verbs.ts'
import { checkConfig } from './check-config.ts'
import { type ConnectionRow, sourceOrThrow } from './connection-row.ts'
import { viewConnection } from './connection-view.ts'
import { type ConnectionChange, saveConnection } from './save-connection.ts'

/**
 * Renames, pauses, remaps or removes a connection. A paused one still takes events in and keeps them for later; one
 * that is removed answers as if it had never been, and its secrets are gone.
 */
export const updateConnection: Verb<'connection.update'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const before = await sourceOrThrow(tx, input.id)
    const after = await saveConnection(ctx, tx, {
      before,
      version: input.version,
      change: changeOf(ctx, input),
    })
    if (before.status === 'paused' && after.status === 'active') await wakeResting(tx, after.id)
    tx.record(after.status === 'removed' ? 'connection.remove' : 'connection.update', {
      noun: 'connection',
      id: after.id,
      before: auditable(before),
      after: auditable(after),
      version: after.version,
    })
    return viewConnection(tx, ctx.connectors, after)
  })

function changeOf(ctx: Ctx, input: Checked<'connection.update'>): ConnectionChange {
  return {
    ...(input.name !== undefined && { name: input.name }),
    ...(input.status !== undefined && { status: input.status }),
    ...(input.status === 'removed' && {
      secret_sealed: null,
      previous_secret_sealed: null,
      previous_secret_until: null,
    }),
    ...(input.config && { config: JSON.stringify(checkConfig(ctx.connectors, input.config)) }),
    ...(input.liveFrom !== undefined && { live_from: input.liveFrom }),
  }
}

/** Events that came during the pause are handled now. */
async function wakeResting(tx: OperationTx, connectionId: string): Promise<void> {
  await tx.run(sql`UPDATE inbox SET due_at = ${tx.now}
    WHERE workspace_id = ${tx.workspaceId} AND connection_id = ${connectionId} AND status = 'pending' AND due_at > ${tx.now}
      AND attempts = 0`)
}

function auditable(row: ConnectionRow): Record<string, unknown> {
  const { name, status, config, live_from } = row
  return { name, status, config, liveFrom: live_from }
}

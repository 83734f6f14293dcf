import { type RawBuilder, sql } from 'kysely'
import { checkGate } from '../../core/gate/check-gate.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { HandoffWork } from './handoff-work.ts'

/**
 * A deal won although required answers are missing counts as closed dirty: it is seen, its manager is told and the
 * answers are chased. The booking itself is never touched (product.md, "The gate").
 */
export function closeDirtyIfGaps(_ctx: Ctx, tx: OperationTx, work: HandoffWork): boolean {
  const { it } = work
  if (it.row.is_history || work.row.closed_dirty) return false
  const gate = checkGate({ ...it.gate, tierId: work.row.tier, toStage: 'won' })
  if (gate.allowed) return false
  work.row.closed_dirty = true
  tx.enqueue({ job: 'chase-closed-dirty', payload: { dealId: it.row.id } })
  return true
}

/** Marks the deal beside its handoff, keeping the reason a seller gave. */
export function markClosedDirty(
  tx: OperationTx,
  { dealId, reason }: { dealId: string; reason: string | null },
): RawBuilder<unknown> {
  return sql`UPDATE deal SET closed_dirty_at = coalesce(closed_dirty_at, ${tx.now}), closed_dirty_reason = coalesce(${reason}, closed_dirty_reason), version = version + 1
    WHERE workspace_id = ${tx.workspaceId} AND id = ${dealId}`
}

/** The same beside everything else an event writes; a person reads the deal again in this transaction, so it is written at once. */
export async function keepClosedDirty(ctx: Ctx, tx: OperationTx, dealId: string): Promise<void> {
  const write = markClosedDirty(tx, { dealId, reason: null })
  if (ctx.actor.kind === 'connection') tx.later(write)
  else await tx.run(write)
}

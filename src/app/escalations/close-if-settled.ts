import { sql } from 'kysely'
import type { OperationTx } from '../operation-tx.ts'

type Closed = { id: string; version: number; deal_id: string; cause: string }

/**
 * Closes the handoff's escalation once none of its steps is left to do: with the cause "done", or "cancelled" where
 * all of them were called off. Called after the steps were written, under the handoff's lock.
 */
export async function closeEscalationIfSettled(tx: OperationTx, handoffId: string): Promise<void> {
  const closed = await tx.maybe(sql<Closed>`
    UPDATE escalation e SET closed_at = ${tx.now}, version = e.version + 1,
      cause = CASE WHEN EXISTS (SELECT 1 FROM step s WHERE s.workspace_id = e.workspace_id AND s.id = ANY (e.step_ids) AND s.status <> 'cancelled') THEN 'done' ELSE 'cancelled' END
    FROM handoff h
    WHERE e.workspace_id = ${tx.workspaceId} AND e.handoff_id = ${handoffId} AND e.closed_at IS NULL
      AND h.workspace_id = e.workspace_id AND h.id = e.handoff_id
      AND NOT EXISTS (SELECT 1 FROM step s WHERE s.workspace_id = e.workspace_id AND s.id = ANY (e.step_ids) AND s.status IN ('waiting', 'open'))
    RETURNING e.id, e.version, h.deal_id, e.cause`)
  if (!closed) return
  tx.record('escalation.close', {
    noun: 'escalation',
    id: closed.id,
    after: { cause: closed.cause },
    dealId: closed.deal_id,
    version: closed.version,
    reason: closed.cause,
  })
}

import { sql } from 'kysely'
import { summariseImport } from '../../announcements/summarise-import.ts'
import type { Ctx } from '../../context.ts'
import type { OperationTx } from '../../operation-tx.ts'
import type { Progress } from '../import-row.ts'
import type { ImportRun } from './import-run.ts'

export type Finished = {
  run: ImportRun
  progress: Progress
  outcome: { status: 'done' | 'failed'; error: string | null }
}

/**
 * The one message of an import: to whoever ran it, and after a live one to each CSM with how many handoffs are theirs,
 * in place of a message for each of them.
 */
export async function summarise(
  ctx: Ctx,
  tx: OperationTx,
  { run, progress, outcome }: Finished,
): Promise<void> {
  const failed = outcome.status === 'failed'
  const csms = run.mode === 'live' && !failed ? await loadOf(tx, run) : []
  await summariseImport(ctx, tx, {
    importId: run.importId,
    startedById: run.createdBy,
    result: wordsOf(progress),
    setAside: progress.setAside,
    failure: failed ? (outcome.error ?? 'It could not go on.') : null,
    perCsm: new Map(csms.map(({ csm_id, n }) => [csm_id, n])),
  })
}

/**
 * How many of the handoffs that were opened since the import began are whose. Each deal is looked up by its key: right
 * after so many rows were written the database knows nothing of them yet, and would choose a way that takes minutes.
 */
async function loadOf(tx: OperationTx, run: ImportRun): Promise<{ csm_id: string; n: number }[]> {
  return tx.many(sql<{ csm_id: string; n: number }>`
    WITH opened AS MATERIALIZED (
      SELECT deal_id, csm_id FROM handoff WHERE workspace_id = ${tx.workspaceId} AND csm_id IS NOT NULL
        AND opened_at >= (SELECT started_at FROM import WHERE workspace_id = ${tx.workspaceId} AND id = ${run.importId}))
    SELECT csm_id, count(*)::bigint AS n FROM opened
    JOIN LATERAL (SELECT connection_id FROM deal WHERE workspace_id = ${tx.workspaceId} AND id = opened.deal_id OFFSET 0) AS d
      ON d.connection_id = ${run.connectionId}
    GROUP BY csm_id ORDER BY csm_id`)
}

function wordsOf({ created, updated, unchanged, setAside, handoffs }: Progress): string {
  const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0)
  const many = (n: number): string => n.toLocaleString('en')
  const parts = [
    `${many(sum(created))} new`,
    `${many(sum(updated))} changed`,
    `${many(sum(unchanged))} unchanged`,
  ]
  if (handoffs > 0) parts.push(handoffs === 1 ? '1 handoff opened' : `${many(handoffs)} handoffs opened`)
  if (setAside > 0) parts.push(setAside === 1 ? '1 row set aside' : `${many(setAside)} rows set aside`)
  return `${parts.join(', ')}.`
}

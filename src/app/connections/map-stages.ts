import { sql } from 'kysely'
import { waitsForStage } from '../inbox/set-aside.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { Verb } from '../verbs.ts'
import { connectionOrThrow } from './connection-row.ts'
import { findStages } from './find-stages.ts'

/** Says what stages mean. Events that waited for it are handled; deals already here keep their meaning until the source speaks of them again. */
export const mapStages: Verb<'stage.map'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    await connectionOrThrow(tx, input.id)
    // See `park`: with this row held, no event can be parked unseen for a stage that is being mapped.
    await tx.run(
      sql`SELECT 1 FROM connection WHERE workspace_id = ${tx.workspaceId} AND id = ${input.id} FOR NO KEY UPDATE`,
    )
    const before = await findStages(tx, input.id)
    const stages = lastOfEach(input.stages)
    await tx.run(sql`
      INSERT INTO stage (workspace_id, connection_id, external_id, pipeline, label, kind)
      SELECT ${tx.workspaceId}, ${input.id}, s.external_id, s.pipeline, coalesce(s.label, s.external_id), s.kind
      FROM jsonb_to_recordset(${JSON.stringify(stages)}::jsonb) AS s (external_id text, pipeline text, label text, kind text)
      ON CONFLICT (workspace_id, connection_id, pipeline, external_id) DO UPDATE SET kind = excluded.kind,
        label = CASE WHEN excluded.label = excluded.external_id THEN stage.label ELSE excluded.label END`)
    await wakeWaiting(
      tx,
      input.id,
      stages.map((s) => waitsForStage(s.external_id)),
    )
    const items = await findStages(tx, input.id)
    tx.record('stage.map', {
      noun: 'connection',
      id: input.id,
      before: kindsOf(before, stages),
      after: kindsOf(items, stages),
    })
    return { items }
  })

type Wanted = { external_id: string; pipeline: string; label: string | null; kind: string }

/** A stage named twice counts as it was named last. */
function lastOfEach(
  stages: readonly { externalId: string; pipeline: string; label?: string; kind: string }[],
): Wanted[] {
  const byKey = new Map(
    stages.map(({ externalId, pipeline, label, kind }) => [
      JSON.stringify([pipeline, externalId]),
      { external_id: externalId, pipeline, label: label ?? null, kind },
    ]),
  )
  return [...byKey.values()]
}

async function wakeWaiting(
  tx: OperationTx,
  connectionId: string,
  waitsFor: readonly string[],
): Promise<void> {
  await tx.run(sql`
    UPDATE inbox SET status = 'pending', due_at = ${tx.now}, attempts = 0, lease_epoch = lease_epoch + 1,
      ended_at = NULL, outcome = NULL, waits_for = NULL
    WHERE workspace_id = ${tx.workspaceId} AND connection_id = ${connectionId} AND status = 'parked'
      AND waits_for = ANY (${waitsFor}::text[])`)
}

function kindsOf(
  stages: readonly { externalId: string; pipeline: string; kind: string | null }[],
  wanted: readonly Wanted[],
): Record<string, unknown> {
  const asked = stages.filter((s) =>
    wanted.some((w) => w.external_id === s.externalId && w.pipeline === s.pipeline),
  )
  return Object.fromEntries(
    asked.map((s) => [s.pipeline ? `${s.pipeline} / ${s.externalId}` : s.externalId, s.kind]),
  )
}

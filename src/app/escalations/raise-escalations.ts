import { sql } from 'kysely'
import { insertMany } from '../../db/insert-many.ts'
import type { Tx } from '../../db/tx.ts'
import type { HandoffClimb, Raise } from '../clocks/tellings.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { Directory } from '../people/directory.ts'
import type { EscalationRow } from './escalation-row.ts'

/** The open escalation of each of these handoffs; there is at most one. Their locks are held. */
export async function openEscalations(
  tx: Tx,
  handoffIds: readonly string[],
): Promise<ReadonlyMap<string, EscalationRow>> {
  const rows = await tx.many(sql<EscalationRow>`
    SELECT * FROM escalation WHERE workspace_id = ${tx.workspaceId} AND closed_at IS NULL AND handoff_id = ANY (${[...handoffIds]}::text[])`)
  return new Map(rows.map((row) => [row.handoff_id, row]))
}

type Raised = { climb: HandoffClimb; raise: Raise; before: EscalationRow | null; after: EscalationRow }

/** Opens an escalation for each handoff that needs one, or adds late steps to the open one and raises it. */
export async function raiseEscalations(
  ctx: Ctx,
  tx: OperationTx,
  {
    climbs,
    open,
    directory,
  }: {
    climbs: readonly HandoffClimb[]
    open: ReadonlyMap<string, EscalationRow>
    directory: Directory
  },
): Promise<void> {
  const raised = climbs.flatMap((climb): Raised[] => {
    const { raise } = climb
    if (!raise) return []
    const before = open.get(climb.handoff.id) ?? null
    const after = before
      ? raisedRow(before, { raise, now: tx.now, level: levelIn(climb) })
      : newRow(ctx, tx, { climb, raise })
    return after === before ? [] : [{ climb, raise, before, after }]
  })
  const added = raised.filter((r) => r.before === null).map((r) => r.after)
  const changed = raised.filter((r) => r.before !== null).map((r) => r.after)
  if (added.length > 0) await tx.run(insertMany('escalation', added))
  if (changed.length > 0) await tx.run(update(tx, changed))
  for (const one of raised) record(tx, one, directory)
}

function newRow(ctx: Ctx, tx: Tx, { climb, raise }: { climb: HandoffClimb; raise: Raise }): EscalationRow {
  return {
    workspace_id: tx.workspaceId,
    id: ctx.newId('esc'),
    handoff_id: climb.handoff.id,
    step_ids: [...raise.stepIds],
    rung: raise.rung.id,
    raised_to: raise.raisedTo.memberId,
    opened_at: tx.now,
    raised_at: tx.now,
    closed_at: null,
    cause: null,
    version: 1,
  }
}

/** The same row where nothing is new: every step known, and no higher rung. */
function raisedRow(
  before: EscalationRow,
  { raise, now, level }: { raise: Raise; now: string; level: (rungId: string) => number },
): EscalationRow {
  const stepIds = [...new Set([...before.step_ids, ...raise.stepIds])]
  const higher = level(raise.rung.id) > level(before.rung)
  if (!higher && stepIds.length === before.step_ids.length) return before
  return {
    ...before,
    step_ids: stepIds,
    version: before.version + 1,
    ...(higher ? { rung: raise.rung.id, raised_to: raise.raisedTo.memberId, raised_at: now } : {}),
  }
}

function levelIn({ ladder }: HandoffClimb): (rungId: string) => number {
  return (rungId) => ladder.findIndex((rung) => rung.id === rungId)
}

function update(tx: Tx, rows: readonly EscalationRow[]) {
  return sql`
    UPDATE escalation AS e SET step_ids = r.step_ids, rung = r.rung, raised_to = r.raised_to, raised_at = r.raised_at, version = r.version
    FROM jsonb_populate_recordset(NULL::escalation, ${JSON.stringify(rows)}::jsonb) AS r
    WHERE e.workspace_id = ${tx.workspaceId} AND e.id = r.id`
}

function record(tx: OperationTx, { climb, raise, before, after }: Raised, directory: Directory): void {
  const titleOf = (id: string): string => climb.ladder.find((rung) => rung.id === id)?.title ?? id
  const shown = (row: EscalationRow) => ({
    rung: titleOf(row.rung),
    raised_to: row.raised_to,
    late_steps: row.step_ids.length,
  })
  const missed = raise.raisedTo.insteadOf
  tx.record('escalation.raise', {
    noun: 'escalation',
    id: after.id,
    before: before ? shown(before) : null,
    after: shown(after),
    dealId: climb.handoff.deal_id,
    version: after.version,
    ...(missed === null
      ? {}
      : {
          reason: `${directory.members.get(missed)?.name ?? 'The person meant'} cannot be reached just now.`,
        }),
  })
}

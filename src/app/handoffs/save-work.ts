import { type RawBuilder, sql } from 'kysely'
import { isEnded } from '../../core/handoff/step-transitions.ts'
import { facts } from '../../core/playbook/playbook.ts'
import { insertMany, type JsonRow } from '../../db/insert-many.ts'
import type { Ctx } from '../context.ts'
import { stale } from '../errors.ts'
import { closeEscalationIfSettled } from '../escalations/close-if-settled.ts'
import type { OperationTx } from '../operation-tx.ts'
import { factColumns, type HandoffRow } from './handoff-row.ts'
import type { HandoffWork, WorkStep } from './handoff-work.ts'
import { releaseLoad } from './name-csm.ts'
import { asStepStatus, openPause } from './step-row.ts'

/** Writes what became of a handoff: its row, its steps, their timers and the audit entry, in one round trip. */
export async function saveWork(
  ctx: Ctx,
  tx: OperationTx,
  { work, action, reason }: { work: HandoffWork; action: string; reason?: string },
): Promise<HandoffRow> {
  settle(work)
  if (hasJustEnded(work)) await releaseLoad(ctx, tx, work)
  const changed = work.steps.filter((s) => s.changed)
  const added = changed.filter((s) => s.isNew).map((s) => asJson(s))
  const updated = changed.filter((s) => !s.isNew).map((s) => s.row)
  const timers = changed.flatMap((step) => timerOf(ctx, tx, { work, step }))
  const [saved] = await Promise.all([
    work.before === null
      ? tx.run(insertMany('handoff', [work.row]))
      : updateHandoff(tx, { before: work.before, row: work.row }),
    ...(added.length > 0 ? [tx.run(insertMany('step', added))] : []),
    ...(updated.length > 0
      ? [
          updateSteps(tx, updated),
          dropTimers(
            tx,
            updated.map((s) => s.id),
          ),
        ]
      : []),
    ...(timers.length > 0 ? [tx.run(insertMany('timer', timers, 'skip'))] : []),
    ...(updated.some((s) => s.ended_at !== null) ? [closeEscalationIfSettled(tx, work.row.id)] : []),
  ])
  if (saved !== 1) throw stale('handoff', null)
  if (work.before !== null) work.row.version = work.before.version + 1
  tx.record(action, {
    noun: 'handoff',
    id: work.row.id,
    before: work.before ? auditable(work.before) : null,
    after: auditable(work.row),
    dealId: work.row.deal_id,
    version: work.row.version,
    ...(reason === undefined ? {} : { reason }),
  })
  afterSave(work)
  return { ...work.row }
}

/** What is written now stands as "before", so that more may happen and be saved in the same transaction. */
export function afterSave(work: HandoffWork): void {
  work.before = { ...work.row }
  for (const step of work.steps.filter((s) => s.changed)) {
    if (!step.isNew) step.row.version += 1
    step.isNew = false
    step.changed = false
  }
}

function hasJustEnded({ before, state }: HandoffWork): boolean {
  const isOver = (status: string): boolean => status === 'confirmed' || status === 'cancelled'
  return before !== null && !isOver(before.status) && isOver(state.status)
}

/** Puts the state back into the row it is kept in. */
export function settle(work: HandoffWork): void {
  const { row, state } = work
  row.status = state.status
  row.held_at = state.hold?.since ?? null
  row.hold_reason = state.hold?.reason ?? null
  for (const fact of facts) row[factColumns[fact]] = state.facts[fact] ?? null
  const due = work.steps
    .filter((s) => !isEnded(asStepStatus(s.row.status)) && s.row.due_at !== null && openPause(s.row) === null)
    .map((s) => s.row.due_at ?? '')
  row.next_due_at = due.length > 0 && state.hold === null ? due.reduce((a, b) => (a < b ? a : b)) : null
}

export function asJson(step: WorkStep): JsonRow<'step'> {
  return { ...step.row }
}

export function timerOf(
  ctx: Ctx,
  tx: OperationTx,
  { work, step }: { work: HandoffWork; step: WorkStep },
): JsonRow<'timer'>[] {
  const next = step.timing?.next
  if (!next || isEnded(asStepStatus(step.row.status)) || work.row.is_history) return []
  return [
    {
      workspace_id: tx.workspaceId,
      id: ctx.newId('tmr'),
      kind: 'step',
      handoff_id: work.row.id,
      step_id: step.row.id,
      member_id: null,
      rung: next.rung,
      due_at: next.at,
      done_at: null,
    },
  ]
}

const handoffColumns = [
  'tier',
  'tier_reason',
  'tier_by_hand',
  'status',
  'held_at',
  'hold_reason',
  'ae_id',
  'csm_id',
  'routing',
  'account_id',
  'accepted_with_gaps',
  'returned_count',
  'closed_dirty',
  'completeness',
  'quality',
  'missing_count',
  'annual_minor',
  'next_due_at',
  ...Object.values(factColumns),
] as const satisfies readonly (keyof HandoffRow)[]

async function updateHandoff(
  tx: OperationTx,
  { before, row }: { before: HandoffRow; row: HandoffRow },
): Promise<number> {
  return tx.run(fromJson('handoff', { columns: handoffColumns, rows: [row], versions: [before.version] }))
}

const stepColumns = [
  'owner_id',
  'status',
  'anchor_at',
  'duration',
  'calendar_id',
  'floor_at',
  'floor_from',
  'fired_until',
  'pauses',
  'due_at',
  'at_risk_at',
  'ended_at',
  'ended_by',
  'end_reason',
] as const

async function updateSteps(tx: OperationTx, rows: readonly WorkStep['row'][]): Promise<number> {
  const touched = await tx.run(
    fromJson('step', { columns: stepColumns, rows, versions: rows.map((r) => r.version) }),
  )
  if (touched !== rows.length) throw stale('step', null)
  return touched
}

type Update = { columns: readonly string[]; rows: readonly { id: string }[]; versions: readonly number[] }

/** One UPDATE for any number of rows; each is touched only where it still has the version it was read with. */
function fromJson(table: 'handoff' | 'step', { columns, rows, versions }: Update): RawBuilder<unknown> {
  const sets = sql.join(columns.map((c) => sql`${sql.ref(c)} = r.${sql.ref(c)}`))
  const payload = rows.map((row, i) => ({ ...row, version: versions[i] }))
  return sql`UPDATE ${sql.table(table)} AS t SET ${sets}, version = t.version + 1
    FROM jsonb_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(payload)}::jsonb) AS r
    WHERE t.workspace_id = r.workspace_id AND t.id = r.id AND t.version = r.version`
}

async function dropTimers(tx: OperationTx, stepIds: readonly string[]): Promise<number> {
  return tx.run(
    sql`DELETE FROM timer WHERE workspace_id = ${tx.workspaceId} AND step_id = ANY(${stepIds}::text[]) AND done_at IS NULL`,
  )
}

/** What the timeline tells of a handoff. */
export function auditable(row: HandoffRow): Record<string, unknown> {
  const { status, tier, hold_reason, ae_id, csm_id, accepted_with_gaps, closed_dirty } = row
  const known = Object.fromEntries(facts.map((fact) => [factColumns[fact], row[factColumns[fact]]]))
  return { status, tier, hold_reason, ae_id, csm_id, accepted_with_gaps, closed_dirty, ...known }
}

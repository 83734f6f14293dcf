import { sql } from 'kysely'
import type { EscalationMoment } from '../../core/clock/escalation-moments.ts'
import type { Instant } from '../../core/lib/instant.ts'
import { insertMany, type JsonRow } from '../../db/insert-many.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { DueClock } from './take-due.ts'

/** A clock that was acted on, and what comes next of it. */
export type Fired = { clock: DueClock; firedUntil: Instant; next: EscalationMoment | null }
/** A clock whose timer is to be set anew, or not at all, without anything having been told. */
export type Unfired = { clock: DueClock; next: EscalationMoment | null }

/** Keeps how far each ladder was climbed, ends the timers that fired and sets those of the next moments. */
export async function writeClimbs(
  ctx: Ctx,
  tx: OperationTx,
  { fired, unfired }: { fired: readonly Fired[]; unfired: readonly Unfired[] },
): Promise<void> {
  if (fired.length > 0) {
    await Promise.all([
      climbSteps(tx, fired),
      tx.run(sql`UPDATE timer SET done_at = ${tx.now}
        WHERE workspace_id = ${tx.workspaceId} AND id = ANY (${fired.map((f) => f.clock.timerId)}::text[])`),
      tx.run(
        insertMany(
          'change',
          fired.map(({ clock }) => changeOf(ctx, tx, clock)),
        ),
      ),
    ])
  }
  if (unfired.length > 0)
    await tx.run(
      sql`DELETE FROM timer WHERE workspace_id = ${tx.workspaceId} AND id = ANY (${unfired.map((u) => u.clock.timerId)}::text[])`,
    )
  const timers = [...fired, ...unfired].flatMap(({ clock, next }) =>
    next ? [timerOf(ctx, { clock, next })] : [],
  )
  if (timers.length > 0) await tx.run(insertMany('timer', timers))
}

async function climbSteps(tx: OperationTx, fired: readonly Fired[]): Promise<void> {
  const rows = fired.map(({ clock, firedUntil }) => ({ ...clock.step, fired_until: firedUntil }))
  const touched = await tx.run(sql`
    UPDATE step AS t SET fired_until = r.fired_until, version = t.version + 1
    FROM jsonb_populate_recordset(NULL::step, ${JSON.stringify(rows)}::jsonb) AS r
    WHERE t.workspace_id = ${tx.workspaceId} AND t.id = r.id AND t.version = r.version`)
  if (touched !== rows.length) throw new Error('a step changed although it was locked')
}

function timerOf(ctx: Ctx, { clock, next }: { clock: DueClock; next: EscalationMoment }): JsonRow<'timer'> {
  return {
    workspace_id: ctx.workspaceId,
    id: ctx.newId('tmr'),
    kind: 'step',
    handoff_id: clock.handoff.id,
    step_id: clock.step.id,
    member_id: null,
    rung: next.rungId,
    due_at: next.at,
    done_at: null,
  }
}

function changeOf(ctx: Ctx, tx: OperationTx, { step }: DueClock): JsonRow<'change'> {
  return {
    workspace_id: tx.workspaceId,
    id: ctx.newId('chg'),
    at: tx.now,
    noun: 'step',
    record_id: step.id,
    version: step.version + 1,
  }
}

import { sql } from 'kysely'
import type { Handoff } from '../../contract/handoffs.ts'
import { stepsOfQuestions } from '../../core/handoff/step-anchors.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { Opened } from './change-handoff.ts'
import { handoffView } from './handoff-view.ts'
import type { HandoffWork } from './handoff-work.ts'
import { saveWork } from './save-work.ts'
import { running } from './step-clocks.ts'
import { finishStep, startStep } from './work-steps.ts'

/** A question starts the seller's clock, unless it runs for an earlier one already. */
export function startQuestionClock(work: HandoffWork): void {
  const { now } = work.tx
  for (const template of stepsOfQuestions(work.it.version.playbook.steps)) {
    if (running(work, template.id).length === 0) startStep(work, template, { at: now, now })
  }
}

/** The clock ends with the answer to the last question. The gaps of a return have their own: submitting again. */
export async function endQuestionClock(tx: OperationTx, work: HandoffWork): Promise<void> {
  const { waiting } = await tx.one(sql<{ waiting: boolean }>`
    SELECT EXISTS (SELECT 1 FROM question q
      LEFT JOIN verdict v ON v.workspace_id = q.workspace_id AND v.id = q.verdict_id
      WHERE q.workspace_id = ${tx.workspaceId} AND q.handoff_id = ${work.row.id} AND q.answered_at IS NULL
        AND v.kind IS DISTINCT FROM 'returned') AS waiting`)
  if (waiting) return
  for (const template of stepsOfQuestions(work.it.version.playbook.steps)) {
    for (const step of running(work, template.id)) finishStep(work, step, { at: tx.now, reason: null })
  }
}

/** The handoff as it is now, with the clock of its questions where that has changed. */
export async function saveQuestionClock(ctx: Ctx, tx: OperationTx, opened: Opened): Promise<Handoff> {
  if (!opened.work.steps.some((step) => step.changed)) return handoffView(ctx, tx, opened)
  const row = await saveWork(ctx, tx, { work: opened.work, action: 'handoff.recompute' })
  return handoffView(ctx, tx, { ...opened, row, it: { ...opened.it, handoff: row } })
}

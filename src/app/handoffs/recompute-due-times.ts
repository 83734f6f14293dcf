import { sql } from 'kysely'
import { isEnded } from '../../core/handoff/step-transitions.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'
import { openForChange } from './change-handoff.ts'
import { saveWork } from './save-work.ts'
import { retime } from './step-clocks.ts'
import { asStepStatus } from './step-row.ts'

/** Handoffs with a running clock on a calendar, from an id on: what a change of its hours concerns. */
export async function findHandoffsOn(
  tx: OperationTx,
  of: { calendarId: string; afterId: string; most: number },
): Promise<string[]> {
  const rows = await tx.many(sql<{ handoff_id: string }>`
    SELECT DISTINCT handoff_id FROM step WHERE workspace_id = ${tx.workspaceId} AND calendar_id = ${of.calendarId} AND status IN ('open', 'waiting')
      AND due_at IS NOT NULL AND handoff_id > ${of.afterId} ORDER BY handoff_id LIMIT ${of.most}`)
  return rows.map((row) => row.handoff_id)
}

/** Counts the due times of a handoff's running steps anew, by the hours that hold now. */
export async function recomputeDueTimes(
  ctx: Ctx,
  tx: OperationTx,
  { handoffId, calendarId }: { handoffId: string; calendarId: string },
): Promise<void> {
  const { work } = await openForChange(ctx, tx, handoffId)
  for (const step of work.steps) {
    if (!isEnded(asStepStatus(step.row.status)) && step.row.calendar_id === calendarId) retime(work, step)
  }
  await saveWork(ctx, tx, { work, action: 'handoff.recompute', reason: 'The calendar changed.' })
}

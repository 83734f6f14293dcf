import { isEnded } from '../../core/handoff/step-transitions.ts'
import type { Instant } from '../../core/lib/instant.ts'
import type { Duration } from '../../core/playbook/playbook.ts'
import type { Ctx } from '../context.ts'
import { openForChange } from '../handoffs/change-handoff.ts'
import type { HandoffWork, WorkStep } from '../handoffs/handoff-work.ts'
import { saveWork } from '../handoffs/save-work.ts'
import { retime } from '../handoffs/step-clocks.ts'
import { asStepStatus } from '../handoffs/step-row.ts'
import type { OperationTx } from '../operation-tx.ts'

/** Not of any playbook: where a tier asks for no full brief, what a deal closed with gaps owes is a step of its own. */
const ownTemplate = 'closed_with_gaps'

/**
 * Sees to it that the missing answers of a deal closed with gaps are due by then: the step that completes the brief
 * is brought forward when it is due later, and made where the tier has none. Doing it twice changes nothing.
 */
export async function setAnswersDue(
  ctx: Ctx,
  tx: OperationTx,
  { handoffId, dueBy }: { handoffId: string; dueBy: Instant },
): Promise<void> {
  const { work, it } = await openForChange(ctx, tx, handoffId)
  if (work.row.is_history || work.state.status === 'preparing') return
  const templates = it.version.playbook.steps.filter((t) => t.fact === 'brief_complete').map((t) => t.id)
  const steps = work.steps.filter(
    ({ row }) => templates.includes(row.template_id) || row.template_id === ownTemplate,
  )
  const running = steps.filter(({ row }) => !isEnded(asStepStatus(row.status)))
  if (running.some(({ row }) => row.due_at !== null && row.due_at <= dueBy)) return
  const [step] = running
  if (!step && steps.length > 0) return
  const { closed_dirty_due: duration } = it.version.playbook
  const anchorAt = it.row.closed_dirty_at ?? tx.now
  if (step) bringForward(work, step, { duration, anchorAt })
  else if (!addOwnStep(work, { duration, anchorAt })) return
  await saveWork(ctx, tx, { work, action: 'handoff.chase' })
}

type Clock = { duration: Duration; anchorAt: Instant }

function bringForward(work: HandoffWork, step: WorkStep, { duration, anchorAt }: Clock): void {
  step.row.duration = duration
  step.row.anchor_at = anchorAt
  step.row.status = 'open'
  retime(work, step)
}

function addOwnStep(work: HandoffWork, { duration, anchorAt }: Clock): boolean {
  const role = work.it.version.playbook.roles.find((r) => r.from === 'deal_owner')
  if (!role || work.row.ae_id === null) return false
  const step: WorkStep = {
    row: {
      workspace_id: work.tx.workspaceId,
      id: work.newId('stp'),
      handoff_id: work.row.id,
      template_id: ownTemplate,
      round: 1,
      position: work.steps.length,
      title: 'Answer what was missing when the deal was closed',
      owner_role: role.id,
      owner_id: work.row.ae_id,
      status: 'open',
      anchor_at: anchorAt,
      duration,
      calendar_id: null,
      floor_at: null,
      floor_from: null,
      fired_until: null,
      pauses: work.state.hold ? [{ from: work.state.hold.since, to: null, reason: 'on_hold' }] : [],
      due_at: null,
      at_risk_at: null,
      ended_at: null,
      ended_by: null,
      end_reason: null,
      version: 1,
    },
    isNew: true,
    changed: true,
    timing: null,
  }
  work.steps.push(step)
  retime(work, step)
  return true
}

import { plannedTemplates } from '../../core/handoff/plan-steps.ts'
import { isEnded } from '../../core/handoff/step-transitions.ts'
import { chooseTier } from '../../core/playbook/choose-tier.ts'
import { tierOf } from '../deals/deal-case.ts'
import { addSteps, endStep, graceFrom, type HandoffWork, retime } from './handoff-work.ts'
import { pastOf } from './past-of.ts'
import { asStepStatus } from './step-row.ts'

/**
 * What more is known of the deal may change how much process it deserves and which steps apply. Until it is won its
 * tier follows, unless a person chose it; answers, finished steps and the CSM stay. Says whether anything changed.
 */
export function reconsider(work: HandoffWork): boolean {
  const tierChanged = work.state.status === 'preparing' && reconsiderTier(work)
  return addStepsThatApply(work) || tierChanged
}

/** Steps a tier does not have are taken away, those it has beside are added; what was done stays done. */
export function changeTier(work: HandoffWork, tier: { id: string; because: string }): void {
  work.row.tier = tier.id
  work.row.tier_reason = tier.because
  const planned = plannedTemplates({
    playbook: work.it.version.playbook,
    tierId: tier.id,
    values: { ...work.it.values, ...pastOf(work) },
  })
  for (const step of work.steps) {
    if (isEnded(asStepStatus(step.row.status))) continue
    const template = planned.find((t) => t.id === step.row.template_id)
    const duration = template?.due[tier.id]
    if (!duration)
      endStep(step, {
        status: 'cancelled',
        at: work.tx.now,
        by: null,
        reason: 'The new tier has no such step.',
      })
    else if (JSON.stringify(duration) !== JSON.stringify(step.row.duration)) {
      step.row.duration = duration
      retime(work, step)
    }
  }
  addSteps(work)
}

function reconsiderTier(work: HandoffWork): boolean {
  const { playbook } = work.it.version
  const choice = chooseTier(playbook, work.it.values)
  if (work.row.tier_by_hand || choice.tierId === work.row.tier) return false
  changeTier(work, { id: choice.tierId, because: choice.because })
  work.it.tier = tierOf(playbook, choice.tierId)
  work.it.gate = { ...work.it.gate, tierId: choice.tierId }
  return true
}

/** A step that applies only now, such as checking the promises just written down, is not late before anybody saw it. */
function addStepsThatApply(work: HandoffWork): boolean {
  if (work.state.status === 'confirmed' || work.state.status === 'cancelled') return false
  const before = work.steps.length
  addSteps(work)
  const added = work.steps.slice(before)
  for (const step of added) {
    if (step.row.anchor_at === null || step.row.status === 'done') continue
    step.row.floor_from = work.tx.now
    step.row.floor_at = graceFrom(work, step, work.tx.now)
    retime(work, step)
  }
  return added.length > 0
}

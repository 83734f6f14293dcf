import { chooseTier } from '../../core/playbook/choose-tier.ts'
import type { Ctx } from '../context.ts'
import { tierOf } from '../deals/deal-case.ts'
import type { OperationTx } from '../operation-tx.ts'
import { carryAnswers } from './carry-answers.ts'
import type { HandoffWork } from './handoff-work.ts'
import { nameCsm } from './name-csm.ts'
import { atGraceAtLeast } from './step-clocks.ts'
import { addSteps, changeTier } from './work-steps.ts'

/**
 * What more is known of the deal may change how much process it deserves and which steps apply. Says whether anything
 * changed.
 */
export async function reconsider(ctx: Ctx, tx: OperationTx, work: HandoffWork): Promise<boolean> {
  const tierChanged = await reconsiderTier(ctx, tx, work)
  return addStepsThatApply(work) || tierChanged
}

/**
 * Until the deal is won its tier follows what is known of it, unless somebody set it by hand; answers, finished steps
 * and the CSM stay. A tier that names its CSM early does so now, and a follow-on brings the account's answers along.
 */
async function reconsiderTier(ctx: Ctx, tx: OperationTx, work: HandoffWork): Promise<boolean> {
  if (work.state.status !== 'preparing' || work.row.tier_by_hand) return false
  const { it } = work
  const { playbook } = it.version
  const choice = chooseTier(playbook, it.values)
  if (choice.tierId === work.row.tier) return false
  const tier = tierOf(playbook, choice.tierId)
  if (tier.follow_on && !it.tier.follow_on) {
    const { answerRows, answers, values, gate } = await carryAnswers(ctx, tx, it)
    Object.assign(it, { answerRows, answers, values, gate })
  }
  changeTier(work, { tier, because: choice.because })
  if (work.row.csm_id === null && !tier.submits_itself) await nameCsm(ctx, tx, work)
  return true
}

/** A step that applies only now, such as checking the promises just written down, is not late before anybody saw it. */
function addStepsThatApply(work: HandoffWork): boolean {
  if (work.state.status === 'confirmed' || work.state.status === 'cancelled') return false
  const before = work.steps.length
  addSteps(work)
  const added = work.steps.slice(before)
  for (const step of added) if (step.row.status !== 'done') atGraceAtLeast(work, step)
  return added.length > 0
}

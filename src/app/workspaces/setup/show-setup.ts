import type { Output } from '../../../contract/operations.ts'
import type { Ctx } from '../../context.ts'
import { effectivePlaybook } from '../../playbooks/current-playbook.ts'
import { loadWorkspace } from '../workspace-row.ts'
import { loadSetupFacts } from './setup-facts.ts'
import { setupSteps } from './setup-steps.ts'
import { countTiers } from './tier-counts.ts'

/** How far setting up has come, computed from what is there and never ticked by hand. */
export async function showSetup(ctx: Ctx): Promise<Output<'workspace.setup'>> {
  return ctx.readOnly(async (tx) => {
    const { currency, locale } = await loadWorkspace(tx)
    const version = await effectivePlaybook(tx)
    const [facts, tierCounts] = await Promise.all([loadSetupFacts(tx), countTiers(tx, { version, currency })])
    const steps = setupSteps({ ...facts, tierCounts, playbookNumber: version.number, locale })
    return { done: steps.filter((step) => step.done).length, steps, tiers: tierCounts.tiers }
  })
}

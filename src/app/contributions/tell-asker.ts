import type { Ctx } from '../context.ts'
import type { DealCase } from '../deals/deal-case.ts'
import { notify } from '../notifications/notify.ts'
import { places } from '../notifications/places.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { ContributionRow } from './contribution-view.ts'

/** Whoever asked a colleague hears of the answer, and so does the seller where that is somebody else. */
export async function tellAsker(
  ctx: Ctx,
  tx: OperationTx,
  { it, link }: { it: DealCase; link: ContributionRow },
): Promise<void> {
  const { row, handoff, version } = it
  const seller = handoff?.ae_id ?? row.owner_id
  const customer = it.account?.name ?? row.name
  const label =
    version.playbook.requirements.find((r) => r.id === link.requirement_id)?.label ?? 'your question'
  await notify(ctx, tx, [
    {
      event: 'contribution_answered',
      to: [...new Set([link.asked_by, ...(seller === null ? [] : [seller])])],
      actorId: null,
      handoffId: handoff?.id ?? null,
      path: handoff ? places.handoff(handoff.id, 'brief') : places.deal(row.id),
      words: () => ({
        title: `${link.asked_name} answered for ${customer}`,
        body: [`${link.asked_name} answered “${label}”. It stands in the brief.`],
        button: 'Read the answer',
      }),
    },
  ])
}

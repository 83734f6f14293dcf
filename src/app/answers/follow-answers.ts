import { actingMemberId, type Ctx } from '../context.ts'
import { caseOf, type DealCase, loadDealCase } from '../deals/deal-case.ts'
import { otherFingerprints } from '../deals/scores.ts'
import { announce, index } from '../handoffs/announce.ts'
import { beginWork } from '../handoffs/handoff-work.ts'
import { submitNow } from '../handoffs/open-handoff.ts'
import { reconsider } from '../handoffs/reconsider.ts'
import { refreshScores } from '../handoffs/refresh-scores.ts'
import { saveWork } from '../handoffs/save-work.ts'
import type { OperationTx } from '../operation-tx.ts'

/** After a change of answers: scores, the fact "brief complete", tier before the win, a small handoff that submits itself. */
export async function followAnswers(ctx: Ctx, tx: OperationTx, before: DealCase): Promise<DealCase> {
  index(tx, before.row.id)
  const it = await loadDealCase(tx, before.row.id)
  it.others = await otherFingerprints(tx, it)
  if (!it.handoff) return it
  const work = await beginWork({
    it,
    tx,
    row: it.handoff,
    isNew: false,
    actorId: actingMemberId(ctx.actor),
    newId: ctx.newId,
  })
  const state = work.state
  const moved = await reconsider(ctx, tx, work)
  const counted = refreshScores(work)
  if (state === work.state && !moved && !counted) return it
  const hadCsm = work.row.csm_id === it.handoff.csm_id
  const saved = await saveWork(ctx, tx, {
    work,
    action: work.row.tier === it.handoff.tier ? 'handoff.score' : 'handoff.reconsider_tier',
  })
  if (!hadCsm) announce(tx, { handoff: saved, event: 'csm_named', actorId: null })
  await submitNow(ctx, tx, { work })
  return { ...(await caseOf(tx, it.row)), others: it.others }
}

import { qb } from '../../db/query.ts'
import type { Tx } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import { caseOf } from '../deals/deal-case.ts'
import { findDeal } from '../deals/deal-row.ts'
import { notFound } from '../errors.ts'
import type { Verb } from '../verbs.ts'
import { allow } from './allow.ts'
import { handoffView, type Viewed } from './handoff-view.ts'
import { findSteps } from './step-row.ts'

export const showHandoff: Verb<'handoff.show'> = (ctx, input) =>
  ctx.readOnly(async (tx) => handoffView(ctx, tx, await viewHandoff(ctx, tx, input.id)))

/** A handoff the reader may see, with its deal and steps. */
export async function viewHandoff(ctx: Ctx, tx: Tx, id: string): Promise<Viewed> {
  const row = await tx.maybe(
    qb.selectFrom('handoff').selectAll().where('workspace_id', '=', tx.workspaceId).where('id', '=', id),
  )
  const deal = row && (await findDeal(tx, row.deal_id))
  if (!row || !deal) throw notFound('handoff')
  const [found, steps] = await Promise.all([caseOf(tx, deal), findSteps(tx, row.id)])
  const it = { ...found, handoff: row }
  allow(ctx, 'handoff.view', it)
  return {
    row,
    it,
    work: { it, steps: steps.map((step) => ({ row: step, isNew: false, changed: false, timing: null })) },
  }
}

import { sql } from 'kysely'
import { loadDealCase } from '../deals/deal-case.ts'
import { notFound } from '../errors.ts'
import { allow } from '../handoffs/allow.ts'
import type { Verb } from '../verbs.ts'
import { contributionView, findContribution } from './contribution-view.ts'

/** Takes a link back: it opens nothing from now on. */
export const revokeContribution: Verb<'contribution.revoke'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const row = await findContribution(tx, input.id)
    if (!row) throw notFound('contribution')
    const it = await loadDealCase(tx, row.deal_id)
    allow(ctx, 'answer.change', it, { requirementId: row.requirement_id, named: 'contribution' })
    await tx.run(
      sql`UPDATE contribution_link SET revoked_at = coalesce(revoked_at, ${tx.now}) WHERE workspace_id = ${tx.workspaceId} AND id = ${row.id}`,
    )
    tx.record('contribution.revoke', {
      noun: 'contribution',
      id: row.id,
      after: { revoked: true },
      dealId: row.deal_id,
    })
    return contributionView(it, { ...row, revoked_at: row.revoked_at ?? tx.now })
  })

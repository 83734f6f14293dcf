import { qb } from '../../db/query.ts'
import { loadDealCase } from '../deals/deal-case.ts'
import { allow } from '../handoffs/allow.ts'
import type { Verb } from '../verbs.ts'
import { contributionView } from './contribution-view.ts'

export const listContributions: Verb<'contribution.list'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const it = await loadDealCase(tx, input.id)
    allow(ctx, 'answer.view', it)
    const rows = await tx.many(
      qb
        .selectFrom('contribution_link')
        .selectAll()
        .where('workspace_id', '=', tx.workspaceId)
        .where('deal_id', '=', it.row.id)
        .orderBy('created_at', 'desc')
        .limit(200),
    )
    return { items: rows.map((row) => contributionView(it, row)) }
  })

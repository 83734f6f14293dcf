import { allow } from '../handoffs/allow.ts'
import type { Verb } from '../verbs.ts'
import { loadDealCase } from './deal-case.ts'
import { asFields } from './deal-row.ts'
import { dealView } from './deal-view.ts'

export const showDeal: Verb<'deal.show'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const it = await loadDealCase(tx, input.id)
    allow(ctx, 'deal.view', it)
    const { row, handoff, account } = it
    return {
      ...dealView(
        {
          ...row,
          account_name: account?.name ?? null,
          handoff_id: handoff?.id ?? null,
          handoff_tier: it.tier.id,
        },
        it,
      ),
      products: row.products,
      fields: asFields(row.fields),
      signedAt: row.signed_at,
      complexity: it.deal.complexity,
      closedDirtyReason: row.closed_dirty_reason,
    }
  })

import { indexDeal, indexDeals } from '../app/deals/index-deal.ts'
import type { Job } from './job.ts'

export const indexDealJob: Job<'index-deal'> = {
  kind: 'quick',
  mostTries: 8,
  run: (ctx, { dealId }) => indexDeal(ctx, dealId),
}

export const indexDealsJob: Job<'index-deals'> = {
  kind: 'quick',
  mostTries: 8,
  run: (ctx, { dealIds }) => ctx.inTransaction((tx) => indexDeals(tx, dealIds)),
}

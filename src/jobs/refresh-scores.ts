import { followAnswers } from '../app/answers/follow-answers.ts'
import { loadDealCase } from '../app/deals/deal-case.ts'
import type { Job } from './job.ts'

export const refreshScoresJob: Job<'refresh-scores'> = {
  kind: 'quick',
  mostTries: 8,
  run: (ctx, { dealId }) =>
    ctx.inTransaction(async (tx) => {
      await followAnswers(ctx, tx, await loadDealCase(tx, dealId, { lock: true }))
    }),
}

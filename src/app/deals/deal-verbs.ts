import { clearAnswer } from '../answers/clear-answer.ts'
import { putAnswer } from '../answers/put-answer.ts'
import type { Verbs } from '../verbs.ts'
import { checkDealGate } from './check-deal-gate.ts'
import { closeWithGaps } from './close-with-gaps.ts'
import { listDeals } from './list-deals.ts'
import { findAnything } from './search.ts'
import { showBrief } from './show-brief.ts'
import { showDeal } from './show-deal.ts'
import { createDeal, updateDeal } from './write-deal.ts'

export const dealVerbs = {
  'deal.list': listDeals,
  'deal.show': showDeal,
  'deal.create': createDeal,
  'deal.update': updateDeal,
  'deal.close_with_gaps': closeWithGaps,
  'gate.check': checkDealGate,
  'answer.list': showBrief,
  'answer.put': putAnswer,
  'answer.clear': clearAnswer,
  'search.find': findAnything,
} satisfies Verbs

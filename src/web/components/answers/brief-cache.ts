import type { Brief, BriefItem } from '../../../contract/deals.ts'
import { queryClient, read } from '../../queries.ts'

/** Stops readings of a brief that were begun before a change: they would bring back what was there before. */
export async function quietBrief(dealId: string): Promise<void> {
  await queryClient.cancelQueries({ queryKey: read('answer.list', { id: dealId }).queryKey })
}

/** Puts the brief an operation answered with where every screen reads it; several saves may come back out of order. */
export function keepBrief(brief: Brief): void {
  queryClient.setQueryData(read('answer.list', { id: brief.dealId }).queryKey, (before) =>
    before === undefined ? brief : { ...brief, items: brief.items.map((item) => newer(before.items, item)) },
  )
}

function newer(before: readonly BriefItem[], item: BriefItem): BriefItem {
  const known = before.find((one) => one.requirementId === item.requirementId)
  return known && (known.answer?.version ?? 0) > (item.answer?.version ?? 0) && item.answer !== null
    ? known
    : item
}

export function itemIn(brief: Brief, requirementId: string): BriefItem | undefined {
  return brief.items.find((item) => item.requirementId === requirementId)
}

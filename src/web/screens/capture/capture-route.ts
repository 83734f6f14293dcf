import type { Brief, BriefItem } from '../../../contract/deals.ts'
import { isDirty } from '../../components/answers/answer-save.ts'
import type { QueuedAnswer } from './answer-queue.ts'

/** The questions of one sitting: what was owed at the start, in order, then what came to be owed meanwhile. */
export function extendRoute(route: readonly string[], owed: readonly string[]): readonly string[] {
  const more = owed.filter((id) => !route.includes(id))
  return more.length === 0 ? route : [...route, ...more]
}

/** Questions of the route that the deal still asks; its tier may have changed on the way. */
export function itemsOf(route: readonly string[], { items }: Brief): BriefItem[] {
  return route.flatMap((id) => items.find(({ requirementId }) => requirementId === id) ?? [])
}

const settled: ReadonlySet<BriefItem['status']> = new Set([
  'given',
  'none',
  'not_applicable',
  'not_applicable_by_rule',
  'waived',
  'unknown',
])

/** Whether nothing more is to be said about it now: the server has an answer, or this device has one to send. */
export function isSettled(item: BriefItem, answer: QueuedAnswer | undefined): boolean {
  if (answer?.state.kind === 'conflict' || answer?.state.kind === 'error') return false
  if (answer && isDirty(answer)) return answer.wanted
  return settled.has(item.status)
}

/** The next question without an answer after this one, from the start again at the end; NULL when there is none. */
export function nextOpen(
  items: readonly BriefItem[],
  answers: ReadonlyMap<string, QueuedAnswer>,
  after: number,
): number | null {
  const open = items.flatMap((item, index) =>
    isSettled(item, answers.get(item.requirementId)) ? [] : [index],
  )
  return open.find((index) => index > after) ?? null
}

import type { TodayItem } from '../../../contract/handoffs.ts'
import type { Output } from '../../../contract/operations.ts'
import { mostLooked } from './asking.ts'

type Group = Output<'handoff.today'>['groups'][number]
type Lists = Record<
  'verdicts' | 'overdue' | 'next' | 'questions' | 'capture' | 'escalations' | 'parked',
  readonly TodayItem[]
>

const mostShown = 25

/** What is owed in the order one would take it up; what is late comes first, whatever it is. */
export function groupsOf(lists: Lists, as: 'me' | 'team'): Group[] {
  const { verdicts, overdue } = lists
  const late = [...verdicts, ...overdue].filter(isLate).toSorted(byDue)
  const judge = verdicts.filter((item) => !isLate(item))
  // A paused step is due when its pause is over, whatever its old due time says.
  const soon = [...overdue.filter((item) => !isLate(item)), ...lists.next]
  const mine = as === 'me'
  return [
    group('escalations', mine ? 'Escalated to you' : 'Escalated', lists.escalations),
    group('late', 'Late', late),
    group('verdicts', mine ? 'Waiting for your verdict' : 'Waiting for a verdict', judge),
    group('questions', 'Questions to answer', lists.questions),
    group('due', 'Due next', soon),
    group('capture', 'Answers owed before closing', lists.capture),
    group('parked', 'Needs a hand to go on', lists.parked),
  ].filter((g) => g.items.length > 0)
}

function group(id: string, title: string, items: readonly TodayItem[]): Group {
  return {
    id,
    title,
    items: items.slice(0, mostShown),
    more: Math.max(0, items.length - mostShown),
    atLeast: items.length >= mostLooked / 2,
  }
}

const isLate = (item: TodayItem): boolean => item.clock === 'late'

function byDue(a: TodayItem, b: TodayItem): number {
  return (a.dueAt ?? '').localeCompare(b.dueAt ?? '')
}

import type { HandoffRow } from '../../../contract/handoffs.ts'
import type { Input } from '../../../contract/operations.ts'
import { handoffStatuses } from '../../../core/handoff/vocabulary.ts'
import { oneOf } from '../../components/use-url-state.ts'
import type { FilterValue } from '../../ui/FilterBar.tsx'

const sorts = ['due', 'opened', 'newest'] as const
type Sort = (typeof sorts)[number]
export type PipelineInput = Omit<Input<'handoff.list'>, 'cursor' | 'limit'>

/** What the address asks for, as the list operation takes it; what it does not know is left out. */
export function pipelineInput(url: Readonly<Record<string, string>>): PipelineInput {
  const status = oneOf(handoffStatuses, url['status'])
  const sort = oneOf(sorts, url['sort'])
  const search = url['q']?.trim().slice(0, 200)
  return {
    ...(status && { status }),
    ...(sort && { sort }),
    ...(url['tier'] && { tier: url['tier'] }),
    ...(isId('mem', url['ae']) && { aeId: url['ae'] }),
    ...(isId('mem', url['csm']) && { csmId: url['csm'] }),
    ...(isId('acc', url['account']) && { accountId: url['account'] }),
    ...(url['late'] === 'true' && { late: true }),
    ...(search && { search }),
  }
}

function isId(prefix: string, text: string | undefined): text is string {
  return text !== undefined && new RegExp(`^${prefix}_[0-9a-z]{26}$`).test(text)
}

export const filterIds = ['status', 'tier', 'ae', 'csm', 'late'] as const

export function filterValue(url: Readonly<Record<string, string>>): FilterValue {
  return Object.fromEntries(
    filterIds.flatMap((id) => {
      const value = url[id]
      return value ? [[id, [value]]] : []
    }),
  )
}

/** The server takes one value per filter: the one picked last stays. */
export function urlOf(before: FilterValue, next: FilterValue): Record<string, string | undefined> {
  return Object.fromEntries(
    filterIds.map((id) => {
      const chosen = next[id] ?? []
      return [id, chosen.find((value) => !before[id]?.includes(value)) ?? chosen.at(-1)]
    }),
  )
}

/** The order the server lists by, to place rows that change while one looks at them. */
export function rowOrder({ sort, late }: PipelineInput): (a: HandoffRow, b: HandoffRow) => number {
  const by: Sort = late ? 'due' : (sort ?? 'newest')
  if (by === 'newest') return (a, b) => compare(b.openedAt, a.openedAt) || compare(b.id, a.id)
  if (by === 'opened') return (a, b) => compare(a.openedAt, b.openedAt) || compare(a.id, b.id)
  return (a, b) => compare(a.nextDueAt ?? '~', b.nextDueAt ?? '~') || compare(a.id, b.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

import type { Output } from '../../../contract/operations.ts'
import type { MemberRow } from '../../../contract/people.ts'
import type { StatusShape } from '../../ui/StatusDot.tsx'
import type { Tone } from '../../ui/tone.ts'

export type MemberStatus = MemberRow['status']

export const statusLooks: Readonly<Record<MemberStatus, { label: string; shape: StatusShape; tone: Tone }>> =
  {
    active: { label: 'Active', shape: 'full', tone: 'ok' },
    invited: { label: 'Invited', shape: 'half', tone: 'accent' },
    known: { label: 'Not invited', shape: 'dashed', tone: 'neutral' },
    suspended: { label: 'Suspended', shape: 'crossed', tone: 'neutral' },
  }

export const memberStatuses: readonly MemberStatus[] = ['active', 'invited', 'known', 'suspended']

export const sideTitles = { sales: 'Sales', cs: 'Customer success', ops: 'Operations' } as const
export type Side = keyof typeof sideTitles
export type Team = Output<'team.list'>['items'][number]

/** How full somebody's hands are: the share of their limit, and whether it is passed. */
export function loadOf({ load, capacity }: Pick<MemberRow, 'load' | 'capacity'>): {
  share: number | null
  tone: Tone
  words: string
} {
  if (capacity === null)
    return { share: null, tone: 'neutral', words: `${load} ${load === 1 ? 'point' : 'points'}, no limit` }
  const share = load / capacity
  const words = `${load} of ${capacity}`
  if (load > capacity) return { share, tone: 'danger', words: `${words}, ${load - capacity} over` }
  if (share >= 0.85)
    return { share, tone: 'warn', words: share === 1 ? `${words}, full` : `${words}, nearly full` }
  return { share, tone: 'accent', words }
}

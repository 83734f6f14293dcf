import { useQuery } from '@tanstack/react-query'
import { Scale } from 'lucide-react'
import type { MemberRow } from '../../../contract/people.ts'
import { read } from '../../queries.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ListRow } from '../../ui/ListRow.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { usePhone } from '../../ui/use-media.ts'
import { AwayTag } from './AwayTag.tsx'
import { LoadBar } from './LoadBar.tsx'

/** Whose books are full: every CSM's points against their limit, the fullest first. */
export function LoadTab({ onOpen }: { onOpen: (id: string) => void }) {
  const list = useQuery(read('member.list', { role: 'csm', limit: 200 }))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div tabIndex={0} className="ring-inside h-full overflow-y-auto">
      <div className="mx-auto max-w-4xl px-4 py-6 sm:px-6">
        {list.error ? (
          <ErrorState onRetry={() => void list.refetch()}>{list.error.message}</ErrorState>
        ) : list.data ? (
          <Books members={list.data.items.filter(({ status }) => status !== 'suspended')} onOpen={onOpen} />
        ) : (
          <SkeletonRows rows={6} />
        )}
      </div>
    </div>
  )
}

function Books({ members, onOpen }: { members: readonly MemberRow[]; onOpen: (id: string) => void }) {
  const phone = usePhone()
  if (members.length === 0) {
    return (
      <EmptyState icon={Scale} title="No CSM yet">
        Invite people with the role “Customer success manager”; their load shows here.
      </EmptyState>
    )
  }
  const sorted = [...members].sort((a, b) => shareOf(b) - shareOf(a) || a.name.localeCompare(b.name))
  const most = Math.max(...members.map(({ load, capacity }) => Math.max(load, capacity ?? 0)), 1)
  const total = members.reduce((sum, { load }) => sum + load, 0)
  const limits = members.map(({ capacity }) => capacity).filter((limit) => limit !== null)
  const room = limits.reduce((sum, limit) => sum + limit, 0)
  return (
    <Section
      title="Load of the CSMs"
      meta={<span className="num">{room > 0 ? `${total} of ${room} points` : `${total} points`}</span>}
      description="Points are the weights of the accounts in their care; the mark is each one’s limit. New handoffs go to whoever fits and has the most room."
    >
      <ul>
        {sorted.map((member) => (
          <ListRow
            key={member.id}
            lead={<Avatar name={member.name} size="md" />}
            title={member.name}
            detail={member.away && <AwayTag away={member.away} />}
            renderTitle={(link) => <button type="button" onClick={() => onOpen(member.id)} {...link} />}
            trailing={
              <span className="w-[min(26rem,46vw)]">
                <LoadBar wide={!phone} member={member} max={most} />
              </span>
            }
          />
        ))}
      </ul>
    </Section>
  )
}

function shareOf({ load, capacity }: MemberRow): number {
  return capacity === null ? 0 : load / capacity
}

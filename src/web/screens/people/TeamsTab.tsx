import { useQuery } from '@tanstack/react-query'
import { Plus, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { AppLink } from '../../components/AppLink.tsx'
import { paths } from '../../paths.ts'
import { read } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ListRow } from '../../ui/ListRow.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { PersonChip } from '../../ui/PersonChip.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { type Side, sideTitles, type Team } from './member-words.ts'

const TeamDialog = lazyPart(async () => (await import('./TeamDialog.tsx')).TeamDialog, {
  close: ({ onClose }) => onClose(),
})

type TeamsTabProps = { canManage: boolean; onCreate: () => void }

/** Teams by side, each with the manager to whom late steps are escalated. */
export function TeamsTab({ canManage, onCreate }: TeamsTabProps) {
  const list = useQuery(read('team.list', {}))
  const [edited, setEdited] = useState<Team | null>(null)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div tabIndex={0} className="ring-inside h-full overflow-y-auto">
      <div className="mx-auto flex max-w-4xl flex-col gap-8 px-4 py-6 sm:px-6">
        {list.error && <ErrorState onRetry={() => void list.refetch()}>{list.error.message}</ErrorState>}
        {list.isPending && <SkeletonRows rows={5} />}
        {list.data?.items.length === 0 && (
          <EmptyState
            icon={UsersRound}
            title="No team yet"
            actions={
              canManage && (
                <Button variant="primary" icon={Plus} onClick={onCreate}>
                  New team
                </Button>
              )
            }
          >
            A Sales team and a CS team, each with its manager: late steps are escalated to them.
          </EmptyState>
        )}
        {(Object.keys(sideTitles) as Side[]).map((side) => {
          const teams = list.data?.items.filter((team) => team.side === side) ?? []
          return (
            teams.length > 0 && (
              <Section key={side} title={sideTitles[side]} meta={teams.length}>
                <ul>
                  {teams.map((team) => (
                    <TeamRow key={team.id} team={team} onOpen={canManage ? () => setEdited(team) : null} />
                  ))}
                </ul>
              </Section>
            )
          )
        })}
      </div>
      {edited && <TeamDialog key={edited.id} team={edited} onClose={() => setEdited(null)} />}
    </div>
  )
}

function TeamRow({ team, onOpen }: { team: Team; onOpen: (() => void) | null }) {
  return (
    <ListRow
      title={team.name}
      detail={
        <AppLink
          as="plain"
          className="relative z-1 inline-flex min-h-6 items-center hover:underline"
          to={`${paths.people}?team=${team.id}`}
        >
          {team.memberCount} {team.memberCount === 1 ? 'person' : 'people'}
        </AppLink>
      }
      {...(onOpen && {
        renderTitle: (link: { className: string; children: React.ReactNode }) => (
          <button type="button" onClick={onOpen} {...link} />
        ),
      })}
      trailing={<Leading team={team} />}
    />
  )
}

/** Who leads the team, or what its people do without. */
function Leading({ team: { manager, memberCount, withoutManager } }: { team: Team }) {
  if (manager) return <PersonChip person={manager} />
  if (memberCount > 0 && withoutManager === 0)
    return <span className="text-sm text-muted">Each has their own manager</span>
  return (
    <Tag tone="warn">
      No manager
      {withoutManager > 0 && <span className="phone:hidden">: late steps go to RevOps</span>}
    </Tag>
  )
}

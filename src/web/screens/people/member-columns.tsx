import type { MemberRow } from '../../../contract/people.ts'
import { roleTitles } from '../../components/role-titles.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import type { Column } from '../../ui/table-column.ts'
import { AwayTag } from './AwayTag.tsx'
import { LoadBar } from './LoadBar.tsx'
import { statusLooks } from './member-words.ts'

export const memberColumns: readonly Column<MemberRow>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(12rem, 1.4fr)',
    cell: (member) => (
      <span className="flex min-w-0 items-center gap-2">
        <Avatar name={member.name} size="md" />
        <span className="truncate font-medium">{member.name}</span>
        {member.away && <AwayTag away={member.away} />}
      </span>
    ),
  },
  {
    id: 'roles',
    header: 'Roles',
    width: 'minmax(9rem, 1.2fr)',
    from: 'md',
    cell: ({ roles }) => (
      <span className="truncate text-muted">{roles.map((role) => roleTitles[role]).join(', ')}</span>
    ),
  },
  {
    id: 'team',
    header: 'Team',
    width: 'minmax(6rem, 0.7fr)',
    from: 'md',
    cell: ({ team }) => <span className="truncate text-muted">{team?.name ?? '–'}</span>,
  },
  {
    id: 'manager',
    header: 'Manager',
    width: 'minmax(7rem, 0.8fr)',
    from: 'xl',
    cell: ({ manager }) => <span className="truncate text-muted">{manager?.name ?? '–'}</span>,
  },
  {
    id: 'load',
    header: 'Load',
    width: '9rem',
    from: 'lg',
    cell: (member) =>
      member.roles.includes('csm') ? <LoadBar member={member} /> : <span className="text-faint">–</span>,
  },
  {
    id: 'status',
    header: 'Status',
    width: '7rem',
    cell: ({ status }) => <StatusDot {...statusLooks[status]} />,
  },
]

export const compactMember = {
  height: 60,
  render: (member: MemberRow) => (
    <span className="flex min-w-0 items-center gap-3">
      <Avatar name={member.name} size="lg" />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">{member.name}</span>
          {member.away && <AwayTag away={member.away} />}
        </span>
        <span className="block truncate text-sm text-muted">
          {[roleTitles[member.roles[0] ?? 'contributor'], member.team?.name].filter(Boolean).join(' · ')}
        </span>
      </span>
      {member.roles.includes('csm') && (
        <span className="w-24">
          <LoadBar member={member} />
        </span>
      )}
      {member.status !== 'active' && <StatusDot {...statusLooks[member.status]} bare />}
    </span>
  ),
}

import { useQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { MemberRow } from '../../../contract/people.ts'
import { memberRoles } from '../../../core/handoff/vocabulary.ts'
import { api } from '../../api.ts'
import { usePagedRows } from '../../components/lists/use-paged-rows.ts'
import { roleTitles } from '../../components/role-titles.ts'
import { oneOf, useUrlState } from '../../components/use-url-state.ts'
import { read } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { FilterBar, type FilterDefinition, type FilterValue } from '../../ui/FilterBar.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { compactMember, memberColumns } from './member-columns.tsx'
import { memberStatuses, statusLooks } from './member-words.ts'

type MembersTabProps = { canManage: boolean; onOpen: (id: string) => void; onInvite: () => void }

const idOf = (member: MemberRow): string => member.id
const nameOf = (member: MemberRow): string => member.name
const order = (a: MemberRow, b: MemberRow): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0

export function MembersTab({ canManage, onOpen, onInvite }: MembersTabProps) {
  const [url, setUrl] = useUrlState()
  const teams = useQuery(read('team.list', {}))
  const [typed, setTyped] = useState(url['search'] ?? '')
  const filters = useMemo<FilterDefinition[]>(
    () => [
      {
        id: 'role',
        label: 'Role',
        options: memberRoles.map((role) => ({ value: role, label: roleTitles[role] })),
      },
      {
        id: 'team',
        label: 'Team',
        options: (teams.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
      },
      {
        id: 'status',
        label: 'Status',
        options: memberStatuses.map((status) => ({ value: status, label: statusLooks[status].label })),
      },
    ],
    [teams.data],
  )
  const asked = {
    role: oneOf(memberRoles, url['role']),
    teamId: url['team'],
    status: oneOf(memberStatuses, url['status']),
    search: url['search']?.trim() || undefined,
  }
  const list = usePagedRows<MemberRow>({
    key: ['member', 'member.list', 'pages', asked],
    load: (cursor, signal) =>
      api('member.list', { ...asked, cursor, limit: 100 }, { ...(signal && { signal }) }),
    idOf,
    order,
  })
  const value = Object.fromEntries(
    ['role', 'team', 'status'].flatMap((id) => (url[id] ? [[id, [url[id]]]] : [])),
  ) as FilterValue
  const narrowed = Object.values(asked).some((one) => one !== undefined)
  const clear = (): void => {
    setTyped('')
    setUrl({ role: undefined, team: undefined, status: undefined, search: undefined })
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      <FilterBar
        filters={filters}
        value={value}
        // the server narrows by one of each: the choice made last counts
        onChange={(next) =>
          setUrl({ role: next['role']?.at(-1), team: next['team']?.at(-1), status: next['status']?.at(-1) })
        }
        lead={
          <SearchField
            slash
            label="Search people"
            placeholder="Name or e-mail"
            className="w-56 phone:w-full"
            value={typed}
            onChange={(text) => {
              setTyped(text)
              setUrl({ search: text })
            }}
          />
        }
      />
      <div className="min-h-0 flex-1">
        {list.error ? (
          <ErrorState onRetry={list.again}>{list.error.message}</ErrorState>
        ) : (
          <VirtualTable
            label="People"
            rows={list.rows}
            rowId={idOf}
            rowLabel={nameOf}
            columns={memberColumns}
            compact={compactMember}
            onOpen={(member) => onOpen(member.id)}
            loadingMore={list.loadingMore}
            {...(list.hasMore && { onReachEnd: list.loadMore })}
            empty={
              <EmptyState
                icon={Users}
                title={narrowed ? 'Nobody fits' : 'Nobody here yet'}
                actions={
                  narrowed ? (
                    <Button onClick={clear}>Clear search and filters</Button>
                  ) : (
                    canManage && (
                      <Button variant="primary" onClick={onInvite}>
                        Invite somebody
                      </Button>
                    )
                  )
                }
              >
                {narrowed
                  ? 'Search looks in names and e-mail addresses.'
                  : 'Invite sellers and CSMs, one by one or from a list.'}
              </EmptyState>
            }
          />
        )}
      </div>
    </div>
  )
}

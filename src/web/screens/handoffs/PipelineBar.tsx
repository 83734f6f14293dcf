import { useQuery } from '@tanstack/react-query'
import { AlarmClock, CircleDot, Layers, UserRound } from 'lucide-react'
import { useEffect, useState } from 'react'
import { handoffStatuses, type MemberRole } from '../../../core/handoff/vocabulary.ts'
import { HandoffStatusTag } from '../../components/HandoffStatusTag.tsx'
import { statusLooks } from '../../components/handoff-words.ts'
import { read } from '../../queries.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { FilterBar, type FilterDefinition, type FilterValue } from '../../ui/FilterBar.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { filterValue, urlOf } from './pipeline-filters.ts'

type Url = Readonly<Record<string, string>>
type PipelineBarProps = {
  url: Url
  setUrl: (change: Readonly<Record<string, string | undefined>>) => void
  member: { id: string; roles: readonly MemberRole[] }
}

/** Search, ready-made views and filters; all of it stands in the address. */
export function PipelineBar({ url, setUrl, member }: PipelineBarProps) {
  const filters = useFilters()
  const value = filterValue(url)
  const views = viewsFor(member)
  const view = currentView(views, url)
  // What the view says already is not said again as a filter.
  const shown = Object.fromEntries(Object.entries(value).filter(([id]) => !view?.url[id]))
  return (
    <FilterBar
      filters={filters}
      value={shown}
      onChange={(next) => setUrl(urlOf(value, { ...withoutShown(value, shown), ...next }))}
      lead={
        <>
          <Search value={url['q'] ?? ''} onChange={(q) => setUrl({ q: q || undefined })} />
          <Views views={views} current={view} setUrl={setUrl} />
        </>
      }
      trailing={url['sort'] === 'due' && <span className="phone:hidden">Only those with something due</span>}
    />
  )
}

/** The address follows after a moment of rest, so that the list is not asked for at every letter. */
function Search({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => onChange(text), 220)
    return () => clearTimeout(timer)
  })
  return (
    <SearchField
      slash
      label="Search customers, deals and people"
      placeholder="Search customers, people, briefs"
      value={text}
      onChange={setText}
      className="w-64 phone:w-full"
    />
  )
}

function withoutShown(value: FilterValue, shown: FilterValue): FilterValue {
  return Object.fromEntries(Object.entries(value).filter(([id]) => shown[id] === undefined))
}

type View = { value: string; label: string; url: Readonly<Record<string, string | undefined>> }

const nothing = { status: undefined, late: undefined, ae: undefined, csm: undefined, sort: undefined }

function viewsFor(member: PipelineBarProps['member']): View[] {
  const own = member.roles.includes('csm') ? 'csm' : member.roles.includes('ae') ? 'ae' : null
  return [
    { value: 'all', label: 'All', url: nothing },
    ...(own ? [{ value: 'mine', label: 'Mine', url: { ...nothing, [own]: member.id } }] : []),
    { value: 'verdict', label: 'Waiting for a verdict', url: { ...nothing, status: 'submitted' } },
    { value: 'late', label: 'Late', url: { ...nothing, late: 'true' } },
  ]
}

function currentView(views: readonly View[], url: Url): View | undefined {
  return views.find((view) =>
    Object.entries(view.url).every(([key, wanted]) => (url[key] ?? undefined) === wanted),
  )
}

type ViewsProps = Pick<PipelineBarProps, 'setUrl'> & { views: readonly View[]; current: View | undefined }

function Views({ views, current, setUrl }: ViewsProps) {
  return (
    <div className="max-w-full overflow-x-auto">
      <Segmented
        size="sm"
        label="View"
        options={views}
        value={current?.value ?? null}
        onChange={(next) => setUrl(views.find((view) => view.value === next)?.url ?? nothing)}
      />
    </div>
  )
}

const statusFilter: FilterDefinition = {
  id: 'status',
  label: 'Status',
  icon: CircleDot,
  options: handoffStatuses.map((status) => ({
    value: status,
    label: statusLooks[status].label,
    lead: <HandoffStatusTag bare status={status} />,
  })),
}

const lateFilter: FilterDefinition = {
  id: 'late',
  label: 'Due',
  icon: AlarmClock,
  options: [{ value: 'true', label: 'Late' }],
}

function useFilters(): FilterDefinition[] {
  const playbook = useQuery({ ...read('playbook.show', {}), staleTime: 600_000 })
  const tiers = playbook.data?.document.tiers ?? []
  return [
    statusFilter,
    {
      id: 'tier',
      label: 'Tier',
      icon: Layers,
      options: tiers.map(({ id, title }) => ({ value: id, label: title })),
    },
    { id: 'ae', label: 'AE', icon: UserRound, options: usePeople('ae') },
    { id: 'csm', label: 'CSM', icon: UserRound, options: usePeople('csm') },
    lateFilter,
  ]
}

function usePeople(role: MemberRole): FilterDefinition['options'] {
  const { data } = useQuery({ ...read('member.list', { role, limit: 200 }), staleTime: 300_000 })
  return (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name, lead: <Avatar name={name} /> }))
}

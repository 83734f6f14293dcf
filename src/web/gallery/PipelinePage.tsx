import { CircleDot, Download, Layers, UserRound } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { formatAbout, formatMoney } from '../format.ts'
import { Button } from '../ui/Button.tsx'
import { CountdownPill } from '../ui/CountdownPill.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterBar, type FilterDefinition, type FilterValue } from '../ui/FilterBar.tsx'
import { useLocale } from '../ui/FormatContext.tsx'
import { LevelTag } from '../ui/LevelTag.tsx'
import { MeterRing } from '../ui/MeterRing.tsx'
import { Page } from '../ui/Page.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { PersonChip } from '../ui/PersonChip.tsx'
import { RelativeTime } from '../ui/RelativeTime.tsx'
import type { Selection } from '../ui/row-selection.ts'
import { SearchField } from '../ui/SearchField.tsx'
import { StatusDot } from '../ui/StatusDot.tsx'
import type { Column, Sort } from '../ui/table-column.ts'
import { toast } from '../ui/toast-store.ts'
import { VirtualTable } from '../ui/VirtualTable.tsx'
import { type Deal, makeDeal, people, statuses, tiers } from './samples.ts'

const now = Date.now()
const everything = Array.from({ length: 100_000 }, (_, index) => makeDeal(index, now))

const filters: FilterDefinition[] = [
  {
    id: 'status',
    label: 'Status',
    icon: CircleDot,
    options: statuses.map(({ id, label, shape, tone }) => ({
      value: id,
      label,
      lead: <StatusDot bare label={label} shape={shape} tone={tone} />,
    })),
  },
  { id: 'tier', label: 'Tier', icon: Layers, options: tiers.map(({ label }) => ({ value: label, label })) },
  {
    id: 'csm',
    label: 'CSM',
    icon: UserRound,
    options: people.map(({ id, name }) => ({ value: id, label: name })),
  },
]

function Amount({ minor }: { minor: number }) {
  return <span className="truncate">{formatMoney(useLocale(), { minor, currency: 'EUR' })}</span>
}

const columns: Column<Deal>[] = [
  {
    id: 'status',
    header: 'Status',
    hideHeader: true,
    width: '1rem',
    cell: ({ status }) => <StatusDot bare label={status.label} shape={status.shape} tone={status.tone} />,
  },
  {
    id: 'customer',
    header: 'Customer',
    width: 'minmax(11rem, 1fr)',
    sortable: true,
    cell: (deal) => <span className="truncate font-medium">{deal.customer}</span>,
  },
  {
    id: 'tier',
    header: 'Tier',
    width: '7rem',
    from: 'lg',
    cell: ({ tier }) => <LevelTag label={tier.label} level={tier.level} />,
  },
  {
    id: 'value',
    header: 'Annual value',
    width: '6.5rem',
    align: 'end',
    sortable: true,
    cell: (deal) => <Amount minor={deal.minor} />,
  },
  { id: 'ae', header: 'AE', width: '9rem', from: 'xl', cell: (deal) => <PersonChip person={deal.ae} /> },
  { id: 'csm', header: 'CSM', width: '9rem', from: 'lg', cell: (deal) => <PersonChip person={deal.csm} /> },
  {
    id: 'complete',
    header: 'Complete',
    width: '4.5rem',
    from: 'md',
    cell: (deal) => <MeterRing label="Completeness" value={deal.complete} />,
  },
  {
    id: 'due',
    header: 'Next due',
    width: '7.5rem',
    sortable: true,
    cell: (deal) => (
      <CountdownPill plain focusable={false} state={deal.clock} at={deal.due} what="Next step" />
    ),
  },
  {
    id: 'changed',
    header: 'Changed',
    width: '5rem',
    align: 'end',
    from: 'xl',
    cell: (deal) => <RelativeTime focusable={false} at={deal.changed} className="text-muted" />,
  },
]

function Compact(deal: Deal) {
  return (
    <div className="flex flex-col gap-0.5">
      <div className="flex items-center gap-2">
        <StatusDot bare label={deal.status.label} shape={deal.status.shape} tone={deal.status.tone} />
        <span className="min-w-0 flex-1 truncate font-medium">{deal.customer}</span>
        <CountdownPill plain focusable={false} state={deal.clock} at={deal.due} what="Next step" />
      </div>
      <div className="flex items-center gap-2 pl-5.5 text-sm text-muted">
        <LevelTag label={deal.tier.label} level={deal.tier.level} />
        <span className="min-w-0 flex-1 truncate">{deal.csm?.name ?? 'Nobody yet'}</span>
        <span className="num">
          <Amount minor={deal.minor} />
        </span>
      </div>
    </div>
  )
}

const compact = { height: 58, render: Compact }

export function PipelinePage() {
  const at = useLocale()
  const [query, setQuery] = useState('')
  const [filter, setFilter] = useState<FilterValue>({
    status: ['open', 'submitted', 'returned', 'accepted', 'preparing'],
  })
  const [selection, setSelection] = useState<Selection>(new Set())
  const [sort, setSort] = useState<Sort | null>({ column: 'due', direction: 'ascending' })
  const rows = useMemo(() => {
    const wanted = query.toLowerCase()
    return everything.filter(
      (deal) =>
        deal.customer.toLowerCase().includes(wanted) &&
        (filter['status']?.includes(deal.status.id) ?? true) &&
        (filter['tier']?.includes(deal.tier.label) ?? true) &&
        (filter['csm']?.includes(deal.csm?.id ?? '') ?? true),
    )
  }, [query, filter])
  const onSort = useCallback(
    (column: string) =>
      setSort((before) => ({
        column,
        direction: before?.column === column && before.direction === 'ascending' ? 'descending' : 'ascending',
      })),
    [],
  )
  return (
    <Page
      width="full"
      header={
        <PageHeader
          title="Pipeline"
          meta={<span className="num">{formatAbout(at, rows.length)}</span>}
          actions={
            selection.size > 0 ? (
              <>
                <span className="num mr-2 text-muted">{selection.size} selected</span>
                <Button size="sm" onClick={() => setSelection(new Set())}>
                  Clear
                </Button>
                <Button
                  size="sm"
                  variant="primary"
                  onClick={() => toast({ title: `${selection.size} accepted`, tone: 'ok', undo: () => {} })}
                >
                  Accept
                </Button>
              </>
            ) : (
              <Button size="sm" icon={Download}>
                Export
              </Button>
            )
          }
        />
      }
    >
      <div className="flex h-full flex-col">
        <FilterBar
          filters={filters}
          value={filter}
          onChange={setFilter}
          lead={
            <SearchField
              slash
              label="Search customers"
              value={query}
              onChange={setQuery}
              className="w-56 phone:w-full"
            />
          }
        />
        <div className="min-h-0 flex-1">
          <VirtualTable
            label="Handoffs"
            rows={rows}
            rowId={(deal) => deal.id}
            rowLabel={(deal) => deal.customer}
            columns={columns}
            compact={compact}
            selection={selection}
            onSelectionChange={setSelection}
            sort={sort}
            onSort={onSort}
            onOpen={(deal) => toast({ title: deal.customer })}
            keys={{ e: { label: 'Edit the brief', run: () => location.assign('#handoff') } }}
            empty={
              <EmptyState
                title="Nothing matches"
                actions={<Button onClick={() => setFilter({})}>Clear the filters</Button>}
              >
                No handoff answers this search with these filters.
              </EmptyState>
            }
          />
        </div>
      </div>
    </Page>
  )
}

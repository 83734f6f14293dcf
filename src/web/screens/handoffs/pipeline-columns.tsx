import type { HandoffRow } from '../../../contract/handoffs.ts'
import { DueClock, rowClock } from '../../components/DueClock.tsx'
import { HandoffStatusTag } from '../../components/HandoffStatusTag.tsx'
import { MoneyText } from '../../components/MoneyText.tsx'
import { TierTag } from '../../components/TierTag.tsx'
import { MeterRing } from '../../ui/MeterRing.tsx'
import { PersonChip } from '../../ui/PersonChip.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Tag } from '../../ui/Tag.tsx'
import type { Column } from '../../ui/table-column.ts'

export function customerOf(row: Pick<HandoffRow, 'accountName' | 'dealName'>): string {
  return row.accountName ?? row.dealName
}

function Due({ row }: { row: HandoffRow }) {
  return (
    <DueClock
      plain
      focusable={false}
      at={row.nextDueAt}
      clock={rowClock(row)}
      what="Next step"
      nothing="Nothing due"
    />
  )
}

export const pipelineColumns: Column<HandoffRow>[] = [
  {
    id: 'customer',
    header: 'Customer',
    width: 'minmax(13rem, 2fr)',
    cell: (row) => (
      <span className="flex min-w-0 items-baseline gap-2">
        <span className="truncate font-medium">{customerOf(row)}</span>
        {row.accountName !== null && <span className="min-w-0 truncate text-faint">{row.dealName}</span>}
        {row.closedDirty && <Tag tone="warn">Closed with gaps</Tag>}
      </span>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    width: '7.5rem',
    cell: (row) => <HandoffStatusTag status={row.status} onHold={row.onHold} />,
  },
  {
    id: 'tier',
    header: 'Tier',
    width: '7rem',
    from: 'lg',
    cell: (row) => <TierTag tier={row.tier} title={row.tierTitle} />,
  },
  {
    id: 'value',
    header: 'Annual value',
    width: '6.5rem',
    align: 'end',
    from: 'md',
    cell: (row) => <MoneyText money={row.value} />,
  },
  { id: 'ae', header: 'AE', width: '8.5rem', from: 'xl', cell: (row) => <PersonChip person={row.ae} /> },
  { id: 'csm', header: 'CSM', width: '8.5rem', from: 'lg', cell: (row) => <PersonChip person={row.csm} /> },
  {
    id: 'complete',
    header: 'Brief',
    width: '4.5rem',
    from: 'md',
    cell: (row) => <MeterRing label="Completeness of the brief" value={row.completeness / 100} />,
  },
  { id: 'due', header: 'Next due', width: '7.5rem', sortable: true, cell: (row) => <Due row={row} /> },
  {
    id: 'opened',
    header: 'Opened',
    width: '5.5rem',
    align: 'end',
    from: 'xl',
    sortable: true,
    cell: (row) => <RelativeTime focusable={false} at={row.openedAt} className="text-muted" />,
  },
]

/** A row on a phone. */
export const pipelineCompact = {
  height: 60,
  render: (row: HandoffRow) => (
    <div className="flex flex-col gap-0.5">
      <div className="flex items-center gap-2">
        <HandoffStatusTag bare status={row.status} onHold={row.onHold} />
        <span className="min-w-0 flex-1 truncate font-medium">{customerOf(row)}</span>
        <Due row={row} />
      </div>
      <div className="flex items-center gap-2 pl-5.5 text-sm text-muted">
        <TierTag tier={row.tier} title={row.tierTitle} />
        <span className="min-w-0 flex-1 truncate">{row.csm?.name ?? 'No CSM yet'}</span>
        <MoneyText compact money={row.value} />
      </div>
    </div>
  ),
}

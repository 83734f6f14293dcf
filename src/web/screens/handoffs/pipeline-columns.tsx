import { TriangleAlert } from 'lucide-react'
import type { HandoffRow } from '../../../contract/handoffs.ts'
import { AeToCsm } from '../../components/AeToCsm.tsx'
import { DueClock, rowClock } from '../../components/DueClock.tsx'
import { HandoffStatusTag } from '../../components/HandoffStatusTag.tsx'
import { MoneyText } from '../../components/MoneyText.tsx'
import { TierTag } from '../../components/TierTag.tsx'
import { MeterRing } from '../../ui/MeterRing.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'
import type { Column } from '../../ui/table-column.ts'

export function customerOf(row: Pick<HandoffRow, 'accountName' | 'dealName'>): string {
  return row.accountName ?? row.dealName
}

function Due({ row }: { row: HandoffRow }) {
  return (
    <DueClock plain focusable={false} at={row.nextDueAt} clock={rowClock(row)} what="Next step" nothing="–" />
  )
}

function ClosedDirty() {
  return (
    <Tooltip content="Closed with gaps">
      <span className="shrink-0 text-warn">
        <TriangleAlert role="img" aria-label="Closed with gaps" className="size-3.5" />
      </span>
    </Tooltip>
  )
}

export const pipelineColumns: Column<HandoffRow>[] = [
  {
    id: 'customer',
    header: 'Customer',
    width: 'minmax(12rem, 1fr)',
    cell: (row) => (
      <span className="flex min-w-0 items-center gap-2">
        <span className="max-w-full shrink-0 truncate font-medium">{customerOf(row)}</span>
        {row.accountName !== null && row.accountName !== row.dealName && (
          <span className="min-w-0 truncate text-faint">{row.dealName}</span>
        )}
        {row.closedDirty && <ClosedDirty />}
      </span>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    width: '6.75rem',
    cell: (row) => <HandoffStatusTag status={row.status} onHold={row.onHold} />,
  },
  {
    id: 'tier',
    header: 'Tier',
    width: '6.5rem',
    from: 'lg',
    cell: (row) => <TierTag tier={row.tier} title={row.tierTitle} />,
  },
  {
    id: 'value',
    header: 'Annual value',
    width: '6.25rem',
    align: 'end',
    from: 'md',
    cell: (row) => <MoneyText money={row.value} />,
  },
  {
    id: 'people',
    header: 'AE to CSM',
    width: '11rem',
    from: 'lg',
    cell: (row) => <AeToCsm ae={row.ae} csm={row.csm} />,
  },
  {
    id: 'complete',
    header: 'Brief',
    width: '4.5rem',
    from: 'md',
    cell: (row) => <MeterRing label="Completeness of the brief" value={row.completeness / 100} />,
  },
  { id: 'due', header: 'Next due', width: '7rem', sortable: true, cell: (row) => <Due row={row} /> },
  {
    id: 'opened',
    header: 'Opened',
    width: '5rem',
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

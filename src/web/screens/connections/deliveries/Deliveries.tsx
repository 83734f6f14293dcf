import { Inbox, RotateCw } from 'lucide-react'
import { useCallback, useState } from 'react'
import { api } from '../../../api.ts'
import { usePagedRows } from '../../../components/lists/use-paged-rows.ts'
import { attempt, sayRefusal } from '../../../components/run-operation.ts'
import { oneOf, useUrlState } from '../../../components/use-url-state.ts'
import { formatCount } from '../../../format.ts'
import { refresh } from '../../../queries.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { useLocale } from '../../../ui/FormatContext.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { StatusDot } from '../../../ui/StatusDot.tsx'
import type { Column } from '../../../ui/table-column.ts'
import { toast } from '../../../ui/toast-store.ts'
import { VirtualTable } from '../../../ui/VirtualTable.tsx'
import { type Connection, type Delivery, deliveryLooks } from '../connection-words.ts'
import { DeliveryDetail } from './DeliveryDetail.tsx'

const filters = ['all', 'parked', 'pending', 'done'] as const
const filterOptions = [
  { value: 'all', label: 'All' },
  { value: 'parked', label: 'Parked' },
  { value: 'pending', label: 'Waiting' },
  { value: 'done', label: 'Handled' },
] as const

const columns: Column<Delivery>[] = [
  {
    id: 'status',
    header: 'Status',
    width: '6.5rem',
    cell: ({ status }) => <StatusDot {...deliveryLooks[status]} />,
  },
  {
    id: 'outcome',
    header: 'Outcome',
    width: 'minmax(10rem, 1fr)',
    cell: ({ outcome }) => <span className="truncate">{outcome ?? '–'}</span>,
  },
  {
    id: 'event',
    header: 'Event',
    width: '14rem',
    from: 'md',
    cell: ({ eventId }) => <span className="truncate font-mono text-sm text-muted">{eventId}</span>,
  },
  {
    id: 'attempts',
    header: 'Attempts',
    width: '5rem',
    align: 'end',
    from: 'lg',
    cell: ({ attempts }) => attempts,
  },
  {
    id: 'received',
    header: 'Received',
    width: '6.5rem',
    align: 'end',
    cell: ({ receivedAt }) => <RelativeTime focusable={false} at={receivedAt} className="text-muted" />,
  },
]

const compact = {
  height: 58,
  render: (row: Delivery) => (
    <div className="flex flex-col gap-0.5">
      <div className="flex items-center justify-between gap-2">
        <StatusDot {...deliveryLooks[row.status]} />
        <RelativeTime focusable={false} at={row.receivedAt} className="text-muted" />
      </div>
      <span className="truncate pl-5 text-sm text-muted">{row.outcome ?? row.eventId}</span>
    </div>
  ),
}

/** What came, newest first: as it came, what became of it, and once more if need be. */
export function Deliveries({ connection }: { connection: Connection }) {
  const { id } = connection
  const [url, setUrl] = useUrlState()
  const [shown, setShown] = useState<{ row: Delivery; open: boolean } | null>(null)
  const filter = oneOf(filters, url['status']) ?? 'all'
  const list = usePagedRows<Delivery>({
    key: ['connection', 'connection.deliveries', id, filter],
    load: (cursor, signal) =>
      api(
        'connection.deliveries',
        { id, cursor, limit: 100, ...(filter !== 'all' && { status: filter }) },
        signal ? { signal } : {},
      ),
    idOf: (row) => row.id,
    order: (a, b) => compare(b.receivedAt, a.receivedAt) || compare(b.id, a.id),
  })
  const open = useCallback((row: Delivery) => setShown({ row, open: true }), [])
  const narrow = filter !== 'all'
  return (
    <div className="flex h-full flex-col">
      <div className="flex min-h-11 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
        <Segmented
          size="sm"
          label="Which deliveries"
          options={filterOptions}
          value={filter}
          onChange={(status) => setUrl({ status: status === 'all' ? undefined : status })}
        />
        <span className="ml-auto">
          <ReplayAll connection={connection} />
        </span>
      </div>
      <div className="min-h-0 flex-1">
        {list.error ? (
          <ErrorState onRetry={list.again}>{list.error.message}</ErrorState>
        ) : (
          <VirtualTable
            label="Deliveries"
            rows={list.rows}
            rowId={(row) => row.id}
            rowLabel={(row) => `${deliveryLooks[row.status].label}: ${row.outcome ?? row.eventId}`}
            columns={columns}
            compact={compact}
            onOpen={open}
            loadingMore={list.loadingMore}
            {...(list.hasMore && { onReachEnd: list.loadMore })}
            empty={
              <EmptyState icon={Inbox} title={narrow ? 'None of these' : 'Nothing has come yet'}>
                {narrow
                  ? 'No event of this connection stands like this now.'
                  : 'Events appear here the moment they are stored. The overview has a script that sends a signed test.'}
              </EmptyState>
            }
          />
        )}
      </div>
      {shown && (
        <Sheet open={shown.open} onOpenChange={(next) => setShown({ ...shown, open: next })} title="Delivery">
          <DeliveryDetail connectionId={id} row={shown.row} />
        </Sheet>
      )}
    </div>
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function ReplayAll({ connection }: { connection: Connection }) {
  const at = useLocale()
  const [busy, setBusy] = useState(false)
  const { parked } = connection.health
  const replay = async () => {
    setBusy(true)
    const done = await attempt('connection.replay', { id: connection.id })
    setBusy(false)
    if (!done.ok) return sayRefusal(done.error, () => void replay())
    toast({ title: `${formatCount(at, done.value.replayed, 'event')} handled again`, tone: 'ok' })
    await refresh('connection')
  }
  return (
    <Button
      size="sm"
      icon={RotateCw}
      busy={busy}
      disabledReason={parked === 0 ? 'Nothing is parked' : null}
      onClick={() => void replay()}
    >
      Replay all parked
    </Button>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Cable, Plus } from 'lucide-react'
import { useState } from 'react'
import { AppLink } from '../../components/AppLink.tsx'
import { formatCount, formatNumber } from '../../format.ts'
import { paths } from '../../paths.ts'
import { read } from '../../queries.ts'
import { may, useSignedIn } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { ListRow } from '../../ui/ListRow.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { CreateSource } from './CreateSource.tsx'
import { type ConnectionRow, connectionLook, countWords } from './connection-words.ts'
import { ParkedJobs } from './ParkedJobs.tsx'

/** The systems that tell of deals, and how each of them fares. */
export function ConnectionsPage() {
  const session = useSignedIn()
  const [creating, setCreating] = useState(false)
  const { data, error, refetch, isFetching } = useQuery(read('connection.list', {}))
  const why = may(session, 'connection.manage') ? null : 'RevOps and admins make connections'
  const make = (
    <Button size="sm" variant="primary" icon={Plus} disabledReason={why} onClick={() => setCreating(true)}>
      New webhook source
    </Button>
  )
  const shown = data?.items.filter((row) => row.status !== 'removed')
  return (
    <Page width="form" header={<PageHeader title="Connections" actions={make} />}>
      {error && !data && (
        <ErrorState onRetry={() => void refetch()} busy={isFetching}>
          {error.message}
        </ErrorState>
      )}
      {!data && !error && <SkeletonRows rows={4} label="Loading connections" />}
      {shown?.length === 0 && (
        <EmptyState icon={Cable} title="No system is connected yet" actions={make}>
          A webhook source takes signed events from your CRM, an automation tool or a script, and turns them
          into deals. Deals of the past come in by import.
        </EmptyState>
      )}
      {shown && shown.length > 0 && (
        <ul>
          {shown.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      )}
      <ParkedJobs />
      {creating && <CreateSource onClose={() => setCreating(false)} />}
    </Page>
  )
}

function Row({ row }: { row: ConnectionRow }) {
  const at = useLocale()
  const look = connectionLook(row)
  const { health } = row
  return (
    <ListRow
      className="min-h-12"
      lead={<StatusDot bare label={look.label} shape={look.shape} tone={look.tone} />}
      title={row.name}
      detail={look.label}
      renderTitle={(link) => <AppLink as="plain" to={paths.connection(row.id)} {...link} />}
      trailing={
        <>
          {health.parked > 0 && (
            <Tag tone="danger">{countWords(health.parked, formatNumber(at, health.parked))} parked</Tag>
          )}
          {health.pending > 0 && (
            <Tag tone="accent">{countWords(health.pending, formatNumber(at, health.pending))} waiting</Tag>
          )}
          {row.kind === 'webhook' && (
            <>
              <span className="num phone:hidden">{formatCount(at, health.lastDay, 'event')} in a day</span>
              <span className="w-20 text-right">
                {health.lastEventAt ? (
                  <RelativeTime focusable={false} at={health.lastEventAt} />
                ) : (
                  <span className="text-faint">never</span>
                )}
              </span>
            </>
          )}
        </>
      }
    />
  )
}

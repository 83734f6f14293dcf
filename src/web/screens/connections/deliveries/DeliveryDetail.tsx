import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { AppLink } from '../../../components/AppLink.tsx'
import { attempt, sayRefusal } from '../../../components/run-operation.ts'
import { formatExact, formatNumber } from '../../../format.ts'
import { paths } from '../../../paths.ts'
import { read, refresh } from '../../../queries.ts'
import { Banner } from '../../../ui/Banner.tsx'
import { Button } from '../../../ui/Button.tsx'
import { DefinitionList } from '../../../ui/DefinitionList.tsx'
import { useLocale } from '../../../ui/FormatContext.tsx'
import { InlineError } from '../../../ui/InlineError.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { StatusDot } from '../../../ui/StatusDot.tsx'
import { toast } from '../../../ui/toast-store.ts'
import { CopyButton } from '../CopyLine.tsx'
import { type Delivery, deliveryLooks } from '../connection-words.ts'

/** One event as it came, and what became of it. */
export function DeliveryDetail({ connectionId, row }: { connectionId: string; row: Delivery }) {
  const at = useLocale()
  const query = useQuery(read('connection.delivery', { id: connectionId, eventId: row.id }))
  const delivery = query.data ?? row
  const stages = useQuery(read('stage.list', { id: connectionId }))
  const unsaid = stages.data?.items.some((stage) => stage.kind === null) ?? false
  const [busy, setBusy] = useState(false)
  const replay = async () => {
    setBusy(true)
    const done = await attempt('connection.replay', { id: connectionId, eventIds: [row.id] })
    setBusy(false)
    if (!done.ok) return sayRefusal(done.error, () => void replay())
    const again = done.value.replayed > 0
    toast({
      title: again ? 'It is handled again' : 'It stays as it is',
      ...(!again && { description: 'It is being handled already, or its body was cleared away.' }),
      tone: again ? 'ok' : 'neutral',
    })
    await refresh('connection')
  }
  return (
    <div className="flex flex-col gap-5">
      {delivery.outcome && (
        <Banner
          tone={delivery.status === 'parked' ? 'danger' : 'neutral'}
          actions={
            delivery.status === 'parked' &&
            unsaid && (
              <AppLink as="button" to={`${paths.connection(connectionId)}?part=stages`}>
                Map the stages
              </AppLink>
            )
          }
        >
          {delivery.outcome}
        </Banner>
      )}
      <DefinitionList
        termWidth="7rem"
        items={[
          { term: 'Status', value: <StatusDot {...deliveryLooks[delivery.status]} /> },
          { term: 'Received', value: formatExact(at, delivery.receivedAt) },
          { term: 'Event', value: <span className="font-mono text-sm break-all">{delivery.eventId}</span> },
          { term: 'Attempts', value: delivery.attempts },
          ...(delivery.conflicts > 0
            ? [
                {
                  term: 'Sent otherwise',
                  value: `${delivery.conflicts} times, with another body; the first counts`,
                },
              ]
            : []),
          ...(delivery.dealId
            ? [{ term: 'Deal', value: <AppLink to={paths.deal(delivery.dealId)}>Open the deal</AppLink> }]
            : []),
        ]}
      />
      <Button icon={RotateCw} busy={busy} className="self-start" onClick={() => void replay()}>
        Replay
      </Button>
      <section>
        <div className="mb-1 flex items-center justify-between gap-2">
          <h3 className="font-medium">
            Body <span className="num font-normal text-muted">{formatNumber(at, row.sizeBytes)} bytes</span>
          </h3>
          {query.data?.body && <CopyButton text={query.data.body} />}
        </div>
        {query.error && <InlineError onRetry={() => void query.refetch()}>{query.error.message}</InlineError>}
        {query.isPending && <Skeleton className="h-40" />}
        {query.data &&
          (query.data.body === null ? (
            <p className="text-muted">The body was cleared away after its time of keeping.</p>
          ) : (
            <pre
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
              tabIndex={0}
              aria-label="Body as it came"
              className="ring-inside max-h-112 overflow-auto rounded-lg border border-line bg-sunken p-3 font-mono text-sm"
            >
              {readable(query.data.body)}
            </pre>
          ))}
      </section>
    </div>
  )
}

/** JSON with its lines; anything else as it came. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { AppLink } from '../../components/AppLink.tsx'
import { oneOf, useUrlState } from '../../components/use-url-state.ts'
import { paths } from '../../paths.ts'
import { read } from '../../queries.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { type Tab, Tabs } from '../../ui/Tabs.tsx'
import { ConnectionActions } from './ConnectionActions.tsx'
import { type Connection, connectionLook, isAwaited } from './connection-words.ts'
import { Overview } from './Overview.tsx'

const waiting = { waiting: <SkeletonRows rows={8} /> }
const Deliveries = lazyPart(async () => (await import('./deliveries/Deliveries.tsx')).Deliveries, waiting)
const MappingTab = lazyPart(async () => (await import('./mapping/MappingTab.tsx')).MappingTab, waiting)
const Stages = lazyPart(async () => (await import('./Stages.tsx')).Stages, waiting)

const parts = ['overview', 'deliveries', 'mapping', 'stages'] as const
type Part = (typeof parts)[number]

/** One connection: how it fares, what came, how it is read, and what its stages mean. */
export function ConnectionPage() {
  const { id = '' } = useParams({ strict: false })
  const [url, setUrl] = useUrlState()
  const { data, error, refetch, isFetching } = useQuery({
    ...read('connection.show', { id }),
    refetchInterval: ({ state }) => (state.data && isAwaited(state.data) ? 3_000 : false),
  })
  const crumbs = <AppLink to={paths.connections}>Connections</AppLink>
  if (error && !data) {
    return (
      <Page header={<PageHeader title="Connection" crumbs={crumbs} />}>
        <ErrorState onRetry={() => void refetch()} busy={isFetching}>
          {error.message}
        </ErrorState>
      </Page>
    )
  }
  if (!data) {
    return (
      <Page width="form" header={<PageHeader title="Connection" crumbs={crumbs} />}>
        <SkeletonRows label="Loading the connection" />
      </Page>
    )
  }
  const look = connectionLook(data)
  const tabs = tabsOf(data)
  const part = oneOf(
    tabs.map((tab) => tab.value),
    url['part'],
  )
  return (
    <Page
      width="full"
      header={
        <PageHeader
          title={data.name}
          crumbs={crumbs}
          meta={
            <>
              <span className="phone:hidden">
                <StatusDot {...look} />
              </span>
              <span className="md:hidden">
                <StatusDot bare {...look} />
              </span>
            </>
          }
          actions={
            data.kind === 'webhook' && data.status !== 'removed' && <ConnectionActions connection={data} />
          }
        />
      }
    >
      <div className="h-full *:h-full">
        <Tabs
          label="Parts of this connection"
          tabs={tabs}
          value={part ?? 'overview'}
          onChange={(next) => setUrl({ part: next === 'overview' ? undefined : next, status: undefined })}
        />
      </div>
    </Page>
  )
}

function tabsOf(connection: Connection): Tab<Part>[] {
  const { id, config } = connection
  const overview: Tab<Part> = {
    value: 'overview',
    label: 'Overview',
    content: <Overview connection={connection} />,
  }
  const stages: Tab<Part> = { value: 'stages', label: 'Stages', content: <Stages connectionId={id} /> }
  if (config === null) return [overview, stages]
  return [
    overview,
    {
      value: 'deliveries',
      label: 'Deliveries',
      count: connection.health.parked,
      content: <Deliveries connection={connection} />,
    },
    {
      value: 'mapping',
      label: 'Signature and mapping',
      content: <MappingTab key={id} connection={connection} config={config} />,
    },
    stages,
  ]
}

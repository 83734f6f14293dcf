import { useQuery } from '@tanstack/react-query'
import { PartyPopper } from 'lucide-react'
import { AppLink } from '../../components/AppLink.tsx'
import { oneOf, useUrlState } from '../../components/use-url-state.ts'
import { formatWeekday } from '../../components/weekday.ts'
import { paths } from '../../paths.ts'
import { read } from '../../queries.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Section } from '../../ui/Section.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Skeleton, SkeletonRows } from '../../ui/Skeleton.tsx'
import { useNow } from '../../ui/use-now.ts'
import { Figures } from './Figures.tsx'
import { TodayRow } from './TodayRow.tsx'
import { useTodayKeys } from './use-today-keys.ts'

const views = ['me', 'team'] as const

/** What is owed, by when, with the one click that does it. */
export function TodayPage() {
  const at = useLocale()
  const now = useNow()
  const [url, setUrl] = useUrlState()
  const view = oneOf(views, url['as']) ?? 'me'
  const { data, error, refetch, isFetching } = useQuery(read('handoff.today', { as: view }))
  useTodayKeys()
  const header = (
    <PageHeader
      title="Today"
      meta={<span>{formatWeekday(at, now)}</span>}
      actions={
        <Segmented
          size="sm"
          label="Whose work"
          options={[
            { value: 'me', label: 'Mine' },
            { value: 'team', label: 'My team’s' },
          ]}
          value={view}
          onChange={(next) => setUrl({ as: next === 'me' ? undefined : next })}
        />
      }
    />
  )
  if (error && !data) {
    return (
      <Page header={header}>
        <ErrorState onRetry={() => void refetch()} busy={isFetching}>
          {error.message}
        </ErrorState>
      </Page>
    )
  }
  if (!data) return <Page header={header}>{<Loading />}</Page>
  const groups = data.groups.filter((group) => group.items.length > 0)
  return (
    <Page header={header}>
      {data.figures.length > 0 && <Figures figures={data.figures} />}
      {groups.map((group) => (
        <Section key={group.id} title={group.title} meta={group.items.length + group.more}>
          <ul>
            {group.items.map((item) => (
              <TodayRow key={`${item.kind}:${item.id}`} item={item} showOwner={view === 'team'} />
            ))}
          </ul>
          {group.more > 0 && (
            <p className="pt-2 text-muted">
              {group.more} more after these.{' '}
              <AppLink to={`${paths.pipeline}?sort=due`}>See everything by due time</AppLink>
            </p>
          )}
        </Section>
      ))}
      {groups.length === 0 && (
        <EmptyState
          icon={PartyPopper}
          title="Nothing is owed"
          actions={
            <AppLink as="button" to={paths.pipeline}>
              Open the pipeline
            </AppLink>
          }
        >
          {data.emptyBecause ?? 'Every step of yours is done or not due yet.'}
        </EmptyState>
      )}
    </Page>
  )
}

function Loading() {
  return (
    <>
      <div aria-hidden className="grid grid-cols-2 gap-x-8 gap-y-4 sm:flex">
        {[0, 1, 2, 3].map((index) => (
          <div key={index} className="flex flex-col gap-2 sm:w-32">
            <Skeleton className="h-2.5 w-20" />
            <Skeleton className="h-5 w-10" />
          </div>
        ))}
      </div>
      <SkeletonRows rows={8} label="Loading what is owed" />
    </>
  )
}

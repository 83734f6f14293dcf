import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { MessageCircleQuestion, PartyPopper } from 'lucide-react'
import { AppLink } from '../../components/AppLink.tsx'
import { oneOf, useUrlState } from '../../components/use-url-state.ts'
import { formatWeekday } from '../../components/weekday.ts'
import { paths } from '../../paths.ts'
import { read } from '../../queries.ts'
import { may, useSignedIn } from '../../session.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Section } from '../../ui/Section.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { useNow } from '../../ui/use-now.ts'
import { Figures } from './Figures.tsx'
import { TodayRow } from './TodayRow.tsx'
import { useTodayKeys } from './use-today-keys.ts'

const views = ['me', 'team'] as const

/** Who only answers by link is told so; all others see what is owed. */
export function TodayPage() {
  return may(useSignedIn(), 'handoff.view') ? <OwedToday /> : <AskedByLink />
}

function AskedByLink() {
  return (
    <Page header={<PageHeader title="Today" />}>
      <EmptyState
        icon={MessageCircleQuestion}
        title="You answer what colleagues ask you"
        actions={
          <AppLink as="button" to={paths.settings('notifications')}>
            Choose what you are told about
          </AppLink>
        }
      >
        When somebody needs to know something from you, they send you a link. It opens that one question, and
        your answer goes straight into the brief. Deals and handoffs are not part of your role; an admin can
        give you another one.
      </EmptyState>
    </Page>
  )
}

/** What is owed, by when, with the one click that does it. */
function OwedToday() {
  const at = useLocale()
  const now = useNow()
  const [url, setUrl] = useUrlState()
  const asked = oneOf(views, url['as'])
  const { data, error, refetch, isFetching } = useQuery({
    ...read('handoff.today', asked ? { as: asked } : {}),
    placeholderData: keepPreviousData,
  })
  useTodayKeys()
  const header = (
    <PageHeader
      title="Today"
      meta={<span className="phone:hidden">{formatWeekday(at, now)}</span>}
      actions={
        data && (
          <Segmented
            size="sm"
            label="Whose work"
            options={[
              { value: 'me', label: 'Mine' },
              { value: 'team', label: data.others === 'everyone' ? 'Everyone’s' : 'My team’s' },
            ]}
            value={asked ?? data.as}
            onChange={(as) => setUrl({ as })}
          />
        )
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
  if (!data) {
    return (
      <Page header={header}>
        <SkeletonRows rows={10} label="Loading what is owed" />
      </Page>
    )
  }
  const groups = data.groups.filter((group) => group.items.length > 0)
  return (
    <Page header={header}>
      {data.figures.length > 0 && <Figures figures={data.figures} />}
      {groups.map((group) => (
        <Section
          key={group.id}
          title={group.title}
          meta={`${group.items.length + group.more}${group.atLeast ? '+' : ''}`}
        >
          <ul>
            {group.items.map((item) => (
              <TodayRow key={`${item.kind}:${item.id}`} item={item} showOwner={data.as === 'team'} />
            ))}
          </ul>
          {group.more > 0 && (
            <p className="pt-2 text-muted">
              {group.more}
              {group.atLeast ? ' or more' : ' more'} after these.{' '}
              <AppLink to={`${paths.pipeline}?sort=due`}>See everything by due time</AppLink>
            </p>
          )}
        </Section>
      ))}
      {groups.length === 0 && (
        <EmptyState
          icon={PartyPopper}
          title={data.as === 'me' ? 'You owe nothing' : 'Nothing is owed'}
          actions={
            <AppLink as="button" to={paths.pipeline}>
              Open the pipeline
            </AppLink>
          }
        >
          {data.emptyBecause}
        </EmptyState>
      )}
    </Page>
  )
}

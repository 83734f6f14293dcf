import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ApiError } from '../../api.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { NotFound } from '../../components/NotFound.tsx'
import { paths } from '../../paths.ts'
import { read } from '../../queries.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeleton, SkeletonRows } from '../../ui/Skeleton.tsx'
import { HandoffView } from './HandoffView.tsx'

/** One handoff: what was learnt, what is owed, and what one may do about it. */
export function HandoffPage() {
  const params: Readonly<Record<string, string>> = useParams({ strict: false })
  const id = params['id'] ?? ''
  const { data, error, refetch, isFetching } = useQuery(read('handoff.show', { id }))
  if (data) return <HandoffView key={data.id} handoff={data} />
  if (error instanceof ApiError && (error.status === 404 || error.status === 400)) return <NotFound />
  const header = (
    <PageHeader
      crumbs={<AppLink to={paths.pipeline}>Pipeline</AppLink>}
      title={error ? 'Handoff' : <Skeleton className="h-4 w-48" />}
    />
  )
  if (error) {
    return (
      <Page header={header}>
        <ErrorState onRetry={() => void refetch()} busy={isFetching}>
          {error.message}
        </ErrorState>
      </Page>
    )
  }
  return (
    <Page header={header}>
      <Skeleton className="h-4 w-80" />
      <SkeletonRows rows={10} label="Loading the handoff" />
    </Page>
  )
}

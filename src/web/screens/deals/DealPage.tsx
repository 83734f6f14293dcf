import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ApiError } from '../../api.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { BriefPanel } from '../../components/brief/BriefPanel.tsx'
import { NotFound } from '../../components/NotFound.tsx'
import { paths } from '../../paths.ts'
import { read } from '../../queries.ts'
import { useSignedIn } from '../../session.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeleton, SkeletonRows } from '../../ui/Skeleton.tsx'
import { SplitView } from '../../ui/SplitView.tsx'
import { DealActions } from './DealActions.tsx'
import { DealFacts } from './DealFacts.tsx'
import { GatePanel } from './GatePanel.tsx'
import { StageTag } from './StageTag.tsx'

/** One deal: whether the gate is open, and what its seller has answered so far. */
export function DealPage() {
  const params: Readonly<Record<string, string>> = useParams({ strict: false })
  const id = params['id'] ?? ''
  const { workspace } = useSignedIn()
  const deal = useQuery(read('deal.show', { id }))
  const brief = useQuery(read('answer.list', { id }))
  const crumbs = <AppLink to={paths.deals}>Deals</AppLink>
  if (!deal.data) {
    const { error } = deal
    if (error instanceof ApiError && (error.status === 404 || error.status === 400)) return <NotFound />
    return (
      <Page
        header={<PageHeader crumbs={crumbs} title={error ? 'Deal' : <Skeleton className="h-4 w-48" />} />}
      >
        {error ? (
          <ErrorState onRetry={() => void deal.refetch()}>{error.message}</ErrorState>
        ) : (
          <SkeletonRows rows={10} label="Loading the deal" />
        )}
      </Page>
    )
  }
  const row = deal.data
  return (
    <Page
      width="full"
      header={
        <PageHeader
          crumbs={crumbs}
          title={row.accountName ?? row.name}
          meta={<StageTag kind={row.stageKind} label={row.stageLabel} />}
          actions={<DealActions deal={row} />}
        />
      }
    >
      <SplitView
        asideLabel="About the deal"
        aside={<DealFacts deal={row} brief={brief.data ?? null} />}
        asideWidth="20rem"
      >
        <GatePanel deal={row} brief={brief.data ?? null} />
        {brief.data ? (
          <BriefPanel brief={brief.data} currency={workspace.currency} />
        ) : brief.error ? (
          <ErrorState onRetry={() => void brief.refetch()}>{brief.error.message}</ErrorState>
        ) : (
          <SkeletonRows rows={10} label="Loading the brief" />
        )}
      </SplitView>
    </Page>
  )
}

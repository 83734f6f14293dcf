import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import type { Brief } from '../../../contract/deals.ts'
import { ApiError } from '../../api.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { NotFound } from '../../components/NotFound.tsx'
import { TierTag } from '../../components/TierTag.tsx'
import { useUrlState } from '../../components/use-url-state.ts'
import { paths } from '../../paths.ts'
import { read } from '../../queries.ts'
import { useSignedIn } from '../../session.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { Sending } from './answer-queue.ts'
import { CaptureEnd } from './CaptureEnd.tsx'
import { CaptureQuestion } from './CaptureQuestion.tsx'
import { extendRoute, isSettled, itemsOf, nextOpen } from './capture-route.ts'
import { KeptNotice } from './KeptNotice.tsx'
import { sendAnswer } from './send-answer.ts'
import { useAnswerQueue } from './use-answer-queue.ts'

/** What a seller owes for the next stage, one question at a time; made for a phone between two calls. */
export function CapturePage() {
  const { dealId = '' } = useParams({ strict: false })
  const brief = useQuery(read('answer.list', { id: dealId }))
  if (brief.data) return <Capture key={dealId} brief={brief.data} />
  if (brief.error instanceof ApiError && brief.error.status === 404) return <NotFound />
  return (
    <Page width="text" header={<PageHeader title="What is missing" />}>
      {brief.error ? (
        <ErrorState busy={brief.isFetching} onRetry={() => void brief.refetch()}>
          {brief.error.message}
        </ErrorState>
      ) : (
        <div role="status" className="flex flex-col gap-4 py-4">
          <span className="sr-only">Loading</span>
          <Skeleton className="w-24" />
          <Skeleton className="h-6 w-3/4" />
          <Skeleton className="w-full" />
          <Skeleton className="h-28 w-full rounded-md" />
        </div>
      )}
    </Page>
  )
}

function Capture({ brief }: { brief: Brief }) {
  const { member } = useSignedIn()
  const { dealId } = brief
  const send = useCallback((sending: Sending) => sendAnswer(dealId, sending), [dealId])
  const inUse = useAnswerQueue({ owner: member.id, about: dealId, items: brief.items, send })
  const [route, setRoute] = useState<readonly string[]>(brief.owed)
  useEffect(() => setRoute((before) => extendRoute(before, brief.owed)), [brief.owed])
  const [url, setUrl] = useUrlState()
  const items = itemsOf(extendRoute(route, asked(url['q'], brief)), brief)
  const { answers } = inUse
  const [start, setStart] = useState<number | null>()
  // What was kept on this device counts as answered, and is met only after the first drawing.
  if (start === undefined && answers.size > 0) setStart(nextOpen(items, answers, -1))
  const found = items.findIndex(({ requirementId }) => requirementId === url['q'])
  const index = url['q'] === 'end' ? null : found >= 0 ? found : (start ?? null)
  const answered = items.filter((item) => isSettled(item, answers.get(item.requirementId))).length
  const go = (to: number | null): void => {
    const id = to === null ? 'end' : items[to]?.requirementId
    setUrl({ q: id })
  }
  const item = index === null ? undefined : items[index]
  const answer = item && answers.get(item.requirementId)
  return (
    <Page width="full" header={<CaptureHeader brief={brief} done={answered} of={items.length} />}>
      <div className="flex h-full min-h-0 flex-col">
        {inUse.isCutOff && <KeptNotice waiting={inUse.waiting.length} onRetry={inUse.queue.wake} />}
        {index !== null && item && answer ? (
          <CaptureQuestion
            key={item.requirementId}
            brief={brief}
            answer={answer}
            queue={inUse.queue}
            place={{ index, count: items.length }}
            onBack={() => go(Math.max(index - 1, 0))}
            onNext={() => go(index + 1 < items.length ? index + 1 : null)}
          />
        ) : (
          <CaptureEnd
            brief={brief}
            items={items}
            inUse={inUse}
            onGo={(id) => setUrl({ q: id })}
            onBack={items.length > 0 ? () => go(items.length - 1) : null}
          />
        )}
      </div>
    </Page>
  )
}

/** A question that a link names is part of the sitting, owed or not. */
function asked(id: string | undefined, { items }: Brief): readonly string[] {
  return items.some(({ requirementId }) => requirementId === id) && id !== undefined ? [id] : []
}

function CaptureHeader({ brief, done, of }: { brief: Brief; done: number; of: number }) {
  const share = of === 0 ? 1 : done / of
  return (
    <PageHeader
      crumbs={<AppLink to={paths.deals}>Deals</AppLink>}
      title={
        <AppLink as="plain" to={brief.handoffId ? paths.handoff(brief.handoffId) : paths.deal(brief.dealId)}>
          {brief.accountName ?? brief.dealName}
        </AppLink>
      }
      meta={
        <span className="phone:hidden">
          <TierTag tier={brief.tier} title={brief.tierTitle} />
        </span>
      }
      actions={of > 0 && <span className="num text-muted">{`${done} of ${of}`}</span>}
    >
      <div
        role="progressbar"
        aria-label="Questions answered"
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuenow={done}
        aria-valuetext={`${done} of ${of} answered`}
        className="-mb-px h-0.5 bg-active"
      >
        <div
          className="h-full bg-accent transition-[width] duration-300 ease-out"
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </PageHeader>
  )
}

import { useInfiniteQuery } from '@tanstack/react-query'
import { CircleCheck, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api.ts'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { formatCount } from '../../format.ts'
import { refresh } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { toast } from '../../ui/toast-store.ts'

/** Background work that failed too often and waits for somebody. */
export function ParkedJobs() {
  const list = useInfiniteQuery({
    queryKey: ['job', 'job.list_parked'],
    queryFn: ({ pageParam, signal }) => api('job.list_parked', { cursor: pageParam, limit: 20 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const jobs = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section
      title="Background work that stopped"
      {...(jobs.length > 0 && { meta: jobs.length })}
      description="What failed too often is kept here until somebody runs it again."
    >
      {list.error && <InlineError onRetry={() => void list.refetch()}>{list.error.message}</InlineError>}
      {list.isPending && <SkeletonRows rows={2} label="Loading parked work" />}
      {list.data && jobs.length === 0 && (
        <p className="flex items-center gap-2 py-2 text-muted">
          <CircleCheck aria-hidden className="size-4 text-ok" /> Nothing stopped. All background work is done
          or under way.
        </p>
      )}
      <ul className="divide-y divide-line">
        {jobs.map((job) => (
          <Job key={job.id} job={job} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          size="sm"
          className="mt-2"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </Section>
  )
}

type ParkedJob = { id: string; job: string; createdAt: string; attempts: number; error: string | null }

function Job({ job }: { job: ParkedJob }) {
  const at = useLocale()
  const [busy, setBusy] = useState(false)
  const retry = async () => {
    setBusy(true)
    const done = await attempt('job.retry', { id: job.id })
    setBusy(false)
    if (!done.ok) return sayRefusal(done.error, () => void retry())
    toast({ title: 'It runs again', tone: 'ok' })
    void refresh('job')
  }
  const words = job.job.replaceAll('-', ' ')
  return (
    <li className="flex items-start gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{`${words.charAt(0).toUpperCase()}${words.slice(1)}`}</p>
        <p className="text-sm text-muted">
          {formatCount(at, job.attempts, 'attempt')} · <RelativeTime at={job.createdAt} />
        </p>
        {job.error && <p className="mt-0.5 font-mono text-sm break-words text-danger-ink">{job.error}</p>}
      </div>
      <Button size="sm" icon={RotateCw} busy={busy} onClick={() => void retry()}>
        Run again
      </Button>
    </li>
  )
}

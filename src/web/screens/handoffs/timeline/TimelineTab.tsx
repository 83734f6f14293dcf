import { History } from 'lucide-react'
import type { TimelineEntry } from '../../../../contract/handoffs.ts'
import { api } from '../../../api.ts'
import { usePagedRows } from '../../../components/lists/use-paged-rows.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { SkeletonRows } from '../../../ui/Skeleton.tsx'
import { Timeline } from '../../../ui/Timeline.tsx'
import { Changes } from './Changes.tsx'
import { entryLook, sentenceWithout } from './entry-look.ts'

function newestFirst(a: TimelineEntry, b: TimelineEntry): number {
  return b.at.localeCompare(a.at) || (a.id < b.id ? 1 : -1)
}

/** Everything that happened, newest first, in sentences with what became of what. */
export function TimelineTab({ handoffId }: { handoffId: string }) {
  const list = usePagedRows<TimelineEntry>({
    key: ['handoff', 'handoff.timeline', handoffId],
    load: (cursor, signal) => api('handoff.timeline', { id: handoffId, cursor, limit: 50 }, { signal }),
    idOf: (entry) => entry.id,
    order: newestFirst,
  })
  if (list.error) return <ErrorState onRetry={list.again}>{list.error.message}</ErrorState>
  if (list.loading) return <SkeletonRows rows={8} label="Loading the timeline" />
  if (list.rows.length === 0) {
    return (
      <EmptyState icon={History} title="Nothing has happened yet">
        Every change from now on is told here, with who made it.
      </EmptyState>
    )
  }
  return (
    <div className="max-w-3xl p-4 sm:px-6 sm:py-6">
      <Timeline
        label="What happened"
        events={list.rows.map((entry) => ({
          id: entry.id,
          at: entry.at,
          actor: entry.actor.kind === 'member' ? entry.actor.name : null,
          text: sentenceWithout(entry),
          ...entryLook(entry.action),
          body: <Changes entry={entry} />,
        }))}
      />
      {list.hasMore && (
        <Button className="mt-5" busy={list.loadingMore} onClick={list.loadMore}>
          {list.moreFailed ? 'That failed. Try again' : 'Show earlier'}
        </Button>
      )}
    </div>
  )
}

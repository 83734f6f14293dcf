import { useRouter } from '@tanstack/react-router'
import { BellRing, CheckCheck } from 'lucide-react'
import { api } from '../../api.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { usePagedRows } from '../../components/lists/use-paged-rows.ts'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { useUrlState } from '../../components/use-url-state.ts'
import { paths } from '../../paths.ts'
import { refresh } from '../../queries.ts'
import { useSignedIn } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Section } from '../../ui/Section.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { useNow } from '../../ui/use-now.ts'
import { byDay, type Notice } from './by-day.ts'
import { NotificationRow } from './NotificationRow.tsx'
import { useNoticeKeys } from './use-notice-keys.ts'

const newest = (a: Notice, b: Notice): number =>
  b.createdAt.localeCompare(a.createdAt) || (a.id < b.id ? 1 : -1)

/** What one was told, newest first. */
export function NotificationsPage() {
  const at = useLocale()
  const now = useNow()
  const router = useRouter()
  const { unread } = useSignedIn()
  const [url, setUrl] = useUrlState()
  const only = url['show'] === 'unread'
  const key = ['notification', 'notification.list', 'rows', only]
  const list = usePagedRows<Notice>({
    key,
    load: (cursor, signal) =>
      api('notification.list', { ...(only && { unread: true }), cursor, limit: 50 }, { signal }),
    idOf: (row) => row.id,
    order: newest,
  })
  useNoticeKeys()
  const markRead = async (ids?: string[]): Promise<void> => {
    const result = await attempt('notification.read', ids ? { ids } : {})
    if (!result.ok) return sayRefusal(result.error, () => void markRead(ids))
    await refresh('notification', 'session')
  }
  const open = (notice: Notice) => {
    if (notice.readAt === null) void markRead([notice.id])
    void router.navigate({ href: notice.path })
  }
  return (
    <Page
      width="form"
      header={
        <PageHeader
          title="Notifications"
          meta={unread > 0 && <span className="num">{unread} unread</span>}
          actions={
            <>
              <Segmented
                size="sm"
                label="Which"
                options={[
                  { value: 'all', label: 'All' },
                  { value: 'unread', label: 'Unread' },
                ]}
                value={only ? 'unread' : 'all'}
                onChange={(show) => setUrl({ show: show === 'all' ? undefined : show })}
              />
              <Button
                size="sm"
                icon={CheckCheck}
                disabledReason={unread === 0 ? 'Everything is read' : null}
                onClick={() => void markRead()}
              >
                <span className="phone:sr-only">Mark all as read</span>
              </Button>
            </>
          }
        />
      }
    >
      {list.error && <ErrorState onRetry={list.again}>{list.error.message}</ErrorState>}
      {list.loading && <SkeletonRows rows={8} label="Loading notifications" />}
      {!list.loading && !list.error && list.rows.length === 0 && (
        <EmptyState
          icon={BellRing}
          title={only ? 'Everything is read' : 'Nothing yet'}
          actions={
            <AppLink as="button" to={paths.settings('notifications')}>
              Choose what you are told
            </AppLink>
          }
        >
          You are told when a handoff comes to you, is accepted or returned, when somebody asks, and before a
          step is late.
        </EmptyState>
      )}
      {byDay(list.rows, { at, now }).map((day) => (
        <Section key={day.id} title={day.title}>
          <ul>
            {day.notices.map((notice) => (
              <NotificationRow
                key={notice.id}
                notice={notice}
                onOpen={open}
                onRead={(id) => void markRead([id])}
              />
            ))}
          </ul>
        </Section>
      ))}
      {list.hasMore && (
        <Button className="self-start" busy={list.loadingMore} onClick={list.loadMore}>
          {list.moreFailed ? 'That failed. Try again' : 'Show earlier'}
        </Button>
      )}
    </Page>
  )
}

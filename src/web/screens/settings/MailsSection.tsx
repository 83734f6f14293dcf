import { MailOpen } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { api } from '../../api.ts'
import { usePagedRows } from '../../components/lists/use-paged-rows.ts'
import { oneOf, useUrlState } from '../../components/use-url-state.ts'
import { useSignedIn } from '../../session.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ListRow } from '../../ui/ListRow.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Section } from '../../ui/Section.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { MailSheet } from './MailSheet.tsx'
import { type MailStatus, mailLooks, mailStatuses } from './mail-words.ts'

type Mail = Output<'mail.list'>['items'][number]

const idOf = (mail: Mail): string => mail.id
const order = (a: Mail, b: Mail): number =>
  b.createdAt.localeCompare(a.createdAt) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
const filters: readonly { value: MailStatus | 'all'; label: string }[] = [
  { value: 'all', label: 'All' },
  ...mailStatuses.map((status) => ({ value: status, label: mailLooks[status].label })),
]

/** Every mail the product wrote, with what became of it; without a mail server it is read here. */
export function MailsSection() {
  const { workspace } = useSignedIn()
  const [url, setUrl] = useUrlState()
  const status = oneOf(mailStatuses, url['status'])
  const [opened, setOpened] = useState<string | null>(null)
  const list = usePagedRows<Mail>({
    key: ['mail', 'mail.list', 'pages', status],
    load: (cursor, signal) => api('mail.list', { status, cursor, limit: 50 }, { ...(signal && { signal }) }),
    idOf,
    order,
  })
  return (
    <Section title="Mails" description="Everything that was written to somebody, newest first.">
      <div className="max-w-full overflow-x-auto pt-2 pb-1">
        <Segmented
          size="sm"
          label="Which mails"
          options={filters}
          value={status ?? 'all'}
          onChange={(next) => setUrl({ status: next === 'all' ? undefined : next })}
        />
      </div>
      {!workspace.mailIsSetUp && (
        <div className="py-2">
          <Banner tone="warn" title="No mail server is set up: nothing is sent.">
            Mails are kept here to be read, and can be sent once one is set where the server is started
            (SMTP_URL and MAIL_FROM).
          </Banner>
        </div>
      )}
      {list.error ? (
        <ErrorState onRetry={list.again}>{list.error.message}</ErrorState>
      ) : list.loading ? (
        <SkeletonRows rows={8} />
      ) : list.rows.length === 0 ? (
        <EmptyState small icon={MailOpen} title="No mail here">
          {status ? 'None is in this state.' : 'Invitations, reminders and digests show here.'}
        </EmptyState>
      ) : (
        <ul className={list.changing ? 'opacity-60' : ''}>
          {list.rows.map((mail) => (
            <ListRow
              key={mail.id}
              lead={<StatusDot bare {...mailLooks[mail.status]} />}
              title={mail.subject}
              detail={mail.to}
              renderTitle={({ className, children }) => (
                <button
                  type="button"
                  className={`max-w-full ${className}`}
                  onClick={() => setOpened(mail.id)}
                >
                  {children}
                </button>
              )}
              trailing={
                <span className="flex items-center gap-3 text-sm">
                  <span className="phone:hidden">{mailLooks[mail.status].label}</span>
                  <RelativeTime at={mail.createdAt} focusable={false} />
                </span>
              }
            />
          ))}
        </ul>
      )}
      {list.hasMore && (
        <Button className="mt-3" busy={list.loadingMore} onClick={list.loadMore}>
          Show more
        </Button>
      )}
      {opened && <MailSheet id={opened} onClose={() => setOpened(null)} />}
    </Section>
  )
}

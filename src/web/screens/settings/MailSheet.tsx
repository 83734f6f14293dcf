import { useQuery } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { read, refresh } from '../../queries.ts'
import { may, useSignedIn } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DefinitionList } from '../../ui/DefinitionList.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { toast } from '../../ui/toast-store.ts'
import { Loaded } from './Loaded.tsx'
import { mailLooks, mailReasons } from './mail-words.ts'

/** One mail as text, what became of it, and another try. */
export function MailSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const session = useSignedIn()
  const [busy, setBusy] = useState(false)
  const mail = useQuery(read('mail.show', { id }))
  const { mailIsSetUp } = session.workspace
  const retry = async (): Promise<void> => {
    setBusy(true)
    const outcome = await attempt('mail.retry', { id })
    setBusy(false)
    if (!outcome.ok) return sayRefusal(outcome.error)
    await refresh('mail')
    toast({ title: 'It is sent in a moment', tone: 'ok' })
  }
  const canRetry =
    mail.data && ['failed', 'kept', 'held'].includes(mail.data.status) && may(session, 'workspace.manage')
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={mail.data?.subject ?? 'Mail'}
      footer={
        canRetry && (
          <Button
            variant="primary"
            icon={Send}
            busy={busy}
            disabledReason={mailIsSetUp ? null : 'No mail server is set up'}
            onClick={() => void retry()}
          >
            Send it
          </Button>
        )
      }
    >
      <Loaded query={mail}>
        {(data) => (
          <div className="flex flex-col gap-4">
            <DefinitionList
              termWidth="5rem"
              items={[
                { term: 'To', value: data.to },
                {
                  term: 'State',
                  value: (
                    <>
                      <StatusDot {...mailLooks[data.status]} />
                      <span className="block text-sm text-muted">{mailReasons[data.status]}</span>
                    </>
                  ),
                },
                { term: 'Written', value: <RelativeTime at={data.createdAt} width="long" /> },
                ...(data.sentAt
                  ? [{ term: 'Sent', value: <RelativeTime at={data.sentAt} width="long" /> }]
                  : []),
                ...(data.error
                  ? [{ term: 'Trouble', value: <span className="text-danger-ink">{data.error}</span> }]
                  : []),
              ]}
            />
            <div className="rounded-lg border border-line bg-sunken p-4 break-words whitespace-pre-wrap">
              <Linked text={data.text} />
            </div>
          </div>
        )}
      </Loaded>
    </Sheet>
  )
}

/** Plain text with its web addresses as links, as a mail program shows it. */
function Linked({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/[^\s<>"']+)/)
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one fixed text
        key={index}
        href={part}
        rel="noreferrer"
        target="_blank"
        className="break-all text-accent-ink underline underline-offset-2"
      >
        {part}
      </a>
    ) : (
      part
    ),
  )
}

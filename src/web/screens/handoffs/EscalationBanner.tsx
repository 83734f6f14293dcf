import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Handoff } from '../../../contract/handoffs.ts'
import { attempt } from '../../components/run-operation.ts'
import { formatList, formatNumber } from '../../format.ts'
import { read, refresh } from '../../queries.ts'
import { may, useSignedIn } from '../../session.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'

const ReasonDialog = lazyPart(async () => (await import('./dialogs/ReasonDialog.tsx')).ReasonDialog, {
  close: ({ onOpenChange }) => onOpenChange(false),
})

type Escalation = NonNullable<Handoff['escalation']>

/** An open escalation: what is late, with whom it is now; closed with its cause. */
export function EscalationBanner({ handoff, escalation }: { handoff: Handoff; escalation: Escalation }) {
  const at = useLocale()
  const session = useSignedIn()
  const [closing, setClosing] = useState(false)
  const open = useQuery({ ...read('escalation.list', { limit: 200 }), enabled: closing })
  const row = open.data?.items.find(({ id }) => id === escalation.id)
  const close = async (cause: string): Promise<string | null> => {
    const input = { id: escalation.id, version: row?.version ?? 1, cause }
    const result = await attempt('escalation.close', input)
    if (!result.ok) return result.error.message
    await refresh('handoff', 'escalation')
    return null
  }
  const why = may(session, 'escalation.work') ? null : 'Managers, RevOps and admins close escalations'
  return (
    <Banner
      flush
      tone="danger"
      title={`Escalated to ${escalation.raisedTo.name}.`}
      actions={
        <Button size="sm" disabledReason={why} onClick={() => setClosing(true)}>
          Close with a cause
        </Button>
      }
    >
      {escalation.stepTitles.length > 2
        ? `${formatNumber(at, escalation.stepTitles.length)} steps are late`
        : formatList(at, escalation.stepTitles)}
      {' · since '}
      <RelativeTime at={escalation.openedAt} width="long" />
      {closing && (
        <ReasonDialog
          open={closing}
          onOpenChange={setClosing}
          title="Close the escalation"
          description={`Late on ${handoff.accountName ?? handoff.dealName}: ${formatList(at, escalation.stepTitles)}.`}
          label="Why was it late?"
          hint="The cause counts in what the process is judged by."
          action="Close it"
          waiting={row === undefined}
          onSubmit={close}
        />
      )}
    </Banner>
  )
}

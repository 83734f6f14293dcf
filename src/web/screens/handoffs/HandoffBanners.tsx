import type { Handoff } from '../../../contract/handoffs.ts'
import { attempt, keepHandoff, sayRefusal } from '../../components/run-operation.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { whyNot } from './can.ts'
import { EscalationBanner } from './EscalationBanner.tsx'

/** What one must know before anything else: it stands still, it is late above, it came back. */
export function HandoffBanners({ handoff }: { handoff: Handoff }) {
  const resume = async (): Promise<void> => {
    const result = await attempt('handoff.resume', { id: handoff.id, version: handoff.version })
    if (result.ok) keepHandoff(result.value)
    else sayRefusal(result.error, () => void resume())
  }
  const last = handoff.verdicts.at(-1)
  return (
    <>
      {handoff.onHold && (
        <Banner
          flush
          tone="warn"
          title="On hold; its clocks stand still."
          actions={
            <Button size="sm" disabledReason={whyNot(handoff, 'resume')} onClick={() => void resume()}>
              Resume
            </Button>
          }
        >
          {handoff.holdReason}
          {handoff.heldAt && (
            <>
              {' · since '}
              <RelativeTime at={handoff.heldAt} width="long" />
            </>
          )}
        </Banner>
      )}
      {handoff.escalation && <EscalationBanner handoff={handoff} escalation={handoff.escalation} />}
      {handoff.status === 'returned' && last && (
        <Banner flush tone="danger" title={`${last.by.name} returned it.`}>
          {last.note ?? 'The questions beside the answers say what is missing.'}
        </Banner>
      )}
      {handoff.status === 'accepted' && handoff.acceptedWithGaps && (
        <Banner flush tone="accent" title="Accepted with gaps.">
          {last?.note ?? 'CS is accountable; the questions beside the answers are still open to Sales.'}
        </Banner>
      )}
      {handoff.status === 'cancelled' && (
        <Banner flush title="Cancelled.">
          Its history stays; nothing of it runs any more.
        </Banner>
      )}
      {handoff.isHistory && (
        <Banner flush title="History.">
          Won before the workspace went live: no clocks, no messages.
        </Banner>
      )}
    </>
  )
}

import { useState } from 'react'
import type { GateAnswer } from '../../../contract/deals.ts'
import type { Output } from '../../../contract/operations.ts'
import { attempt } from '../../components/run-operation.ts'
import { formatCount } from '../../format.ts'
import { refresh } from '../../queries.ts'
import { may, useSignedIn } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { toast } from '../../ui/toast-store.ts'

const ReasonDialog = lazyPart(
  async () => (await import('../handoffs/dialogs/ReasonDialog.tsx')).ReasonDialog,
  { close: ({ onOpenChange }) => onOpenChange(false) },
)

type CloseWithGapsProps = { deal: Output<'deal.show'>; gate: GateAnswer }

/** The seller's way through a closed gate: with a written reason, and told to the manager. */
export function CloseWithGaps({ deal, gate }: CloseWithGapsProps) {
  const at = useLocale()
  const session = useSignedIn()
  const [open, setOpen] = useState(false)
  const missing = formatCount(at, gate.core.missing.length, 'answer')
  const why = deal.closedDirtyReason
    ? 'It was closed with gaps already'
    : may(session, 'deal.change')
      ? null
      : 'The AE, their manager, RevOps or an admin can do this'
  const close = async (reason: string): Promise<string | null> => {
    const result = await attempt('deal.close_with_gaps', { id: deal.id, version: deal.version, reason })
    if (!result.ok) return result.error.message
    await refresh('deal', 'gate', 'handoff', 'answer')
    toast({ title: 'Closed with gaps', description: `${missing} fall due in two business days.` })
    return null
  }
  return (
    <>
      <Button disabledReason={why} onClick={() => setOpen(true)}>
        Close with gaps…
      </Button>
      {open && (
        <ReasonDialog
          open={open}
          onOpenChange={setOpen}
          title="Close with gaps"
          description={`Your manager is told, and the ${missing} still missing fall due in two business days. Booking and date are not touched.`}
          label="Why can it not wait?"
          action="Close with gaps"
          onSubmit={close}
        />
      )}
    </>
  )
}

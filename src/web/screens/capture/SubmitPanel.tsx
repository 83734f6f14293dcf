import { useQuery } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { HandoffStatusTag } from '../../components/HandoffStatusTag.tsx'
import { attempt, keepHandoff, sayRefusal } from '../../components/run-operation.ts'
import { read } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Section.tsx'
import { toast } from '../../ui/toast-store.ts'

/** Hands the brief to the CSM, where the deal is won and it is the seller's turn. */
export function SubmitPanel({ handoffId }: { handoffId: string }) {
  const handoff = useQuery(read('handoff.show', { id: handoffId }))
  const [busy, setBusy] = useState(false)
  const { data } = handoff
  if (!data) return null
  const may = data.can['submit']
  const csm = data.csm?.name ?? 'the CSM'
  const submit = async (): Promise<void> => {
    setBusy(true)
    const outcome = await attempt('handoff.submit', { id: data.id, version: data.version })
    setBusy(false)
    if (!outcome.ok) return sayRefusal(outcome.error, () => void submit())
    keepHandoff(outcome.value)
    toast({ title: `Submitted to ${csm}`, tone: 'ok', description: 'You hear of the verdict at once.' })
  }
  const waitsForSubmission = data.status === 'open' || data.status === 'returned'
  return (
    <Section title="The handoff" meta={<HandoffStatusTag status={data.status} onHold={data.onHold} />}>
      <div className="flex flex-wrap items-center gap-3 pt-1">
        <p className="min-w-0 flex-1 basis-60 text-pretty text-muted">
          {waitsForSubmission
            ? `Submit it, and ${csm} gives a verdict: accepted, accepted with gaps, or returned with what is missing.`
            : typeof may === 'string'
              ? may
              : `It is with ${csm}.`}
        </p>
        {waitsForSubmission && (
          <Button
            size="lg"
            variant="primary"
            icon={Send}
            busy={busy}
            disabledReason={typeof may === 'string' ? may : null}
            onClick={() => void submit()}
          >
            Submit to {csm}
          </Button>
        )}
      </div>
    </Section>
  )
}

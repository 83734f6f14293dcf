import { Check, Pencil } from 'lucide-react'
import { useState } from 'react'
import type { Handoff } from '../../../../contract/handoffs.ts'
import type { Fact } from '../../../../core/playbook/playbook.ts'
import { Button } from '../../../ui/Button.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { Section } from '../../../ui/Section.tsx'
import { whyNot } from '../can.ts'
import { FactDialog, sentenceCase } from '../dialogs/FactDialog.tsx'

/** Facts that only their own event records; the others are recorded by people. */
const byEvent = new Set<Fact>([
  'won',
  'signed',
  'csm_assigned',
  'brief_complete',
  'submitted',
  'accepted',
  'confirmed',
])

/** What has happened, each once and with its time. */
export function Facts({ handoff }: { handoff: Handoff }) {
  const [fact, setFact] = useState<Fact | null>(null)
  const shown = handoff.facts.filter((one) => one.at !== null || !byEvent.has(one.fact))
  const record = whyNot(handoff, 'record_fact')
  const correct = whyNot(handoff, 'correct_fact')
  return (
    <Section title="What happened">
      <ul>
        {shown.map((one) => (
          <li key={one.fact} className="group/fact flex min-h-8 items-center gap-2">
            {one.at === null ? (
              <span aria-hidden className="mx-1 size-1.5 rounded-full border border-control" />
            ) : (
              <Check aria-hidden className="size-3.5 shrink-0 text-ok" />
            )}
            <span className={`min-w-0 flex-1 truncate ${one.at === null ? 'text-muted' : ''}`}>
              {sentenceCase(one.title)}
            </span>
            {one.at === null ? (
              <Button
                variant="link"
                className="text-sm"
                aria-label={`Record ${one.title}`}
                disabledReason={record}
                onClick={() => setFact(one.fact)}
              >
                Record
              </Button>
            ) : (
              <>
                <IconButton
                  size="sm"
                  icon={Pencil}
                  label={`Correct the time of ${one.title}`}
                  disabledReason={correct}
                  className="size-6 pointer-fine:not-group-hover/fact:not-focus-visible:opacity-0!"
                  onClick={() => setFact(one.fact)}
                />
                <RelativeTime at={one.at} className="text-muted" />
              </>
            )}
          </li>
        ))}
      </ul>
      <FactDialog handoff={handoff} fact={fact} onClose={() => setFact(null)} />
    </Section>
  )
}

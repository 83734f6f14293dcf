import { MessageCircleQuestion } from 'lucide-react'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Section.tsx'
import type { Document } from './playbook-words.ts'
import { TabBody } from './TabBody.tsx'

/** Questions offered to sellers, never a gate. */
export function Prompts({ document }: { document: Document }) {
  if (document.prompt_packs.length === 0) {
    return (
      <EmptyState icon={MessageCircleQuestion} title="No prompt packs">
        This playbook offers sellers no questions under letters such as BANT or SPOTC.
      </EmptyState>
    )
  }
  return (
    <TabBody>
      <p className="text-muted">
        Offered while selling, never a gate. The answer to a prompt can fill the requirement it names.
      </p>
      <div className="grid gap-x-12 gap-y-9 lg:grid-cols-2">
        {document.prompt_packs.map((pack) => (
          <Section key={pack.id} title={pack.title} description={pack.hint}>
            <ol className="divide-y divide-line">
              {pack.prompts.map((prompt) => {
                const fills = document.requirements.find((one) => one.id === prompt.requirement)
                return (
                  <li key={`${prompt.letter}${prompt.title}`} className="flex gap-3.5 py-3">
                    <span
                      aria-hidden
                      className="flex size-8 shrink-0 items-center justify-center rounded-md bg-accent-soft text-lg font-semibold text-accent-ink"
                    >
                      {prompt.letter}
                    </span>
                    <div className="min-w-0">
                      <h3 className="font-medium">{prompt.title}</h3>
                      <p className="text-md text-pretty">{prompt.question}</p>
                      {fills && <p className="mt-0.5 text-sm text-muted">Fills “{fills.label}”</p>}
                    </div>
                  </li>
                )
              })}
            </ol>
          </Section>
        ))}
      </div>
    </TabBody>
  )
}

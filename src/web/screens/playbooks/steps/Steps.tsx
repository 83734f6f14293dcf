import { useState } from 'react'
import { tiersByWeight } from '../../../../core/playbook/tiers-by-weight.ts'
import { tierLevels } from '../../../components/handoff-words.ts'
import { oneOf, useUrlState } from '../../../components/use-url-state.ts'
import { Section } from '../../../ui/Section.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { usePhone } from '../../../ui/use-media.ts'
import { type ShownPlaybook, type ShownStep } from '../playbook-words.ts'
import { TabBody } from '../TabBody.tsx'
import { StepChart } from './StepChart.tsx'
import { StepDetail } from './StepDetail.tsx'
import { StepList } from './StepList.tsx'
import { sides } from './step-sides.ts'
import { stepTimeline } from './step-timeline.ts'

/** Who does what, and when, for one tier. */
export function Steps({ playbook }: { playbook: ShownPlaybook }) {
  const { document, explained } = playbook
  const [url, setUrl] = useUrlState()
  const phone = usePhone()
  const [opened, setOpened] = useState<{ step: ShownStep; open: boolean } | null>(null)
  const tiers = tiersByWeight(document.tiers)
  const usual = tiers.find((tier) => (tierLevels[tier.id] ?? 0) === 3) ?? tiers[0]
  const tier =
    oneOf(
      tiers.map(({ id }) => id),
      url['for'],
    ) ?? usual?.id
  if (tier === undefined) return null
  const timeline = stepTimeline(document, tier)
  const open = (step: ShownStep) => setOpened({ step, open: true })
  const Picture = phone ? StepList : StepChart
  return (
    <TabBody>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <Segmented
          label="Tier"
          stretch={phone}
          options={tiers.map(({ id, title }) => ({ value: id, label: title }))}
          value={tier}
          onChange={(next) => setUrl({ for: next })}
        />
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
          {Object.entries(sides).map(([side, { title, dot }]) => (
            <span key={side} className="flex items-center gap-1.5">
              <span aria-hidden className={`size-2 rounded-full ${dot}`} />
              {title}
            </span>
          ))}
        </p>
      </div>
      <Picture document={document} timeline={timeline} tier={tier} onOpen={open} />
      <Named title="Before the signature" steps={timeline.before} onOpen={open} />
      <Named title="Whenever it is returned" steps={timeline.whenever} onOpen={open} />
      {opened && (
        <Sheet
          open={opened.open}
          onOpenChange={(next) => setOpened({ ...opened, open: next })}
          title={opened.step.title}
        >
          <StepDetail
            document={document}
            step={opened.step}
            when={explained[`steps[${document.steps.indexOf(opened.step)}].when`]}
          />
        </Sheet>
      )}
    </TabBody>
  )
}

function Named({
  title,
  steps,
  onOpen,
}: {
  title: string
  steps: readonly ShownStep[]
  onOpen: (step: ShownStep) => void
}) {
  if (steps.length === 0) return null
  return (
    <Section title={title}>
      <ul className="divide-y divide-line">
        {steps.map((step) => (
          <li key={step.id} className="relative py-2 hover:bg-hover">
            <button
              type="button"
              onClick={() => onOpen(step)}
              className="font-medium after:absolute after:inset-0"
            >
              {step.title}
            </button>
            {step.hint && <span className="block text-pretty text-muted">{step.hint}</span>}
          </li>
        ))}
      </ul>
    </Section>
  )
}

import { ListChecks } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Handoff, StepView } from '../../../../contract/handoffs.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { useShortcuts } from '../../../ui/ShortcutProvider.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { useWidth } from '../../../ui/use-width.ts'
import { maybeFirstTouch } from '../dialogs/CsmThere.tsx'
import type { StepWish } from './StepDialogs.tsx'
import { LaneHeader } from './StepLane.tsx'
import { StepRow } from './StepRow.tsx'
import { timeScale } from './time-scale.ts'

const StepDialogs = lazyPart(async () => (await import('./StepDialogs.tsx')).StepDialogs, {
  close: ({ onClose }) => onClose(),
})

/** Every step with its owner, its clock and its place in time. */
export function StepsTab({ handoff }: { handoff: Handoff }) {
  const now = useNow()
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const [wish, setWish] = useState<StepWish | null>(null)
  // Once asked for they stay, to fade out when they close.
  const [asked, setAsked] = useState(false)
  const onWish = (next: StepWish) => {
    setAsked(true)
    setWish(next)
  }
  useStepKeys()
  const scale = width >= 46 ? timeScale(handoff.steps, now) : null
  const template = scale
    ? 'minmax(14rem,5fr) 7.5rem minmax(9rem,4fr) 8rem 3.75rem'
    : width >= 34
      ? 'minmax(10rem,1fr) 7.5rem 8rem 3.75rem'
      : ''
  if (handoff.steps.length === 0) {
    return (
      <EmptyState icon={ListChecks} title="No steps yet">
        {handoff.isHistory
          ? 'A deal won before the workspace went live has none.'
          : 'They are planned when the deal is signed or won.'}
      </EmptyState>
    )
  }
  const byId = new Map(handoff.steps.map((step) => [step.templateId, step.title]))
  return (
    <div ref={box} className="px-4 py-3 sm:px-6">
      {template !== '' && (
        <div
          aria-hidden
          className="grid items-center gap-4 border-b border-line text-sm text-faint"
          style={{ gridTemplateColumns: template }}
        >
          <span className="py-1">Step</span>
          <span>Owner</span>
          {scale && <LaneHeader scale={scale} now={now} />}
          <span>Due</span>
          <span />
        </div>
      )}
      <ul>
        {handoff.steps.map((step) => (
          <StepRow
            key={step.id}
            step={step}
            template={template}
            scale={scale}
            now={now}
            waitsFor={titlesOf(step, byId)}
            onWish={onWish}
            mayBeTouch={maybeFirstTouch(handoff, step.fact)}
          />
        ))}
      </ul>
      {asked && <StepDialogs handoff={handoff} wish={wish} onClose={() => setWish(null)} />}
    </div>
  )
}

function titlesOf(step: StepView, byId: ReadonlyMap<string, string>): string[] {
  return step.waitsFor.map((one) => byId.get(one) ?? one)
}

function useStepKeys(): void {
  const go = (by: number) => {
    const all = [...document.querySelectorAll<HTMLElement>('[data-step]')]
    const here = all.findIndex((row) => row.contains(document.activeElement))
    all[Math.max(0, Math.min(here + by, all.length - 1))]?.focus()
  }
  const section = 'Steps'
  useShortcuts([
    { keys: 'j', label: 'Next step', section, run: () => go(1) },
    { keys: 'k', label: 'Previous step', section, run: () => go(-1) },
    {
      keys: 'e',
      label: 'Finish the step',
      section,
      run: () =>
        document.activeElement?.closest('[data-step]')?.querySelector<HTMLElement>('[data-finish]')?.click(),
    },
  ])
}

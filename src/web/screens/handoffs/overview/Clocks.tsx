import type { Handoff } from '../../../../contract/handoffs.ts'
import { AppLink } from '../../../components/AppLink.tsx'
import { DueClock } from '../../../components/DueClock.tsx'
import { paths } from '../../../paths.ts'
import { Section } from '../../../ui/Section.tsx'
import { pauseWords } from '../steps/step-words.ts'

const shown = 5

/** What runs just now, soonest first. */
export function Clocks({ handoff }: { handoff: Handoff }) {
  const running = handoff.steps
    .filter(({ dueAt, clock }) => dueAt !== null && clock !== 'ended')
    .toSorted((a, b) => (a.dueAt ?? '').localeCompare(b.dueAt ?? ''))
  if (running.length === 0) return null
  return (
    <Section title="Clocks">
      <ul className="flex flex-col">
        {running.slice(0, shown).map((step) => (
          <li key={step.id} className="flex min-h-8 items-center gap-2">
            <span className="min-w-0 flex-1 truncate" title={step.title}>
              {step.title}
            </span>
            <DueClock
              plain
              at={step.dueAt}
              clock={step.clock}
              what={step.title}
              ownerZone={step.owner.zone}
              pausedFor={pauseWords(step.pausedFor)}
            />
          </li>
        ))}
      </ul>
      {running.length > shown && (
        <AppLink to={`${paths.handoff(handoff.id)}?tab=steps`} className="mt-1 inline-block">
          {running.length - shown} more
        </AppLink>
      )}
    </Section>
  )
}

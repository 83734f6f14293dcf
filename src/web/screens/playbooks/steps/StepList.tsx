import { roleTitle } from '../playbook-words.ts'
import type { PictureProps } from './StepChart.tsx'
import { sideOf } from './step-sides.ts'

/** The same picture for a phone: down the page, gathered by the moment they are due. */
export function StepList({ document, timeline, onOpen }: PictureProps) {
  const { ticks, bars } = timeline
  const groups = ticks
    .map((tick, index) => ({ tick, steps: bars.filter((bar) => bar.to === index).map(({ step }) => step) }))
    .filter(({ steps }) => steps.length > 0)
  return (
    <ol className="relative flex flex-col gap-5 border-l-2 border-line pl-4">
      {groups.map(({ tick, steps }) => (
        <li key={tick.hours}>
          <h2 className="num relative text-sm font-medium text-muted before:absolute before:top-1/2 before:-left-5.5 before:size-2.5 before:-translate-y-1/2 before:rounded-full before:border-2 before:border-canvas before:bg-control">
            Within {tick.label}
          </h2>
          <ul className="divide-y divide-line">
            {steps.map((step) => (
              <li key={step.id} className="relative py-2">
                <button
                  type="button"
                  onClick={() => onOpen(step)}
                  className="text-left font-medium after:absolute after:inset-0"
                >
                  {step.title}
                </button>
                <p className="flex items-center gap-1.5 text-sm text-muted">
                  <span
                    aria-hidden
                    className={`size-2 shrink-0 rounded-full ${sideOf(document, step).dot}`}
                  />
                  {roleTitle(document, step.owner)}
                </p>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

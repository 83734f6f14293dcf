import { type Document, durationWords, roleTitle, type ShownStep } from '../playbook-words.ts'
import { sideOf } from './step-sides.ts'
import type { Timeline, TimelineBar } from './step-timeline.ts'

export type PictureProps = {
  document: Document
  timeline: Timeline
  tier: string
  onOpen: (step: ShownStep) => void
}

/** The steps of a tier as bars from the start of their clock to the moment they are due. */
export function StepChart({ document, timeline, tier, onOpen }: PictureProps) {
  const { ticks, bars } = timeline
  const tracks = `minmax(14rem, 20rem) repeat(${Math.max(ticks.length - 1, 1)}, minmax(3.5rem, 1fr))`
  return (
    <section
      aria-label="Steps in time"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="ring-inside overflow-x-auto"
    >
      <div className="grid min-w-2xl" style={{ gridTemplateColumns: tracks }}>
        <span className="flex items-end border-b border-line pb-1.5 text-sm text-faint">
          Step and its owner
        </span>
        {ticks.slice(1).map((tick, index) => (
          <span
            key={tick.hours}
            className="num flex items-end justify-between border-b border-line pb-1.5 text-sm whitespace-nowrap text-muted"
          >
            <span className="text-faint">{index === 0 ? 'Signed' : ''}</span>
            <span className="pl-1 text-right text-balance whitespace-normal">{tick.label}</span>
          </span>
        ))}
      </div>
      <ol className="relative min-w-2xl">
        {bars.map((bar) => (
          <Row
            key={bar.step.id}
            {...{ bar, document, tier, tracks }}
            columns={ticks.length - 1}
            onOpen={() => onOpen(bar.step)}
          />
        ))}
      </ol>
    </section>
  )
}

type RowProps = {
  bar: TimelineBar
  document: Document
  tier: string
  tracks: string
  columns: number
  onOpen: () => void
}

function Row({ bar, document, tier, tracks, columns, onOpen }: RowProps) {
  const { step } = bar
  const side = sideOf(document, step)
  const due = step.due[tier]
  const waits = afterWords(document, step, tier)
  return (
    <li
      className="group relative grid items-stretch border-b border-line last:border-0 hover:bg-hover"
      style={{ gridTemplateColumns: tracks }}
    >
      <div className="row-start-1 py-2 pr-4">
        <button
          type="button"
          onClick={onOpen}
          className="text-left font-medium after:absolute after:inset-0 after:z-1 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {step.title}
        </button>
        <p className="flex items-center gap-1.5 text-sm text-muted">
          <span aria-hidden className={`size-2 shrink-0 rounded-full ${side.dot}`} />
          {roleTitle(document, step.owner)}
          {due && <span className="sr-only">, due within {durationWords(due)}</span>}
        </p>
        {waits && <p className="pl-3.5 text-sm text-pretty text-faint">{waits}</p>}
      </div>
      {Array.from({ length: columns }, (_, column) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a grid
          key={column}
          aria-hidden
          className="row-start-1 border-l border-line last:border-r"
          style={{ gridColumn: column + 2 }}
        />
      ))}
      <span
        aria-hidden
        className={`relative row-start-1 my-auto flex h-6 items-center justify-end rounded-full border ${side.bar}`}
        style={{ gridColumn: `${Math.min(bar.from, bar.to - 1) + 2} / ${bar.to + 2}` }}
      >
        <span className={`mr-1 size-3.5 rounded-full border-2 border-canvas ${side.dot}`} />
      </span>
    </li>
  )
}

/** What it waits for in this tier. */
function afterWords(document: Document, step: ShownStep, tier: string): string | null {
  const before = document.steps.filter((one) => step.after?.includes(one.id) && one.due[tier])
  return before.length === 0 ? null : `after “${before.map((one) => one.title).join('”, “')}”`
}

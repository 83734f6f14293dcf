import type { StepView } from '../../../../contract/handoffs.ts'
import { formatShortDate } from '../../../format.ts'
import { useLocale } from '../../../ui/FormatContext.tsx'
import { type Tone, toneSolid } from '../../../ui/tone.ts'
import { endedLate, isOver } from './step-words.ts'
import type { TimeScale } from './time-scale.ts'

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`

function toneOf(step: StepView): Tone {
  if (step.status === 'done') return endedLate(step) ? 'warn' : 'ok'
  if (isOver(step)) return 'neutral'
  if (step.clock === 'late') return 'danger'
  if (step.clock === 'at_risk') return 'warn'
  return step.clock === 'paused' ? 'neutral' : 'accent'
}

/** A step on the common line of time: from its start to its due time, filled as far as it has come. */
export function StepLane({ step, scale, now }: { step: StepView; scale: TimeScale; now: number }) {
  if (step.anchorAt === null || step.dueAt === null)
    return (
      <div className="relative h-full">
        <Grid scale={scale} now={now} />
      </div>
    )
  const start = Date.parse(step.anchorAt)
  const due = Date.parse(step.dueAt)
  const reached = step.endedAt === null ? now : Date.parse(step.endedAt)
  const [left, dueAt, upTo] = [scale.at(start), scale.at(due), scale.at(Math.max(reached, start))]
  const tone = toneSolid[toneOf(step)]
  return (
    <div aria-hidden className="relative h-full">
      <Grid scale={scale} now={now} />
      <span
        className="absolute top-1/2 h-1 -translate-y-1/2 rounded-full bg-active"
        style={{ left: percent(left), width: percent(Math.max(dueAt - left, 0.004)) }}
      />
      <span
        className={`absolute top-1/2 h-1 -translate-y-1/2 rounded-full ${tone} ${isOver(step) ? '' : 'opacity-70'}`}
        style={{ left: percent(left), width: percent(Math.max(upTo - left, 0.004)) }}
      />
      {due <= scale.to && (
        <span
          className="absolute top-1/2 h-3 w-0.5 -translate-1/2 rounded-full bg-control"
          style={{ left: percent(dueAt) }}
        />
      )}
      {step.endedAt !== null && Date.parse(step.endedAt) <= scale.to && (
        <span
          className={`absolute top-1/2 size-2.5 -translate-1/2 rounded-full ring-2 ring-canvas ${tone}`}
          style={{ left: percent(upTo) }}
        />
      )}
    </div>
  )
}

function Grid({ scale, now }: { scale: TimeScale; now: number }) {
  return (
    <div aria-hidden className="absolute inset-0">
      {scale.ticks.map((tick) => (
        <span
          key={tick}
          className="absolute inset-y-0 w-px bg-line"
          style={{ left: percent(scale.at(tick)) }}
        />
      ))}
      {now <= scale.to && (
        <span
          className="absolute inset-y-0 w-px bg-accent opacity-60"
          style={{ left: percent(scale.at(now)) }}
        />
      )}
    </div>
  )
}

/** The days above the lanes, and where one is. */
export function LaneHeader({ scale, now }: { scale: TimeScale; now: number }) {
  const at = useLocale()
  const every = Math.ceil(scale.ticks.length / 3)
  return (
    <div aria-hidden className="num relative h-6 text-xs text-faint">
      {scale.ticks.map(
        (tick, index) =>
          index % every === 0 &&
          scale.at(tick) < 0.8 &&
          (now > scale.to ||
            scale.at(tick) > scale.at(now) + 0.1 ||
            scale.at(tick) < scale.at(now) - 0.3) && (
            <span
              key={tick}
              className="absolute top-1 pl-1 whitespace-nowrap"
              style={{ left: percent(scale.at(tick)) }}
            >
              {formatShortDate(at, new Date(tick).toISOString(), now)}
            </span>
          ),
      )}
      {now <= scale.to && (
        <span
          className="absolute top-0.5 -translate-x-1/2 rounded-sm bg-accent-soft px-1 font-medium text-accent-ink"
          style={{ left: percent(Math.min(Math.max(scale.at(now), 0.05), 0.95)) }}
        >
          now
        </span>
      )}
    </div>
  )
}

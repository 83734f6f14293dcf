import type { StepView } from '../../../../contract/handoffs.ts'

/** A stretch of time drawn from left to right; what lies outside is cut off at its edges. */
export type TimeScale = {
  from: number
  to: number
  /** Between 0 and 1. */
  at: (moment: number) => number
  /** The starts of days (or weeks) within it. */
  ticks: number[]
}

const day = 86_400_000

type Timed = Pick<StepView, 'anchorAt' | 'dueAt' | 'endedAt'>

/**
 * The time worth looking at: from the first clock to the due times of the first two weeks, and to now. A confirmation in
 * 90 days would press everything else into a corner; it is cut off.
 */
export function timeScale(steps: readonly Timed[], now: number): TimeScale | null {
  const starts = steps.flatMap(({ anchorAt }) => (anchorAt === null ? [] : [Date.parse(anchorAt)]))
  const dues = steps.flatMap(({ dueAt }) => (dueAt === null ? [] : [Date.parse(dueAt)]))
  if (starts.length === 0 || dues.length === 0) return null
  const first = Math.min(...starts)
  const near = dues.filter((due) => due <= first + 14 * day)
  const end = Math.max(...(near.length > 0 ? near : dues), Math.min(now, first + 21 * day))
  const room = Math.max((end - first) * 0.04, 3_600_000)
  const [from, to] = [first - room, end + room]
  return { from, to, at: (moment) => clamp((moment - from) / (to - from)), ticks: ticksIn(from, to) }
}

function clamp(share: number): number {
  return Math.min(Math.max(share, 0), 1)
}

function ticksIn(from: number, to: number): number[] {
  const step = to - from > 12 * day ? 7 : 1
  const start = new Date(from)
  start.setHours(0, 0, 0, 0)
  const ticks: number[] = []
  for (const at = start; at.getTime() <= to; at.setDate(at.getDate() + step))
    if (at.getTime() >= from) ticks.push(at.getTime())
  return ticks
}

import type { CompiledCalendar } from './compiled-calendar.ts'
import { addOpenMs, openMsBefore } from './open-time.ts'
import type { Stretch } from './pauses.ts'

/**
 * The moment by which `percent` of the business time of a run (from its start to its due time, pauses left out) has
 * passed. A run without any business time, such as two hours at night, is measured by the clock on the wall instead.
 * 100 percent and more are the due time itself.
 */
export function activeMomentAt(
  calendar: CompiledCalendar,
  run: Stretch,
  share: { percent: number; pauses: readonly Stretch[] },
): number {
  if (share.percent >= 100 || run.to <= run.from) return run.to
  const stretches = runningStretches(run, share.pauses)
  const business = total(stretches, (each) => openMsBetween(calendar, each))
  const measure = business > 0 ? (each: Stretch) => openMsBetween(calendar, each) : wallMs
  let left = Math.round(
    (Math.max(0, share.percent) / 100) * (business > 0 ? business : total(stretches, wallMs)),
  )
  for (const each of stretches) {
    const length = measure(each)
    if (left <= length) return business > 0 ? addOpenMs(calendar, each.from, left) : each.from + left
    left -= length
  }
  return run.to
}

/** What is left of a run when the pauses are cut out of it. */
function runningStretches(run: Stretch, pauses: readonly Stretch[]): Stretch[] {
  const stretches: Stretch[] = []
  let from = run.from
  for (const pause of pauses) {
    if (pause.from >= run.to) break
    if (pause.from > from) stretches.push({ from, to: pause.from })
    from = Math.max(from, pause.to)
  }
  if (from < run.to) stretches.push({ from, to: run.to })
  return stretches
}

function openMsBetween(calendar: CompiledCalendar, stretch: Stretch): number {
  return openMsBefore(calendar, stretch.to) - openMsBefore(calendar, stretch.from)
}

function wallMs(stretch: Stretch): number {
  return stretch.to - stretch.from
}

function total(stretches: readonly Stretch[], measure: (each: Stretch) => number): number {
  return stretches.reduce((sum, each) => sum + measure(each), 0)
}

import { fromMs, type Instant } from '../lib/instant.ts'
import type { EscalationRung } from '../playbook/playbook.ts'
import { activeMomentAt } from './active-time.ts'
import { type CompiledCalendar, msWithin } from './compiled-calendar.ts'
import { dueMs } from './due-at.ts'
import { isBusinessDuration } from './duration.ts'
import { pushedByPauses, readPauses, type Stretch } from './pauses.ts'
import { clockDueMs, type StepClock } from './step-clock.ts'

/** When a rung of the escalation ladder is reached. */
export type EscalationMoment = { rungId: string; at: Instant }

/**
 * When a step that stays undone would climb each rung of the ladder that is for its tier, in order of time and, at
 * the same time, of the ladder (product.md, "Escalation"). `percent` is of the business time between anchor and due,
 * `overdue` is counted from due in the calendar's business time, and zero overdue is the due time itself. Pauses move
 * rungs after due as well. While a pause is still open only the rungs reached before it are returned, because no
 * other can be foretold; ask again when it ends. No rung comes before the clock's floor, which can put several on
 * the same instant. Whether the step is done is not looked at.
 */
export function escalationMoments(
  calendar: CompiledCalendar,
  clock: StepClock,
  ladder: { rungs: readonly EscalationRung[]; tier: string },
): EscalationMoment[] {
  const stoppedAt = clock.pauses.reduce<Instant | null>(
    (first, pause) => (pause.to === null && (first === null || pause.from < first) ? pause.from : first),
    null,
  )
  const pauses = readPauses(calendar, clock.pauses, stoppedAt ?? clock.anchorAt)
  const due = clockDueMs(calendar, clock, pauses)
  const floor = clock.floorAt == null ? Number.NEGATIVE_INFINITY : msWithin(calendar, clock.floorAt)
  const stop = stoppedAt === null ? Number.POSITIVE_INFINITY : msWithin(calendar, stoppedAt)
  const run = { from: msWithin(calendar, clock.anchorAt), to: due }
  return ladder.rungs
    .filter((rung) => rung.tiers === undefined || rung.tiers.includes(ladder.tier))
    .map((rung) => ({ rungId: rung.id, ms: Math.max(floor, rungMs(calendar, rung, { run, pauses })) }))
    .filter((moment) => moment.ms <= stop)
    .sort((a, b) => a.ms - b.ms)
    .map((moment) => ({ rungId: moment.rungId, at: fromMs(moment.ms) }))
}

function rungMs(
  calendar: CompiledCalendar,
  rung: EscalationRung,
  clock: { run: Stretch; pauses: readonly Stretch[] },
): number {
  const { run, pauses } = clock
  if ('percent' in rung.at) return activeMomentAt(calendar, run, { percent: rung.at.percent, pauses })
  const planned = dueMs(calendar, run.to, rung.at.overdue)
  const business = isBusinessDuration(rung.at.overdue)
  return pushedByPauses(calendar, { from: run.to, to: planned, business }, pauses)
}

/** The first moment after this one, or null when the ladder is climbed. A null `after` asks for the very first. */
export function nextMoment(
  moments: readonly EscalationMoment[],
  after: Instant | null,
): EscalationMoment | null {
  return moments.find((moment) => after === null || moment.at > after) ?? null
}

/**
 * The moments after `after` (all, when null) up to and including `until`: what a timer has to act on when it fires,
 * for several rungs may share an instant and an outage may have skipped some.
 */
export function momentsUntil(
  moments: readonly EscalationMoment[],
  after: Instant | null,
  until: Instant,
): EscalationMoment[] {
  return moments.filter((moment) => (after === null || moment.at > after) && moment.at <= until)
}

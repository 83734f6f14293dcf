import type { PauseReason } from '../handoff/vocabulary.ts'
import { fromMs, type Instant } from '../lib/instant.ts'
import type { Duration } from '../playbook/playbook.ts'
import { activeMomentAt } from './active-time.ts'
import { type CompiledCalendar, msWithin } from './compiled-calendar.ts'
import { dueMs } from './due-at.ts'
import { isBusinessDuration } from './duration.ts'
import { pushedByPauses, readPauses, type Stretch } from './pauses.ts'

/** A stretch during which a clock stands still, and why; `to` is null while it still does. */
export type Pause = { from: Instant; to: Instant | null; reason: PauseReason }

/** Everything a step's due time is made of. Stored with the step, so that the due time can be explained and made again. */
export type StepClock = {
  /** When it started to run: the time of the fact or of the step it is anchored to. */
  anchorAt: Instant
  duration: Duration
  pauses: readonly Pause[]
  /**
   * Nothing becomes due or escalates before this: the playbook's grace, counted from when it became known that the
   * clock should have started earlier (product.md: 4 business hours after an earlier signature is learnt of).
   */
  floorAt?: Instant | null
  /** When the floor was set; pauses after that move the floor too. Without it they do not. */
  floorFrom?: Instant | null
  /** When the step was done; null or absent while it is not. */
  doneAt?: Instant | null
}

export const clockStates = ['running', 'paused', 'at_risk', 'late', 'done'] as const
export type ClockState = (typeof clockStates)[number]

/** Share of a clock's business time, in percent, after which its step is at risk (product.md, "Escalation"). */
export const standardAtRiskPercent = 75

/**
 * When a step is due: its duration after its anchor, moved back by each pause and never before the floor.
 * A pause moves it by the working time it lasted when the duration is in business time, else by the time by the
 * clock. Pauses that overlap count once; what lies before the anchor or begins when the step was already due counts
 * not at all. A pause that is still open is taken to end now, so the answer is the due time if the clock resumed now.
 */
export function clockDueAt(calendar: CompiledCalendar, clock: StepClock, now: Instant): Instant {
  return fromMs(clockDueMs(calendar, clock, readPauses(calendar, clock.pauses, now)))
}

/** `clockDueAt` in milliseconds since 1970, for pauses that are already read. */
export function clockDueMs(calendar: CompiledCalendar, clock: StepClock, pauses: readonly Stretch[]): number {
  const business = isBusinessDuration(clock.duration)
  const anchor = msWithin(calendar, clock.anchorAt)
  const planned = dueMs(calendar, anchor, clock.duration)
  const due = pushedByPauses(calendar, { from: anchor, to: planned, business }, pauses)
  if (clock.floorAt == null) return due
  const floor = msWithin(calendar, clock.floorAt)
  const floorFrom = clock.floorFrom == null ? floor : msWithin(calendar, clock.floorFrom)
  return Math.max(due, pushedByPauses(calendar, { from: floorFrom, to: floor, business }, pauses))
}

/**
 * How a clock stands now. `done` once its step is done. `late` when the due time has passed; a step that was late
 * before a pause stays late. `paused` during a pause. `at_risk` from `atRiskPercent` of the business time between
 * anchor and due (pauses left out), otherwise `running`. Exactly at the due time it is not late yet: done then is
 * done in time.
 */
export function clockState(
  calendar: CompiledCalendar,
  clock: StepClock,
  when: { now: Instant; atRiskPercent?: number },
): ClockState {
  if (clock.doneAt != null) return 'done'
  const now = msWithin(calendar, when.now)
  const pauses = readPauses(calendar, clock.pauses, when.now)
  const due = clockDueMs(calendar, clock, pauses)
  if (now > due) return 'late'
  if (clock.pauses.some((pause) => pause.from <= when.now && (pause.to === null || when.now < pause.to)))
    return 'paused'
  const run = { from: msWithin(calendar, clock.anchorAt), to: due }
  const atRisk = activeMomentAt(calendar, run, {
    percent: when.atRiskPercent ?? standardAtRiskPercent,
    pauses,
  })
  return now >= atRisk ? 'at_risk' : 'running'
}

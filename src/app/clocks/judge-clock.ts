import {
  type EscalationMoment,
  escalationMoments,
  momentsUntil,
  nextMoment,
} from '../../core/clock/escalation-moments.ts'
import { isEnded } from '../../core/handoff/step-transitions.ts'
import type { Instant } from '../../core/lib/instant.ts'
import type { EscalationRung, Playbook } from '../../core/playbook/playbook.ts'
import { asStepStatus, clockOf, openPause } from '../handoffs/step-row.ts'
import { compiledFor, ownerCalendar } from '../handoffs/step-timing.ts'
import type { Directory } from '../people/directory.ts'
import type { DueClock } from './take-due.ts'

export type Reached = { rung: EscalationRung; at: Instant }

export type Judged =
  /** It does not run any more; whatever lets it run again sets a new timer. */
  | { kind: 'stopped' }
  /** Its moments moved since the timer was set. */
  | { kind: 'not_yet'; next: EscalationMoment | null }
  | {
      kind: 'reached'
      reached: readonly Reached[]
      firedUntil: Instant
      next: EscalationMoment | null
    }

/** What a clock whose timer is due has come to: every rung reached since it was last acted on, and the next. */
export function judgeClock(
  { step, handoff, playbook }: DueClock,
  { directory, now }: { directory: Directory; now: Instant },
): Judged {
  const clock = clockOf(step)
  const stopped =
    clock === null ||
    isEnded(asStepStatus(step.status)) ||
    openPause(step) !== null ||
    handoff.held_at !== null
  if (stopped || handoff.is_history || handoff.status === 'cancelled') return { kind: 'stopped' }
  const calendar = compiledFor(ownerCalendar(directory, step.owner_id), { from: clock.anchorAt, to: now })
  const rungs = ladderOf(playbook, handoff.tier)
  const moments = escalationMoments(calendar, clock, { rungs, tier: handoff.tier })
  const reached = momentsUntil(moments, step.fired_until, now)
  const last = reached.at(-1)
  if (!last) return { kind: 'not_yet', next: nextMoment(moments, step.fired_until) }
  return {
    kind: 'reached',
    reached: rungs.flatMap((rung) => {
      const moment = reached.find(({ rungId }) => rungId === rung.id)
      return moment ? [{ rung, at: moment.at }] : []
    }),
    firedUntil: last.at,
    next: nextMoment(moments, last.at),
  }
}

/** Small deals are escalated to the manager only, and in their digest (product.md, "Escalation"). */
function ladderOf(playbook: Playbook, tierId: string): EscalationRung[] {
  const digestOnly = playbook.tiers.find((tier) => tier.id === tierId)?.digest_only === true
  return playbook.escalation.filter(
    (rung) => !digestOnly || rung.to === 'owner' || rung.to === 'owner_manager',
  )
}

import type { CompiledCalendar } from '../../core/clock/compiled-calendar.ts'
import { escalationMoments, nextMoment } from '../../core/clock/escalation-moments.ts'
import { clockDueAt, type StepClock } from '../../core/clock/step-clock.ts'
import type { Instant } from '../../core/lib/instant.ts'
import type { Playbook } from '../../core/playbook/playbook.ts'
import { compiledCalendar } from '../calendars/compiled-calendar.ts'
import { refused } from '../errors.ts'
import { calendarOf, type Directory, type DirectoryCalendar } from '../people/directory.ts'

export type Timing = {
  dueAt: Instant
  atRiskAt: Instant | null
  /** The next moment at which somebody is reminded or told; NULL when the ladder is climbed or the clock is paused. */
  next: { rung: string; at: Instant } | null
}

/** The calendar of a step's owner. A workspace without any cannot run clocks, and is told so. */
export function ownerCalendar(directory: Directory, ownerId: string): DirectoryCalendar {
  const calendar = calendarOf(directory, ownerId)
  if (!calendar)
    throw refused(
      'no_calendar',
      'This workspace has no calendar yet; steps cannot be given due times. Add one under Settings, Calendars.',
    )
  return calendar
}

export function compiledFor(
  calendar: DirectoryCalendar,
  span: { from: Instant; to: Instant },
): CompiledCalendar {
  const [from, to] = span.from <= span.to ? [span.from, span.to] : [span.to, span.from]
  const compiled = compiledCalendar(calendar.definition, from, to)
  if (!compiled.ok)
    throw refused(
      'calendar_unusable',
      `The calendar "${calendar.definition.title}" cannot be used: ${compiled.reason}`,
    )
  return compiled.value
}

export type TimingInput = {
  calendar: DirectoryCalendar
  clock: StepClock
  ladder: Pick<Playbook, 'escalation'>
  tier: string
  now: Instant
  firedUntil: Instant | null
}

/** When a step is due, at risk, and next heard of. */
export function timingOf({ calendar, clock, ladder, tier, now, firedUntil }: TimingInput): Timing {
  const compiled = compiledFor(calendar, { from: clock.anchorAt, to: now })
  const moments = escalationMoments(compiled, clock, { rungs: ladder.escalation, tier })
  const atRisk = moments.find((m) => ladder.escalation.some((r) => r.id === m.rungId && 'percent' in r.at))
  const next = nextMoment(moments, firedUntil)
  return {
    dueAt: clockDueAt(compiled, clock, now),
    atRiskAt: atRisk?.at ?? null,
    next: next ? { rung: next.rungId, at: next.at } : null,
  }
}

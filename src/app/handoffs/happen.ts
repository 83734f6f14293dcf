import type { HandoffState } from '../../core/handoff/handoff-state.ts'
import {
  type Occurrence,
  stepsAnchoredBy,
  stepsFinishedBy,
  stepsMovedBySignature,
} from '../../core/handoff/step-anchors.ts'
import { type HandoffEvent, transition } from '../../core/handoff/transition.ts'
import type { Instant } from '../../core/lib/instant.ts'
import { type Fact, facts } from '../../core/playbook/playbook.ts'
import { refused } from '../errors.ts'
import type { HandoffWork } from './handoff-work.ts'
import { bringIntoReach } from './out-of-reach.ts'
import { graceForLateNews, moveBySignature, pauseAll, reanchor, resumeAll, running } from './step-clocks.ts'
import { endSteps, finishStep, startStep } from './work-steps.ts'

/** Lets an event happen, or throws with the reason why it cannot. Says whether anything changed. */
export function happen(work: HandoffWork, event: HandoffEvent): boolean {
  const result = transition(work.state, event)
  if (!result.ok) throw refused(result.code, result.reason)
  if (result.value === work.state) return false
  const before = work.state
  work.state = result.value
  if (before.status !== 'cancelled' && work.state.status === 'cancelled')
    endSteps(work, { status: 'cancelled', reason: 'The handoff was cancelled.' })
  if (before.hold === null && work.state.hold !== null) pauseAll(work, work.state.hold.since)
  if (before.hold !== null && work.state.hold === null) resumeAll(work, event.at)
  if (event.type === 'correct') reanchor(work, event.fact)
  for (const occurrence of occurrencesOf(before, { work, event }))
    follow(work, { occurrence, before: before.facts, at: event.at })
  return true
}

function occurrencesOf(
  before: HandoffState,
  { work, event }: { work: HandoffWork; event: HandoffEvent },
): Occurrence[] {
  const fresh: Occurrence[] = facts.filter(
    (fact) => before.facts[fact] === undefined && work.state.facts[fact] !== undefined,
  )
  // A second submission is not a new fact, but it starts the clock of a new verdict.
  if (event.type === 'submit' && before.facts.submitted !== undefined) fresh.push('submitted')
  if (event.type === 'return') fresh.push('returned')
  if ((event.type === 'accept' || event.type === 'accept_with_gaps') && !fresh.includes('accepted'))
    fresh.push('accepted')
  return fresh
}

type Followed = { occurrence: Occurrence; before: HandoffState['facts']; at: Instant }

/** What an occurrence means for the steps: some are finished by it, some clocks start, some move. */
function follow(work: HandoffWork, { occurrence, before, at }: Followed): void {
  const { steps: templates } = work.it.version.playbook
  const happenedAt = occurrence === 'returned' ? at : (work.state.facts[occurrence] ?? at)
  if (occurrence === 'signed')
    moveBySignature(work, { templates: stepsMovedBySignature(templates, before), at })
  for (const template of stepsFinishedBy(templates, occurrence)) {
    for (const step of running(work, template.id)) finishStep(work, step, { at: happenedAt, reason: null })
  }
  if (occurrence === 'accepted' || occurrence === 'returned') endReviews(work, at)
  const startedAt = before[occurrence as Fact] === undefined ? happenedAt : at
  for (const template of stepsAnchoredBy(templates, occurrence, before))
    startStep(work, template, { at: startedAt, now: at })
  if (occurrence !== 'returned') bringIntoReach(work, occurrence)
  if (occurrence === 'signed' && before.won === undefined) graceForLateNews(work, startedAt)
}

/** A verdict ends what belonged to its submission, such as reading it against a checklist. */
function endReviews(work: HandoffWork, at: Instant): void {
  const reviews = work.it.version.playbook.steps.filter(
    (t) => t.repeats && 'fact' in t.anchor && t.anchor.fact === 'submitted',
  )
  for (const template of reviews) {
    for (const step of running(work, template.id)) finishStep(work, step, { at, reason: null })
  }
}

import type { Instant } from '../lib/instant.ts'
import { no, ok, type Result } from '../lib/result.ts'
import type { Fact } from '../playbook/playbook.ts'
import { checkOrder, correctFact, type FactRefusal, recordFact, withFact } from './facts.ts'
import { type HandoffState, holdCause } from './handoff-state.ts'
import { type StatusRefusal, statusAfter } from './transitions.ts'

/** Something that happens to a handoff. `at` is the moment of the event; `happenedAt` the time of the fact it reports. */
export type HandoffEvent =
  /** `resumeUntil`: the last moment at which a deal that is won again resumes by itself (10 business days after the hold began). */
  | { type: 'win'; at: Instant; happenedAt: Instant; resumeUntil: Instant | null }
  | { type: 'sign'; at: Instant; happenedAt: Instant }
  | { type: 'submit' | 'accept' | 'accept_with_gaps' | 'confirm' | 'resume' | 'reopen' | 'lose'; at: Instant }
  | { type: 'return' | 'hold' | 'cancel'; at: Instant; reason: string }
  /** `csmPresent`: the CSM was on the introduction call or thread, which is the first touch. */
  | { type: 'record'; at: Instant; fact: Fact; happenedAt: Instant; csmPresent?: boolean }
  | { type: 'correct'; at: Instant; fact: Fact; happenedAt: Instant; reason: string }

export type HandoffRefusal = StatusRefusal | FactRefusal

type Outcome = Result<HandoffState, HandoffRefusal>

/**
 * What a handoff becomes when something happens to it, or why that cannot be. When nothing changes (the CRM repeats
 * itself, an event comes late), the very same state is returned. Pass CRM events as the deal's current stage
 * implies them, not as they arrive: an old "reopened" that is overtaken by a newer "won" is the mirror's to drop.
 */
export function transition(state: HandoffState, event: HandoffEvent): Outcome {
  if (isRepeated(state, event)) return ok(state)
  const to = statusAfter(event.type, state)
  if (!to.ok) return to
  const next: HandoffState = { ...state, status: to.value }
  switch (event.type) {
    case 'win':
      return ok(won(state, next, event))
    case 'sign':
      return ok({ ...next, facts: withFact(state.facts, 'signed', event.happenedAt) })
    case 'submit':
      return withFactInOrder(next, 'submitted', event.at)
    case 'accept':
    case 'accept_with_gaps':
      return withFactInOrder(next, 'accepted', event.at)
    case 'confirm':
      return withFactInOrder(next, 'confirmed', event.at)
    case 'return':
      return withReason(event.reason, 'Returning a handoff', () => next)
    case 'cancel':
      return withReason(event.reason, 'Cancelling a handoff', () => ({ ...next, hold: null }))
    case 'hold':
      return held(next, event.at, event.reason.trim())
    case 'resume':
      return ok({ ...next, hold: null })
    case 'reopen':
      return ok(reopened(state, event.at))
    case 'lose':
      return ok(lost(state, next, event.at))
    case 'record':
      return withFacts(state, recordFact(state.facts, event, state.status))
    case 'correct':
      return withFacts(state, correctFact(state.facts, event))
  }
}

/** A CRM that says the same again, even after the handoff was cancelled. A win during a hold is news: it may resume. */
function isRepeated({ status, facts, hold }: HandoffState, event: HandoffEvent): boolean {
  if (event.type === 'sign') return facts.signed !== undefined
  if (event.type !== 'win' || facts.won === undefined) return false
  return status === 'cancelled' ? facts.won === event.happenedAt : holdCause(hold) === null
}

/** Won, or won again: a hold that the CRM caused ends when that was within the time allowed. */
function won(
  state: HandoffState,
  next: HandoffState,
  { at, happenedAt, resumeUntil }: Extract<HandoffEvent, { type: 'win' }>,
): HandoffState {
  const { hold, facts } = state
  const inTime = hold !== null && at > hold.since && resumeUntil !== null && at <= resumeUntil
  if (holdCause(hold) !== null && inTime)
    return { ...next, hold: null, facts: withFact(facts, 'won', happenedAt) }
  return facts.won === undefined ? { ...next, facts: withFact(facts, 'won', happenedAt) } : state
}

/** A hold that a person asks for; the CRM's causes are not theirs to give. */
function held(next: HandoffState, since: Instant, reason: string): Outcome {
  const hold = { since, reason }
  if (holdCause(hold) !== null) return no('reason_missing', 'A hold needs a reason in words.')
  return withReason(reason, 'A hold', () => ({ ...next, hold }))
}

/** A won deal was reopened: clocks pause and RevOps is asked. A hold that stands already, stands. */
function reopened(state: HandoffState, at: Instant): HandoffState {
  const isOver = state.status === 'cancelled' || state.status === 'preparing'
  return isOver || state.hold !== null ? state : { ...state, hold: { since: at, reason: 'deal_reopened' } }
}

/**
 * A deal that was never won is simply lost, and its preparation cancelled. After signature or win a person must confirm
 * (by `cancel`); until then it is on hold, from when it was reopened if it was. A confirmed handoff is over either way.
 */
function lost(state: HandoffState, next: HandoffState, at: Instant): HandoffState {
  if (state.status === 'cancelled' || state.status === 'confirmed') return state
  if (next.status === 'cancelled') return { ...next, hold: null }
  if (state.hold !== null && holdCause(state.hold) !== 'deal_reopened') return state
  return { ...state, hold: { since: state.hold?.since ?? at, reason: 'deal_lost' } }
}

function withFactInOrder(next: HandoffState, fact: Fact, at: Instant): Outcome {
  return withFacts(next, checkOrder(withFact(next.facts, fact, at)))
}

function withFacts(state: HandoffState, facts: Result<HandoffState['facts'], FactRefusal>): Outcome {
  if (!facts.ok) return facts
  return ok(facts.value === state.facts ? state : { ...state, facts: facts.value })
}

function withReason(reason: string, what: string, next: () => HandoffState): Outcome {
  return reason.trim() === '' ? no('reason_missing', `${what} needs a reason.`) : ok(next())
}

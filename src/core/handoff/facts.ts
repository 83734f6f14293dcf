import type { Instant } from '../lib/instant.ts'
import { no, ok, type Result } from '../lib/result.ts'
import type { Fact } from '../playbook/playbook.ts'
import type { Facts } from './handoff-state.ts'
import type { HandoffStatus } from './vocabulary.ts'

export type FactRefusal =
  | 'already_recorded'
  | 'not_recorded'
  | 'in_future'
  | 'out_of_order'
  | 'too_early'
  | 'by_event'
  | 'reason_missing'

/** Facts in the words of the product. */
export const factWords: Record<Fact, string> = {
  won: 'won',
  signed: 'signed',
  csm_assigned: 'CSM assigned',
  brief_complete: 'brief complete',
  submitted: 'submitted',
  accepted: 'accepted',
  internal_meeting_held: 'internal meeting held',
  first_touch: 'first touch',
  introduced: 'introduced',
  kickoff_held: 'kickoff held',
  first_value: 'first value',
  onboarded: 'onboarded',
  confirmed: 'confirmed',
}

/** Facts that only their own event records, so that status and fact never disagree. */
const byEvent: ReadonlySet<Fact> = new Set(['won', 'signed', 'submitted', 'accepted', 'confirmed'])

/** What there cannot have been before a deal is signed or won. Everything else may happen while preparing, early on purpose. */
const afterOpening: ReadonlySet<Fact> = new Set(['kickoff_held', 'first_value', 'onboarded'])

/** Pairs of which the first cannot be later than the second. Introduction, first touch and kickoff wait for nothing. */
const inOrder: readonly (readonly [Fact, Fact])[] = [
  ['submitted', 'accepted'],
  ['accepted', 'confirmed'],
]

/** What has to be recorded before this fact can be; undefined when it waits for nothing. */
export function factBefore(fact: Fact): Fact | undefined {
  return inOrder.find(([, second]) => second === fact)?.[0]
}

/** Whether a fact is one that is entered by hand; the others follow from their own event. */
export function byHand(fact: Fact): Result<true, 'by_event'> {
  if (!byEvent.has(fact)) return ok(true)
  return no('by_event', `“${factWords[fact]}” is not entered by hand; it follows from what is done.`)
}

/** Whether a fact can have happened already while a handoff stands like this. */
export function notTooEarly(fact: Fact, status: HandoffStatus): Result<true, 'too_early'> {
  if (status !== 'preparing' || !afterOpening.has(fact)) return ok(true)
  return no('too_early', `“${factWords[fact]}” has to wait: the deal is neither signed nor won yet.`)
}

/** The facts with one more; the same, when it is known already. */
export function withFact(known: Facts, fact: Fact, at: Instant): Facts {
  return known[fact] === undefined ? { ...known, [fact]: at } : known
}

/**
 * Records by hand that something happened. Recording the same time twice changes nothing; another time needs a correction.
 * A CSM on the introduction, or a kickoff, is a first touch too, where none was recorded.
 */
export function recordFact(
  known: Facts,
  record: { fact: Fact; happenedAt: Instant; at: Instant; csmPresent?: boolean },
  status: HandoffStatus,
): Result<Facts, FactRefusal> {
  const { fact, happenedAt, at } = record
  const entered = byHand(fact)
  if (!entered.ok) return entered
  if (known[fact] === happenedAt) return ok(known)
  if (known[fact] !== undefined) {
    return no(
      'already_recorded',
      `“${factWords[fact]}” is recorded already; to change its time, correct it with a reason.`,
    )
  }
  if (happenedAt > at) return no('in_future', `“${factWords[fact]}” cannot be in the future.`)
  const inTime = notTooEarly(fact, status)
  if (!inTime.ok) return inTime
  const touched = fact === 'kickoff_held' || (fact === 'introduced' && record.csmPresent === true)
  const recorded = withFact(known, fact, happenedAt)
  return ok(touched ? withFact(recorded, 'first_touch', happenedAt) : recorded)
}

/** Gives a recorded fact another time. It needs a reason, and a fact is never taken away. */
export function correctFact(
  known: Facts,
  { fact, happenedAt, at, reason }: { fact: Fact; happenedAt: Instant; at: Instant; reason: string },
): Result<Facts, FactRefusal> {
  if (known[fact] === undefined) return no('not_recorded', `“${factWords[fact]}” has not been recorded yet.`)
  if (reason.trim() === '') return no('reason_missing', 'A correction needs a reason.')
  if (happenedAt > at) return no('in_future', `“${factWords[fact]}” cannot be in the future.`)
  return checkOrder({ ...known, [fact]: happenedAt })
}

/** Refuses facts that contradict each other: accepted before it was submitted, confirmed before it was accepted. */
export function checkOrder(known: Facts): Result<Facts, 'out_of_order'> {
  for (const [first, second] of inOrder) {
    const [before, after] = [known[first], known[second]]
    if (before !== undefined && after !== undefined && before > after) {
      return no('out_of_order', `“${factWords[second]}” cannot be earlier than “${factWords[first]}”.`)
    }
  }
  return ok(known)
}

import { no, ok, type Result } from '../lib/result.ts'
import type { Fact } from '../playbook/playbook.ts'
import { byHand, type FactRefusal, notTooEarly } from './facts.ts'
import type { Hold } from './handoff-state.ts'
import { type StatusRefusal, statusAfter } from './transitions.ts'
import type { HandoffStatus } from './vocabulary.ts'

/** The fact that a step stands for, and what is known of it. */
export type Claim = {
  fact: Fact
  recorded: boolean
  /** Labels of the answers that the brief still lacks; looked at for `brief_complete` only. */
  missing: readonly string[]
}

type About = { status: HandoffStatus; hold: Pick<Hold, 'reason'> | null; csmId: string | null }

export type Contradiction = 'no_csm' | 'brief_incomplete'

/** Refuses a fact that what is known contradicts: a brief with gaps is not complete, nor is a CSM named by saying so. */
export function checkKnown(
  { fact, missing }: Omit<Claim, 'recorded'>,
  { csmId }: Pick<About, 'csmId'>,
): Result<true, Contradiction> {
  if (fact === 'csm_assigned' && csmId === null)
    return no('no_csm', 'Nobody is named yet; name the CSM, and this is recorded by itself.')
  const [first, ...others] = fact === 'brief_complete' ? missing : []
  if (first === undefined) return ok(true)
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  return no(
    'brief_incomplete',
    `The brief is not complete: ${first}${more} missing. It is recorded by itself when it is.`,
  )
}

/** Whether a person can say now, by finishing the step that stands for it, that something happened; or why not. */
export function claimFact(
  claim: Claim,
  about: About,
): Result<true, Contradiction | FactRefusal | StatusRefusal> {
  const { fact } = claim
  if (claim.recorded) return ok(true)
  const isConfirmation = fact === 'confirmed'
  const after = statusAfter(isConfirmation ? 'confirm' : 'record', about)
  if (!after.ok) return after
  if (isConfirmation) return ok(true)
  const entered = byHand(fact)
  if (!entered.ok) return entered
  const inTime = notTooEarly(fact, about.status)
  return inTime.ok ? checkKnown(claim, about) : inTime
}

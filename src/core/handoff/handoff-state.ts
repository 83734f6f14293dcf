import type { Instant } from '../lib/instant.ts'
import type { Fact } from '../playbook/playbook.ts'
import type { HandoffStatus } from './vocabulary.ts'

/** What has happened, and when. A fact is recorded once, corrected only with a reason, and never lost. */
export type Facts = Readonly<Partial<Record<Fact, Instant>>>

/** Clocks stand still since then. The reason is a person's words, or one of `holdCauses`. */
export type Hold = { readonly since: Instant; readonly reason: string }

export type HandoffState = {
  readonly status: HandoffStatus
  /** Beside any status but cancelled. */
  readonly hold: Hold | null
  readonly facts: Facts
}

/** Reasons of a hold that the CRM caused: RevOps is asked what to do, and nobody else lifts it. */
export const holdCauses = ['deal_reopened', 'deal_lost'] as const
export type HoldCause = (typeof holdCauses)[number]

/** What the CRM did to bring a hold about; null when a person asked for it. */
export function holdCause(hold: Pick<Hold, 'reason'> | null): HoldCause | null {
  return holdCauses.find((cause) => cause === hold?.reason) ?? null
}

/** Why a handoff is on hold, in words. */
export function holdWords(hold: Pick<Hold, 'reason'>): string {
  const cause = holdCause(hold)
  if (cause === 'deal_reopened') return 'the won deal was reopened in the CRM'
  return cause === 'deal_lost' ? 'the deal was lost in the CRM' : hold.reason
}

/** A handoff before anything has happened: the deal is likely to close. */
export function newHandoff(): HandoffState {
  return { status: 'preparing', hold: null, facts: {} }
}

/** The moment clocks count from: the signature where it is known, else the win (product.md, "One handoff, start to end"). */
export function clockStart(facts: Facts): Instant | null {
  return facts.signed ?? facts.won ?? null
}

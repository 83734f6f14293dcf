import type { Answer } from '../deal/answer.ts'
import type { Account, Deal } from '../deal/deal.ts'
import type { KnowableStage, Playbook, Requirement } from '../playbook/playbook.ts'
import type { Finding } from './finding.ts'
import type { AnswerFault, Judgement, StatusContext } from './requirement-status.ts'

/** One requirement the gate asks about, with what was said and how that stands. */
export type Asked = { requirement: Requirement; answer: Answer | null } & Judgement

/** Everything a rule of the gate may look at. */
export type GateFacts = StatusContext & {
  playbook: Playbook
  deal: Deal
  account: Account | null
  answers: readonly Answer[]
  toStage: KnowableStage
  /** What the stage asks for: need `gate` in the deal's tier, knowable at or before it. */
  asked: readonly Asked[]
  /** Every answer "unknown until" of the deal that still runs, whatever asks for it. */
  unknowns: readonly Requirement[]
}

/** A rule of the gate. Thresholds are data of the playbook; the sentence is for the seller. */
export type GateRule = {
  id: string
  title: string
  check: (facts: GateFacts) => Finding[]
}

/** A finding for every requirement whose answer has a certain fault. */
export function findingsFor(
  facts: GateFacts,
  fault: AnswerFault,
  describe: (asked: Asked) => Omit<Finding, 'requirementId' | 'severity'>,
): Finding[] {
  return facts.asked
    .filter((asked) => asked.fault === fault)
    .map((asked) => ({ ...describe(asked), requirementId: asked.requirement.id, severity: 'blocks' }))
}

/** Whether the deal is about to be won or signed, when what is missing can no longer wait. */
export function isClosing(toStage: KnowableStage): boolean {
  return toStage === 'won' || toStage === 'signed'
}

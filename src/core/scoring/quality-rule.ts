import type { Answer, AnswerValue } from '../deal/answer.ts'
import type { QualityRule, Requirement, RequirementType } from '../playbook/playbook.ts'

export type GivenAnswer = Extract<Answer, { state: 'given' }>

/** Everything a rule of the rubric may look at besides its own settings. */
export type QualityFacts = {
  requirement: Requirement
  answer: GivenAnswer
  value: AnswerValue
  /** Fingerprints (`answerFingerprint`) of the answers of other deals that are not of the same account. */
  otherDeals: ReadonlySet<string>
}

/** What is wrong: the share of the rule's points it costs (above 0, at most 1), and why in words after the label. */
export type QualityFault = { share: number; because: string }

/** A rule of the published rubric. `weight` in the playbook is the points it can cost. */
export type QualityCheck<Id extends QualityRule['rule']> = {
  id: Id
  title: string
  /** Types of requirement the rule can judge; elsewhere it counts no points. */
  appliesTo: readonly RequirementType[]
  check: (facts: QualityFacts, settings: Extract<QualityRule, { rule: Id }>) => QualityFault | null
}

/** The fault of a list of which some entries fall short: it costs their share of the points. */
export function shareOf(short: number, all: number, because: string): QualityFault | null {
  return short === 0 || all === 0 ? null : { share: short / all, because }
}

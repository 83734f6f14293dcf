import type { Answer } from '../deal/answer.ts'
import { byRequirement } from '../deal/answer-value.ts'
import { isGiven, requirementStatus, type StatusContext } from '../gate/requirement-status.ts'
import type { Playbook, QualityRule, Requirement } from '../playbook/playbook.ts'
import { qualityChecks } from './index.ts'
import type { GivenAnswer, QualityFacts, QualityFault } from './quality-rule.ts'

/** Points lost by one answer under one rule, and why, in a sentence for its author. */
export type LostPoints = {
  requirementId: string
  ruleId: QualityRule['rule']
  points: number
  sentence: string
}

export type Quality = {
  /** Points kept, of those the given answers could have. */
  points: number
  of: number
  /** 0 to 100, rounded down; null while no answer has been given that the rubric could judge. */
  score: number | null
  /** In the playbook's order. `points` and these add up to `of`. */
  lost: LostPoints[]
}

export type QualityInput = StatusContext & {
  playbook: Pick<Playbook, 'requirements'>
  answers: readonly Answer[]
  /** `answerFingerprint`s of the answers of deals of other accounts; none are compared when absent. */
  otherDeals?: ReadonlySet<string>
}

/**
 * How good the given answers are, by the published rubric: each rule of a requirement may cost up to its weight, and
 * every lost point names its rule and its answer. "There is none" has full quality. What is missing or excused is not
 * judged here: that is completeness.
 */
export function quality(input: QualityInput): Quality {
  const answers = byRequirement(input.answers)
  const lost: LostPoints[] = []
  let of = 0
  for (const requirement of input.playbook.requirements) {
    const answer = answers.get(requirement.id)
    if (answer === undefined || !isGiven(requirementStatus(requirement, answer, input))) continue
    const rules = rulesFor(requirement)
    of += rules.reduce((sum, rule) => sum + rule.weight, 0)
    if (answer.state === 'given') lost.push(...lostBy(requirement, rules, { answer, input }))
  }
  const points = rounded(of - lost.reduce((sum, one) => sum + one.points, 0))
  return { points, of, score: of === 0 ? null : Math.floor(rounded((points * 100) / of)), lost }
}

/** Rules that can judge the requirement's type; others count no points for it. */
function rulesFor(requirement: Requirement): QualityRule[] {
  return (requirement.quality ?? []).filter(({ rule }) =>
    qualityChecks[rule].appliesTo.includes(requirement.type),
  )
}

function lostBy(
  requirement: Requirement,
  rules: QualityRule[],
  { answer, input }: { answer: GivenAnswer; input: QualityInput },
): LostPoints[] {
  const facts = { requirement, answer, value: answer.value, otherDeals: input.otherDeals ?? noDeals }
  return rules.flatMap((settings) => {
    const fault = runCheck(settings, facts)
    const points = fault === null ? 0 : rounded(settings.weight * Math.min(1, fault.share))
    if (fault === null || points === 0) return []
    const sentence = `${requirement.label}: ${fault.because}.`
    return [{ requirementId: requirement.id, ruleId: settings.rule, points, sentence }]
  })
}

/** The check of a rule takes exactly that rule's settings; the compiler cannot follow the pair through the table. */
function runCheck(settings: QualityRule, facts: QualityFacts): QualityFault | null {
  const { check } = qualityChecks[settings.rule] as unknown as {
    check: (facts: QualityFacts, settings: QualityRule) => QualityFault | null
  }
  return check(facts, settings)
}

const noDeals: ReadonlySet<string> = new Set()

/** To hundredths, so that what is shown adds up. */
function rounded(points: number): number {
  return Math.round(points * 100) / 100
}

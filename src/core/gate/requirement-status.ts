import type { Answer } from '../deal/answer.ts'
import { isEmptyValue } from '../deal/answer-value.ts'
import type { Day, Instant } from '../lib/instant.ts'
import type { FieldValues } from '../playbook/condition.ts'
import { evaluateCondition } from '../playbook/evaluate-condition.ts'
import type { Requirement } from '../playbook/playbook.ts'
import { needOf } from './need-of.ts'

/**
 * How one requirement of one deal stands.
 * *Given*: `given`, `none`. *Excused*: `not_applicable_by_rule`, `not_applicable`, `waived`, `unknown`.
 * *Open*: `missing` (nobody said, or what was said does not count) and `expired` (an excuse that ran out).
 * `hidden`: the deal's tier does not ask.
 */
export const requirementStatuses = [
  'given',
  'none',
  'not_applicable_by_rule',
  'not_applicable',
  'waived',
  'unknown',
  'missing',
  'expired',
  'hidden',
] as const
export type RequirementStatus = (typeof requirementStatuses)[number]

/** Why an answer that is there does not count. */
export const answerFaults = [
  'empty',
  'none_not_offered',
  'waiver_expired',
  'unknown_passed',
  'unknown_not_allowed',
  'unknown_too_late',
] as const
export type AnswerFault = (typeof answerFaults)[number]

export type StatusContext = {
  tierId: string
  values: FieldValues
  now: Instant
  /** The day it is for the deal's owner, in their time zone. */
  today: Day
  /** The last day an "unknown until" may name (10 business days after signature in the standard playbook); null where no calendar tells. */
  unknownLimitOn: Day | null
}

export type Judgement = { status: RequirementStatus; fault: AnswerFault | null }

/** How a requirement stands, expiry included (product.md, "Given or excused"). */
export function requirementStatus(
  requirement: Requirement,
  answer: Answer | null | undefined,
  context: StatusContext,
): RequirementStatus {
  return judgeRequirement(requirement, answer, context).status
}

/** `requirementStatus`, and why an answer that is there does not count. */
export function judgeRequirement(
  requirement: Requirement,
  answer: Answer | null | undefined,
  context: StatusContext,
): Judgement {
  if (needOf(requirement, context.tierId) === 'hidden') return { status: 'hidden', fault: null }
  if (isNotApplicable(requirement, context.values)) return { status: 'not_applicable_by_rule', fault: null }
  if (answer === null || answer === undefined) return { status: 'missing', fault: null }
  const fault = faultOf(requirement, answer, context)
  if (fault === null) return { status: answer.state, fault: null }
  const expired = fault === 'waiver_expired' || fault === 'unknown_passed'
  return { status: expired ? 'expired' : 'missing', fault }
}

/** Given: a value, or an explicit "none". */
export function isGiven(status: RequirementStatus): boolean {
  return status === 'given' || status === 'none'
}

/** Excused: passes the gate without being given. */
export function isExcused(status: RequirementStatus): boolean {
  return excused.has(status)
}

/** Neither given nor excused: what the gate stops at. */
export function isOpen(status: RequirementStatus): boolean {
  return status === 'missing' || status === 'expired'
}

const excused: ReadonlySet<RequirementStatus> = new Set([
  'not_applicable_by_rule',
  'not_applicable',
  'waived',
  'unknown',
])

function isNotApplicable(requirement: Requirement, values: FieldValues): boolean {
  return (
    requirement.not_applicable_when !== undefined &&
    evaluateCondition(requirement.not_applicable_when, values)
  )
}

function faultOf(requirement: Requirement, answer: Answer, context: StatusContext): AnswerFault | null {
  switch (answer.state) {
    case 'given':
      return isEmptyValue(answer.value) ? 'empty' : null
    case 'none':
      return requirement.none_label === undefined ? 'none_not_offered' : null
    case 'not_applicable':
      return null
    case 'waived':
      return answer.expiresAt <= context.now ? 'waiver_expired' : null
    case 'unknown':
      return faultOfUnknown(requirement, answer.untilOn, context)
  }
}

/** The named day itself still counts; the day after, the answer is owed. */
function faultOfUnknown(requirement: Requirement, untilOn: Day, context: StatusContext): AnswerFault | null {
  if (requirement.never_unknown === true) return 'unknown_not_allowed'
  if (untilOn < context.today) return 'unknown_passed'
  return context.unknownLimitOn !== null && untilOn > context.unknownLimitOn ? 'unknown_too_late' : null
}

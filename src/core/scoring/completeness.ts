import type { Answer } from '../deal/answer.ts'
import { byRequirement } from '../deal/answer-value.ts'
import { requiredBy, type Scope } from '../gate/need-of.ts'
import {
  isExcused,
  isGiven,
  isOpen,
  type RequirementStatus,
  requirementStatus,
  type StatusContext,
} from '../gate/requirement-status.ts'
import type { Playbook } from '../playbook/playbook.ts'

/** How much of what a tier requires has been given. Shares are from 0 to 1. */
export type Completeness = {
  /** Requirements of the tier in this scope. */
  required: number
  /** Those that count: required − not applicable − waived. What `share` is a share of. */
  counted: number
  given: number
  notApplicable: number
  waived: number
  unknown: number
  /** Given ÷ counted; 1 when nothing counts. "Unknown until" counts as missing here. */
  share: number
  /** `share` in percent, rounded down, so that 100 means all of it. */
  percent: number
  /** Not applicable, waived and unknown ÷ required; stands beside `share`. */
  excusedShare: number
  /** Counted and not given, unknown ones included, in the playbook's order: requirement ids. */
  missing: string[]
  /** Every requirement is given or excused: what the gate and the fact "brief complete" ask. */
  complete: boolean
}

export type CompletenessInput = StatusContext & {
  playbook: Pick<Playbook, 'requirements'>
  answers: readonly Answer[]
}

/**
 * Completeness of the gate core or the full brief: given ÷ (required − not applicable − waived); an unknown counts as
 * missing, and the excused share stands beside it (product.md, "Given or excused").
 */
export function completeness(input: CompletenessInput, scope: Scope): Completeness {
  const answers = byRequirement(input.answers)
  const all = requiredBy(input.playbook, input.tierId, scope).map((requirement) => ({
    id: requirement.id,
    status: requirementStatus(requirement, answers.get(requirement.id), input),
  }))
  const count = (accepts: (status: RequirementStatus) => boolean) =>
    all.filter(({ status }) => accepts(status)).length
  const notApplicable = count((status) => status === 'not_applicable' || status === 'not_applicable_by_rule')
  const waived = count((status) => status === 'waived')
  const given = count(isGiven)
  const counted = all.length - notApplicable - waived
  return {
    required: all.length,
    counted,
    given,
    notApplicable,
    waived,
    unknown: count((status) => status === 'unknown'),
    share: shareOf(given, counted, 1),
    percent: Math.floor(shareOf(given * 100, counted, 100)),
    excusedShare: shareOf(count(isExcused), all.length, 0),
    missing: all.filter(({ status }) => status === 'unknown' || isOpen(status)).map(({ id }) => id),
    complete: !all.some(({ status }) => isOpen(status)),
  }
}

function shareOf(part: number, whole: number, ofNothing: number): number {
  return whole === 0 ? ofNothing : part / whole
}

import type { GivenAnswer } from '../../contract/deals.ts'
import { durationWords } from '../../core/clock/explain-due.ts'
import { checkAnswerValue } from '../../core/deal/check-answer-value.ts'
import type { Requirement } from '../../core/playbook/playbook.ts'
import type { DealCase } from '../deals/deal-case.ts'
import { invalid, refused } from '../errors.ts'

type Unknown = Extract<GivenAnswer, { state: 'unknown' }>

type Given = { given: GivenAnswer; it: DealCase }

/** Refuses an answer or excuse that the requirement does not take, in a sentence saying what it does take. */
export function checkGiven(requirement: Requirement, { given, it }: Given): void {
  switch (given.state) {
    case 'given': {
      const value = checkAnswerValue(requirement, given.value)
      if (!value.ok) throw invalid(value.reason, [{ path: 'answer.value', message: value.reason }])
      return
    }
    case 'none':
      if (requirement.none_label === undefined)
        throw wrong(requirement, '“none” is not an answer here; say what is known.')
      return
    case 'unknown':
      return checkUnknown(requirement, given, it)
    case 'waived':
      if (given.expiresAt <= it.gate.now) throw wrong(requirement, 'the waiver would have expired already.')
      return
    case 'not_applicable':
  }
}

function checkUnknown(requirement: Requirement, { untilOn }: Unknown, it: DealCase): void {
  const limit = it.gate.unknownLimitOn
  if (requirement.never_unknown)
    throw wrong(requirement, 'this cannot be left unknown; ask the customer or say who knows.')
  if (untilOn < it.gate.today) throw wrong(requirement, 'the day by which it will be known is in the past.')
  if (limit !== null && untilOn > limit)
    throw wrong(requirement, `it must be known by ${limit}, ${withinWords(it)}.`)
  const others = it.answers.filter((a) => a.state === 'unknown' && a.requirementId !== requirement.id).length
  const most = it.version.playbook.unknown.per_deal
  if (others >= most)
    throw refused('too_many_unknowns', `Only ${most} answers of a deal may be left unknown until a date.`)
}

function wrong(requirement: Requirement, message: string): Error {
  return invalid(`${requirement.label}: ${message}`, [{ path: 'answer', message }])
}

function withinWords({ version, deal, row, handoff }: DealCase): string {
  const isClosed =
    deal.signedAt !== null || row.won_at !== null || Boolean(handoff?.signed_at ?? handoff?.won_at)
  return `${durationWords(version.playbook.unknown.within)} ${isClosed ? 'after signature' : 'from today'}`
}

import type { Answer } from '../deal/answer.ts'
import { filledItems, isEmptyValue, isListValue, isMoneyValue } from '../deal/answer-value.ts'
import type { Account, Deal } from '../deal/deal.ts'
import { wholeUnits } from '../deal/money.ts'
import type { FieldValues, Scalar } from './condition.ts'
import { evaluateCondition } from './evaluate-condition.ts'
import type { KnownField } from './known-fields.ts'
import type { Playbook } from './playbook.ts'

export type FieldSources = {
  deal: Deal
  account: Account | null
  answers: readonly Answer[]
  playbook: Pick<Playbook, 'complexity_high'>
  /** The workspace's currency; an answer in another one is not compared. All are compared when absent. */
  currency?: string
}

type Value = Scalar | readonly Scalar[] | null
type Values = Record<string, Value>

/**
 * Everything the playbook's rules may look at, by name. What is unknown or blank is null or absent.
 * Complexity is what a person set on the deal, else what the playbook's own rule says.
 */
export function fieldValues(sources: FieldSources): FieldValues {
  const values: Values = {
    ...dealValues(sources.deal),
    ...accountValues(sources.account),
    ...answerValues(sources.answers, sources.currency),
  }
  const high = evaluateCondition(sources.playbook.complexity_high, values)
  values['deal.complexity'] = sources.deal.complexity ?? (high ? 'high' : 'normal')
  return values
}

function dealValues(deal: Deal): Values {
  const known: Record<Extract<KnownField, `deal.${string}`>, Value> = {
    'deal.annual_value': deal.annualValue,
    'deal.stage_kind': deal.stageKind,
    'deal.type': deal.dealType,
    'deal.pipeline': text(deal.pipeline),
    'deal.probability': deal.probability,
    'deal.products': deal.products,
    'deal.complexity': deal.complexity,
    'deal.signed': deal.signedAt !== null,
    'deal.won': deal.stageKind === 'won',
    'deal.owner': deal.ownerId,
  }
  const values: Values = { ...known }
  for (const [name, value] of Object.entries(deal.fields)) {
    values[`deal.fields.${name}`] = typeof value === 'string' ? text(value) : value
  }
  return values
}

function accountValues(account: Account | null): Values {
  if (account === null) return {}
  const known: Record<Extract<KnownField, `account.${string}`>, Value> = {
    'account.name': text(account.name),
    'account.industry': text(account.industry),
    'account.employees': account.employees,
    'account.country': text(account.country),
    'account.territory': text(account.territory),
    'account.language': text(account.language),
    'account.has_handoff': account.hasHandoff,
  }
  return known
}

function answerValues(answers: readonly Answer[], currency: string | undefined): Values {
  const values: Values = {}
  for (const answer of answers) {
    const name = `answer.${answer.requirementId}`
    values[`${name}.state`] = answer.state
    if (answer.state === 'none') values[`${name}.count`] = 0
    if (answer.state !== 'given') continue
    const { value } = answer
    if (isListValue(value)) values[`${name}.count`] = filledItems(value).length
    else if (isMoneyValue(value)) values[name] = comparableMoney(value, currency)
    else values[name] = isEmptyValue(value) ? null : value
  }
  return values
}

function comparableMoney(money: { amountMinor: number; currency: string }, currency: string | undefined) {
  return currency === undefined || currency === money.currency ? wholeUnits(money) : null
}

/** Blank text from a CRM is the same as no text. */
function text(value: string | null): string | null {
  return value === null || value.trim() === '' ? null : value
}

import type { Answer } from '../deal/answer.ts'
import { byRequirement } from '../deal/answer-value.ts'
import type { Account, Deal } from '../deal/deal.ts'
import type { Day, Instant } from '../lib/instant.ts'
import { fieldValues } from '../playbook/field-values.ts'
import type { KnowableStage, Playbook } from '../playbook/playbook.ts'
import { type Completeness, completeness } from '../scoring/completeness.ts'
import type { Finding } from './finding.ts'
import type { GateFacts } from './gate-rule.ts'
import { gateRules } from './index.ts'
import { isKnowableBy, requiredBy } from './need-of.ts'
import { judgeRequirement, type RequirementStatus, type StatusContext } from './requirement-status.ts'

export type GateInput = {
  playbook: Playbook
  deal: Deal
  account: Account | null
  answers: readonly Answer[]
  tierId: string
  /** The stage the deal wants to enter. `lost` is never held up. */
  toStage: KnowableStage | 'lost'
  now: Instant
  /** The day it is for the deal's owner, in their time zone. */
  today: Day
  /** The last day an "unknown until" may name: `playbook.unknown.within` after signature, from today while there is none. */
  unknownLimitOn: Day | null
  /** The workspace's currency, for rules over answers that are money. */
  currency?: string
}

export type GateResult = {
  /** Nothing blocks. What a refusal does (stop, or only be seen) is the workspace's gate mode, not decided here. */
  allowed: boolean
  /** Those about the deal as a whole first, then in the playbook's order. */
  findings: Finding[]
  /** What the stage asks for, and how each stands. */
  required: { requirementId: string; status: RequirementStatus }[]
  /** The tier's whole gate core and whole brief, whatever the stage. */
  core: Completeness
  full: Completeness
}

/**
 * May this deal enter that stage? Asks for the gate core of its tier as far as it is knowable by then; each answer must
 * be given or excused (product.md, "Given or excused"). Everything in the way is a finding in a sentence for the seller.
 */
export function checkGate(input: GateInput): GateResult {
  const context = statusContext(input)
  const scores = { ...context, playbook: input.playbook, answers: input.answers }
  const core = completeness(scores, 'core')
  const full = completeness(scores, 'full')
  if (input.toStage === 'lost') return { allowed: true, findings: [], required: [], core, full }
  const facts = gateFacts(input, context, input.toStage)
  const findings = inOrder(
    gateRules.flatMap((rule) => rule.check(facts)),
    input.playbook,
  )
  return {
    allowed: !findings.some(({ severity }) => severity === 'blocks'),
    findings,
    required: facts.asked.map(({ requirement, status }) => ({ requirementId: requirement.id, status })),
    core,
    full,
  }
}

/** What is needed to tell how each requirement stands. */
export function statusContext(input: Omit<GateInput, 'toStage'>): StatusContext {
  const { tierId, now, today, unknownLimitOn } = input
  return { tierId, now, today, unknownLimitOn, values: fieldValues(input) }
}

function gateFacts(input: GateInput, context: StatusContext, toStage: KnowableStage): GateFacts {
  const { playbook, deal, account, answers } = input
  const said = byRequirement(answers)
  const asked = requiredBy(playbook, input.tierId, 'core')
    .filter(({ knowable }) => isKnowableBy(knowable, toStage))
    .map((requirement) => {
      const answer = said.get(requirement.id) ?? null
      return { requirement, answer, ...judgeRequirement(requirement, answer, context) }
    })
  const unknowns = playbook.requirements.filter(
    (requirement) => judgeRequirement(requirement, said.get(requirement.id), context).status === 'unknown',
  )
  return { ...context, playbook, deal, account, answers, toStage, asked, unknowns }
}

function inOrder(findings: Finding[], playbook: Playbook): Finding[] {
  const position = new Map(playbook.requirements.map(({ id }, index) => [id, index]))
  const placeOf = ({ requirementId }: Finding) =>
    requirementId === null ? -1 : (position.get(requirementId) ?? 0)
  return findings.toSorted((a, b) => placeOf(a) - placeOf(b))
}

import { byRequirement } from '../deal/answer-value.ts'
import type { Deal } from '../deal/deal.ts'
import type { KnowableStage, Need, Requirement } from '../playbook/playbook.ts'
import { type GateInput, statusContext } from './check-gate.ts'
import { isKnowableBy, needOf, requiredBy } from './need-of.ts'
import { type AnswerFault, isOpen, judgeRequirement, type StatusContext } from './requirement-status.ts'

export type OwedItem = {
  requirementId: string
  need: Need
  /** What is the matter with an answer that is there; null when nobody has said anything. */
  fault: AnswerFault | null
  filledBy: 'typed' | 'crm' | 'line_items'
}

export type Owed = {
  /** The stage the owed answers open the way to; null when the brief itself is what is left. */
  nextStage: KnowableStage | null
  /** What can be answered today and is not, in the playbook's order. */
  now: OwedItem[]
  /** What the next stage will also ask for, but which is not knowable yet. */
  later: OwedItem[]
}

/**
 * What a seller owes for the next stage: of the gate core, only what is knowable now, so that answers are asked for
 * when they are first known and not all on closing day. Once the deal is won or signed, the rest of the full brief too.
 */
export function owedNow(input: Omit<GateInput, 'toStage'>): Owed {
  const reached = reachedStage(input.deal)
  if (reached === 'lost') return { nextStage: null, now: [], later: [] }
  const nextStage = next[reached]
  const closed = reached === 'won' || reached === 'signed'
  const open = openItems(input, statusContext(input), closed ? 'full' : 'core')
  const until = nextStage ?? reached
  return {
    nextStage,
    now: open.filter(({ knowable }) => isKnowableBy(knowable, reached)).map(({ item }) => item),
    later: open
      .filter(({ knowable }) => !isKnowableBy(knowable, reached) && isKnowableBy(knowable, until))
      .map(({ item }) => item),
  }
}

const next: Record<KnowableStage, KnowableStage | null> = {
  open: 'likely',
  likely: 'won',
  won: 'signed',
  signed: null,
}

/** How far a deal has come; a signature counts whatever the CRM's stage says, unless the deal is lost. */
function reachedStage(deal: Deal): KnowableStage | 'lost' {
  if (deal.stageKind === 'lost') return 'lost'
  return deal.signedAt === null ? deal.stageKind : 'signed'
}

function openItems(input: Omit<GateInput, 'toStage'>, context: StatusContext, scope: 'core' | 'full') {
  const said = byRequirement(input.answers)
  return requiredBy(input.playbook, input.tierId, scope)
    .map((requirement) => ({
      requirement,
      ...judgeRequirement(requirement, said.get(requirement.id), context),
    }))
    .filter(({ status }) => isOpen(status))
    .map(({ requirement, fault }) => ({
      knowable: requirement.knowable,
      item: itemOf(requirement, context.tierId, fault),
    }))
}

function itemOf(requirement: Requirement, tierId: string, fault: AnswerFault | null): OwedItem {
  return {
    requirementId: requirement.id,
    need: needOf(requirement, tierId),
    fault,
    filledBy: requirement.filled_by ?? 'typed',
  }
}

import type { Account, Deal } from '../deal/deal.ts'
import { no, ok, type Result } from '../lib/result.ts'
import type { FieldValues } from '../playbook/condition.ts'
import { evaluateCondition } from '../playbook/evaluate-condition.ts'
import type { Playbook, RoutingRule, Tier } from '../playbook/playbook.ts'
import type { Candidate } from './candidate.ts'
import {
  type Choice,
  type Covering,
  chooseCandidate,
  decide,
  handsOver,
  mostRunnersUp,
} from './choose-candidate.ts'
import { coverage, type Wanted, wantedOf } from './coverage.ts'
import { explainRule } from './explain-routing.ts'
import { findCover } from './find-cover.ts'
import { rankCandidates } from './rank-candidates.ts'

export type RoutingInput = {
  playbook: Pick<Playbook, 'routing' | 'roles'>
  tier: Pick<Tier, 'id' | 'weight'>
  deal: Pick<Deal, 'products'>
  account: Pick<Account, 'territory' | 'industry' | 'language' | 'csmId'> | null
  /** What the rules' own conditions may look at. */
  values: FieldValues
  /** Every member who may be a CSM, those out of office included. */
  candidates: readonly Candidate[]
  /** Holders of the playbook's `routing.otherwise` role, the nearest first. */
  managerIds: readonly string[]
}

export type RoutingDecision = Choice & {
  /** `account`: the CSM it already had; `rule`: a routing rule; `otherwise`: no rule fitted; `last_resort`: nobody else was left. */
  by: 'account' | 'rule' | 'otherwise' | 'last_resort'
  ruleId: string | null
}

/**
 * Who receives a customer, and why. The account's CSM keeps it. Otherwise the first rule decides that somebody covers:
 * those within their limit before those over it, then coverage by name, then the most room; ties go by id. People
 * out of office hand over to their cover. When no rule fits it goes to the role `otherwise`, and only when
 * nobody holds that, to any CSM. Refused only where there is nobody at all.
 */
export function routeHandoff(input: RoutingInput): Result<RoutingDecision, 'nobody_to_route_to'> {
  const byId = new Map(input.candidates.map((candidate) => [candidate.id, candidate]))
  const wanted = wantedOf(input.deal, input.account, input.tier)
  const decision =
    keepCsm(input, byId) ?? firstRule(input, byId, wanted) ?? toManager(input) ?? lastResort(input, byId)
  if (decision) return ok(decision)
  return no(
    'nobody_to_route_to',
    `There is no CSM and nobody holds the role “${roleTitle(input)}”. Add a member with one of these roles.`,
  )
}

function keepCsm(input: RoutingInput, byId: ReadonlyMap<string, Candidate>): RoutingDecision | null {
  const csm = byId.get(input.account?.csmId ?? '')
  if (!csm) return null
  const kept = { by: 'account', ruleId: null, marked: null, runnersUp: [] } as const
  const stays = `${csm.name} already is the CSM of this account and stays.`
  if (csm.available) return { ...kept, csmId: csm.id, reasons: [stays], runnersUp: [] }
  const coverId = findCover(csm, byId)
  if (coverId === null) {
    return {
      ...kept,
      csmId: csm.id,
      reasons: [stays, `${csm.name} is out of office and nobody stands in; the clock runs.`],
      runnersUp: [],
    }
  }
  return {
    ...kept,
    csmId: coverId,
    reasons: [`${csm.name} is the CSM of this account.`, handsOver(csm, byId.get(coverId)?.name)],
    runnersUp: [{ memberId: csm.id, why: `${csm.name} is out of office.` }],
  }
}

function firstRule(
  input: RoutingInput,
  byId: ReadonlyMap<string, Candidate>,
  wanted: Wanted,
): RoutingDecision | null {
  for (const rule of input.playbook.routing.rules) {
    if (rule.when && !evaluateCondition(rule.when, input.values)) continue
    const decision = chooseCandidate(covering(input.candidates, rule, wanted), byId, input.tier.weight)
    if (!decision) continue
    const reasons = [...explainRule(rule, wanted), ...decision.reasons]
    return { ...decision, by: 'rule', ruleId: rule.id, reasons }
  }
  return null
}

function covering(candidates: readonly Candidate[], rule: RoutingRule, wanted: Wanted): Covering[] {
  return candidates.flatMap((candidate) => {
    const byName = coverage(candidate, rule.match, wanted)
    return byName === null ? [] : [{ candidate, byName }]
  })
}

function toManager(input: RoutingInput): RoutingDecision | null {
  const [csmId, ...others] = input.managerIds
  if (csmId === undefined) return null
  return {
    csmId,
    by: 'otherwise',
    ruleId: null,
    marked: null,
    reasons: [`No routing rule fits, so it goes to the ${roleTitle(input)}.`],
    runnersUp: others
      .slice(0, mostRunnersUp)
      .map((memberId) => ({ memberId, why: `Holds the role ${roleTitle(input)} too, further away.` })),
  }
}

/** Nobody covers it and no manager is there: any CSM, at work before away, rather than nobody. */
function lastResort(input: RoutingInput, byId: ReadonlyMap<string, Candidate>): RoutingDecision | null {
  const everybody = input.candidates.map((candidate) => ({ candidate, byName: 0 }))
  if (everybody.length === 0) return null
  const decision =
    chooseCandidate(everybody, byId, input.tier.weight) ??
    decide(rankCandidates(everybody, input.tier.weight), [])
  const reasons = [
    `No routing rule fits and nobody holds the role ${roleTitle(input)}, so any CSM is better than none.`,
    ...decision.reasons,
  ]
  return { ...decision, by: 'last_resort', ruleId: null, reasons }
}

function roleTitle({ playbook }: RoutingInput): string {
  const id = playbook.routing.otherwise
  return playbook.roles.find((role) => role.id === id)?.title ?? id
}

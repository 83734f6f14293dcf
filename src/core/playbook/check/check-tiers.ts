import type { Playbook, Requirement, Tier } from '../playbook.ts'
import { type Fault, named, warning } from './fault.ts'
import { implies } from './implies.ts'

/** Tiers can be reached, ask no more than their limit, and know how a handoff gets from submitted to confirmed. */
export function checkTiers(playbook: Playbook): Fault[] {
  const tiers = new Set(playbook.tiers.map((tier) => tier.id))
  return [
    ...named('tier', playbook.default_tier, tiers, ['default_tier']),
    ...checkReachable(playbook),
    ...playbook.tiers.flatMap((tier, i) => [
      ...checkGateCore(playbook, tier, i),
      ...checkNothingBeyond(playbook, tier, i),
      ...checkFactsReached(playbook, tier, i),
    ]),
  ]
}

function checkReachable(playbook: Playbook): Fault[] {
  return playbook.tiers.flatMap((tier, i) => {
    if (tier.id === playbook.default_tier) return []
    const path = ['tiers', i, 'when']
    if ('any' in tier.when && tier.when.any.length === 0) {
      return [
        warning('unreachable', path, `expected a condition that can hold; no deal ever gets tier ${tier.id}`),
      ]
    }
    const before = playbook.tiers.slice(0, i).find((earlier) => implies(tier.when, earlier.when))
    if (!before) return []
    const message = `expected deals that reach tier ${tier.id}; each one that fits it is taken by ${before.id} before (put ${tier.id} first)`
    return [warning('unreachable', path, message)]
  })
}

/** The answers a seller must type before the gate of a tier. */
export function typedGateAnswers(requirements: readonly Requirement[], tierId: string): Requirement[] {
  return requirements.filter((one) => one.need[tierId] === 'gate' && (one.filled_by ?? 'typed') === 'typed')
}

function checkGateCore(playbook: Playbook, tier: Tier, index: number): Fault[] {
  const typed = typedGateAnswers(playbook.requirements, tier.id)
  if (typed.length <= tier.gate_limit) return []
  const message = `expected at most ${tier.gate_limit} answers to type at the gate of tier ${tier.id}, found ${typed.length}: ${typed.map((one) => one.id).join(', ')}`
  return [warning('gate_over_limit', ['tiers', index, 'gate_limit'], message)]
}

/** A handoff that submits itself when won leaves nobody a time to fill the rest of the brief. */
function checkNothingBeyond(playbook: Playbook, tier: Tier, index: number): Fault[] {
  if (!tier.submits_itself) return []
  const full = playbook.requirements.filter((one) => one.need[tier.id] === 'full')
  if (full.length === 0) return []
  const message = `expected nothing required beyond the gate of tier ${tier.id}, which submits itself; found ${full.map((one) => one.id).join(', ')}`
  return [warning('beyond_gate', ['tiers', index, 'submits_itself'], message)]
}

function checkFactsReached(playbook: Playbook, tier: Tier, index: number): Fault[] {
  const steps = playbook.steps.filter((step) => tier.id in step.due)
  const missing = (['submitted', 'accepted', 'confirmed'] as const).filter(
    (fact) => !steps.some((step) => step.fact === fact),
  )
  if (missing.length === 0) return []
  const message = `expected tier ${tier.id} to have a step, and so a due time, for ${missing.join(', ')}`
  return [warning('missing_part', ['tiers', index, 'id'], message)]
}

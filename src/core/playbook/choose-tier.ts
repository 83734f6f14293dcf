import type { Finding } from '../gate/finding.ts'
import type { FieldValues } from './condition.ts'
import { evaluateCondition, fieldsNamed } from './evaluate-condition.ts'
import { explainCondition } from './explain-condition.ts'
import { fieldWords } from './field-words.ts'
import type { Playbook, Tier } from './playbook.ts'

export type TierChoice = { tierId: string; because: string; finding: Finding | null }

/**
 * How much process a deal deserves: the first tier of the playbook whose condition holds, with the reason in words.
 * When none holds, the playbook's default tier; if the annual value is missing, a finding says so, because
 * the value might have decided otherwise.
 */
export function chooseTier(
  playbook: Pick<Playbook, 'tiers' | 'default_tier' | 'requirements'>,
  values: FieldValues,
): TierChoice {
  const chosen = playbook.tiers.find((tier) => evaluateCondition(tier.when, values))
  if (chosen !== undefined) {
    return { tierId: chosen.id, because: becauseOf(chosen, playbook), finding: null }
  }
  const title =
    playbook.tiers.find((tier) => tier.id === playbook.default_tier)?.title ?? playbook.default_tier
  const unknown = unknownFields(playbook, values)
  return {
    tierId: playbook.default_tier,
    because: `${title}, the default: no tier’s condition holds${unknown === '' ? '' : `, and ${unknown} is not known`}.`,
    finding: evaluateCondition({ field: 'deal.annual_value', op: 'missing' }, values)
      ? valueMissing(title)
      : null,
  }
}

const reasons = new WeakMap<Tier, string>()

/** A tier's reason is the same for every deal; a playbook version never changes, so it is put into words once. */
function becauseOf(tier: Tier, playbook: Pick<Playbook, 'requirements'>): string {
  const known =
    reasons.get(tier) ?? `${tier.title}, because ${explainCondition(tier.when, playbook.requirements)}.`
  reasons.set(tier, known)
  return known
}

/** Fields that tiers ask about and nobody knows, in words. */
function unknownFields(playbook: Pick<Playbook, 'tiers' | 'requirements'>, values: FieldValues): string {
  const named = new Set(playbook.tiers.flatMap((tier) => fieldsNamed(tier.when)))
  return [...named]
    .filter((field) => evaluateCondition({ field, op: 'missing' }, values))
    .map((field) => fieldWords(field, playbook.requirements))
    .join(', ')
}

function valueMissing(tierTitle: string): Finding {
  return {
    ruleId: 'tier_value_unknown',
    requirementId: null,
    sentence: `Annual value: nobody has entered it, so the deal is treated as ${tierTitle}. Enter it to have the right tier chosen.`,
    severity: 'warns',
  }
}

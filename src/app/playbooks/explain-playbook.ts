import { typedGateAnswers } from '../../core/playbook/check/check-tiers.ts'
import type { Path } from '../../core/playbook/check/fault.ts'
import type { Condition } from '../../core/playbook/condition.ts'
import { explainCondition } from '../../core/playbook/explain-condition.ts'
import type { Need, Playbook } from '../../core/playbook/playbook.ts'
import { pathText } from './problem.ts'

/** Every condition of a playbook in words, by its path in the document: `tiers[0].when`. */
export function explainConditions(playbook: Playbook): Record<string, string> {
  return Object.fromEntries(
    conditionsOf(playbook).map(([path, condition]) => [
      pathText(path),
      explainCondition(condition, playbook.requirements),
    ]),
  )
}

function conditionsOf(playbook: Playbook): [Path, Condition][] {
  const { triggers, tiers, requirements, steps, routing } = playbook
  const among = (list: readonly { when?: Condition | undefined }[], path: Path): [Path, Condition][] =>
    list.flatMap(({ when }, i) => (when ? [[[...path, i, 'when'], when]] : []))
  return [
    ...Object.entries(triggers).map(([name, condition]): [Path, Condition] => [
      ['triggers', name],
      condition,
    ]),
    [['complexity_high'], playbook.complexity_high],
    ...among(tiers, ['tiers']),
    ...requirements.flatMap(({ not_applicable_when: condition }, i): [Path, Condition][] =>
      condition ? [[['requirements', i, 'not_applicable_when'], condition]] : [],
    ),
    ...among(steps, ['steps']),
    ...among(routing.rules, ['routing', 'rules']),
  ]
}

export type TierLoad = {
  tier: string
  gateTyped: number
  gateLimit: number
  gate: number
  full: number
  optional: number
}

/** How much each tier asks: what must be typed before the gate against its limit, and the whole brief. */
export function tierLoads(playbook: Playbook): TierLoad[] {
  return playbook.tiers.map((tier) => {
    const asked = (need: Need): number =>
      playbook.requirements.filter((requirement) => requirement.need[tier.id] === need).length
    return {
      tier: tier.id,
      gateTyped: typedGateAnswers(playbook.requirements, tier.id).length,
      gateLimit: tier.gate_limit,
      gate: asked('gate'),
      full: asked('full'),
      optional: asked('optional'),
    }
  })
}

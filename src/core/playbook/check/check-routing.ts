import type { Playbook } from '../playbook.ts'
import { type Fault, named, warning } from './fault.ts'

/** Routing ends at somebody, and no rule stands behind one that takes everybody. */
export function checkRouting(playbook: Playbook): Fault[] {
  const roles = new Set(playbook.roles.map((role) => role.id))
  const rules = playbook.routing.rules
  const takesAll = rules.findIndex((rule) => rule.when === undefined && rule.match.length === 0)
  const behind = takesAll < 0 ? [] : rules.slice(takesAll + 1)
  return [
    ...named('role', playbook.routing.otherwise, roles, ['routing', 'otherwise']),
    ...behind.map((rule, i) =>
      warning(
        'unreachable',
        ['routing', 'rules', takesAll + 1 + i, 'id'],
        `expected rule ${rule.id} before ${rules[takesAll]?.id}, which takes every deal`,
      ),
    ),
  ]
}

/** The escalation ladder names tiers that exist. */
export function checkEscalation(playbook: Playbook): Fault[] {
  const tiers = new Set(playbook.tiers.map((tier) => tier.id))
  return playbook.escalation.flatMap((rung, i) =>
    (rung.tiers ?? []).flatMap((tier, t) => named('tier', tier, tiers, ['escalation', i, 'tiers', t])),
  )
}

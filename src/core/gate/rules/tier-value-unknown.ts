import { chooseTier } from '../../playbook/choose-tier.ts'
import type { GateRule } from '../gate-rule.ts'

/** The annual value is missing and the deal got its tier only because of that. */
export const tierValueUnknown: GateRule = {
  id: 'tier_value_unknown',
  title: 'The annual value is known, so the tier is right',
  check: ({ playbook, values }) => {
    const { finding } = chooseTier(playbook, values)
    return finding === null ? [] : [finding]
  },
}

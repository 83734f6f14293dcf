import { findingsFor, type GateRule } from '../gate-rule.ts'

/** A waiver whose time is over: the answer is owed again. */
export const waiverExpired: GateRule = {
  id: 'waiver_expired',
  title: 'Waivers are still in force',
  check: (facts) =>
    findingsFor(facts, 'waiver_expired', ({ requirement, answer }) => {
      const day = answer?.state === 'waived' ? ` on ${answer.expiresAt.slice(0, 10)}` : ''
      return {
        ruleId: 'waiver_expired',
        sentence: `${requirement.label}: the waiver ran out${day}. Answer it, or have the waiver renewed.`,
      }
    }),
}

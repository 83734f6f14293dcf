import { findingsFor, type GateRule } from '../gate-rule.ts'

/** An "unknown until" that names a day too far after signature. */
export const unknownTooLate: GateRule = {
  id: 'unknown_too_late',
  title: 'Nothing stays unknown for too long after signature',
  check: (facts) =>
    findingsFor(facts, 'unknown_too_late', ({ requirement, answer }) => {
      const named = answer?.state === 'unknown' ? answer.untilOn : 'a day'
      return {
        ruleId: 'unknown_too_late',
        sentence: `${requirement.label}: “unknown until ${named}” is too late; ${facts.unknownLimitOn} is the last day allowed.`,
      }
    }),
}

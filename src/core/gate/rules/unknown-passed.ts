import { findingsFor, type GateRule } from '../gate-rule.ts'

/** An "unknown until" whose day has passed. */
export const unknownPassed: GateRule = {
  id: 'unknown_passed',
  title: 'What was to be known by a day is known by then',
  check: (facts) =>
    findingsFor(facts, 'unknown_passed', ({ requirement, answer }) => {
      const promise =
        answer?.state === 'unknown'
          ? `${answer.person} was to know by ${answer.untilOn}`
          : 'its day has passed'
      return {
        ruleId: 'unknown_passed',
        sentence: `${requirement.label}: ${promise}, and it is still open.`,
      }
    }),
}

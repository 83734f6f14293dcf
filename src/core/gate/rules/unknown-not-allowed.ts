import { findingsFor, type GateRule } from '../gate-rule.ts'

/** An "unknown until" on something that must never be one: goals, champion, promises. */
export const unknownNotAllowed: GateRule = {
  id: 'unknown_not_allowed',
  title: 'Goals, champion and promises are never “unknown until”',
  check: (facts) =>
    findingsFor(facts, 'unknown_not_allowed', ({ requirement }) => ({
      ruleId: 'unknown_not_allowed',
      sentence: `${requirement.label}: this one cannot wait as “unknown until”. ${requirement.prompt}`,
    })),
}

import { type GateRule } from '../gate-rule.ts'

/** A required answer of the gate core that nobody has given. */
export const missingAnswer: GateRule = {
  id: 'missing_answer',
  title: 'Every required answer is given or excused',
  check: ({ asked }) =>
    asked
      .filter(({ status, fault }) => status === 'missing' && (fault === null || spokenButEmpty.has(fault)))
      .map(({ requirement }) => ({
        ruleId: 'missing_answer',
        requirementId: requirement.id,
        sentence: `${requirement.label}: nobody has said yet. ${requirement.prompt}`,
        severity: 'blocks',
      })),
}

/** Faults that leave nothing to tell apart from silence; the others have a rule and a sentence of their own. */
const spokenButEmpty: ReadonlySet<string> = new Set(['empty', 'none_not_offered'])

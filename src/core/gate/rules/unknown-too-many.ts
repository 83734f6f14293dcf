import type { GateRule } from '../gate-rule.ts'

/** More answers "unknown until" than the playbook allows for one deal. */
export const unknownTooMany: GateRule = {
  id: 'unknown_too_many',
  title: 'Only a few answers of a deal are “unknown until”',
  check: ({ unknowns, playbook }) => {
    const limit = playbook.unknown.per_deal
    if (unknowns.length <= limit) return []
    const names = unknowns.map(({ label }) => label).join(', ')
    return [
      {
        ruleId: 'unknown_too_many',
        requirementId: null,
        sentence: `${unknowns.length} answers are “unknown until” and at most ${limit} may be. Answer ${atLeast(unknowns.length - limit)} of: ${names}.`,
        severity: 'blocks',
      },
    ]
  },
}

function atLeast(count: number): string {
  return count === 1 ? 'one' : `at least ${count}`
}

import { answerFingerprint } from '../fingerprint.ts'
import type { QualityCheck } from '../quality-rule.ts'

/** Not word for word what another customer's deal says. An answer carried over from the same account is no copy. */
export const notCopied: QualityCheck<'not_copied'> = {
  id: 'not_copied',
  title: 'Written for this customer',
  appliesTo: ['text', 'table'],
  check: ({ answer, value, otherDeals }) => {
    const mark = answer.source === 'carried_over' ? null : answerFingerprint(answer.requirementId, value)
    if (mark === null || !otherDeals.has(mark)) return null
    return { share: 1, because: 'another customer’s deal says the same, word for word' }
  },
}

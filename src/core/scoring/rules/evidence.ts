import { requirementTypes } from '../../playbook/playbook.ts'
import type { QualityCheck } from '../quality-rule.ts'

/** Backed by a quote or a link, so that the CSM can hear it in the customer's own words. */
export const evidence: QualityCheck<'evidence'> = {
  id: 'evidence',
  title: 'Backed by a quote or a link',
  appliesTo: requirementTypes,
  check: ({ answer }) => {
    const backed = answer.evidence.some(
      ({ quote = '', url = '' }) => quote.trim() !== '' || url.trim() !== '',
    )
    return backed ? null : { share: 1, because: 'no quote or link backs it' }
  },
}

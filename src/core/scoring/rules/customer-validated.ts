import { requirementTypes } from '../../playbook/playbook.ts'
import type { QualityCheck } from '../quality-rule.ts'

/** Confirmed by the customer. An assumption that is marked as one costs half: the CSM at least knows what to ask. */
export const customerValidated: QualityCheck<'customer_validated'> = {
  id: 'customer_validated',
  title: 'Confirmed by the customer',
  appliesTo: requirementTypes,
  check: ({ answer }) => {
    if (answer.validated === 'customer') return null
    return answer.validated === 'assumed'
      ? { share: 0.5, because: 'it is Sales’ assumption; the customer has not confirmed it' }
      : { share: 1, because: 'nobody says whether the customer confirmed it' }
  },
}

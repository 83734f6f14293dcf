import { filledItems } from '../../deal/answer-value.ts'
import { type QualityCheck, shareOf } from '../quality-rule.ts'

/** At least so many entries; each one missing costs its share. */
export const minItems: QualityCheck<'min_items'> = {
  id: 'min_items',
  title: 'Has enough entries',
  appliesTo: ['person_list', 'link_list', 'table'],
  check: ({ value }, { items }) => {
    const count = filledItems(value).length
    return shareOf(Math.max(0, items - count), items, `${count} of at least ${items} entries`)
  },
}

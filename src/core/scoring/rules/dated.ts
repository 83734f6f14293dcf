import { filledItems, isListValue } from '../../deal/answer-value.ts'
import { dateTokens } from '../date-words.ts'
import { type QualityCheck, shareOf } from '../quality-rule.ts'
import { tokensOf } from '../words.ts'

/** Says when: a date or a deadline, in every row of a table. */
export const dated: QualityCheck<'dated'> = {
  id: 'dated',
  title: 'Says when',
  appliesTo: ['text', 'table'],
  check: ({ value }) => {
    if (!isListValue(value)) return hasDate(String(value)) ? null : { share: 1, because: 'it says no date' }
    const rows = filledItems(value)
    const undated = rows.filter(
      (row) => !Object.values(row).some((cell) => typeof cell === 'string' && hasDate(cell)),
    )
    return shareOf(undated.length, rows.length, `${undated.length} of ${rows.length} rows say no date`)
  },
}

function hasDate(text: string): boolean {
  return dateTokens(tokensOf(text)).size > 0
}

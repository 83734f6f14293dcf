import { filledItems, isListValue, itemTexts } from '../../deal/answer-value.ts'
import { isFiller, isUnfinished } from '../filler.ts'
import { type QualityCheck, shareOf } from '../quality-rule.ts'

/**
 * No "tbd", "see notes", "???": text that fills a field and says nothing. An entry of a list counts when one of its
 * texts is marked unfinished or none of them says anything; a single "pending" beside real words is a fine word.
 */
export const noFiller: QualityCheck<'no_filler'> = {
  id: 'no_filler',
  title: 'Says something: no “tbd”, no “see notes”',
  appliesTo: ['text', 'person_list', 'link_list', 'table'],
  check: ({ value }) => {
    if (!isListValue(value)) {
      return isFiller(String(value)) ? { share: 1, because: saysNothing(String(value)) } : null
    }
    const items = filledItems(value)
    const fillers = items.flatMap((item) => fillerIn(itemTexts(item)) ?? [])
    return shareOf(fillers.length, items.length, saysNothing(fillers[0] ?? ''))
  },
}

function fillerIn(texts: string[]): string | undefined {
  return texts.find(isUnfinished) ?? (texts.every(isFiller) ? texts[0] : undefined)
}

function saysNothing(text: string): string {
  const trimmed = text.trim()
  return `“${trimmed.length <= 40 ? trimmed : `${trimmed.slice(0, 40)}…`}” does not tell the CSM anything`
}

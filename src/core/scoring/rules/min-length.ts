import { textsOf } from '../../deal/answer-value.ts'
import type { QualityCheck } from '../quality-rule.ts'

/** Long enough to be of use. Characters are counted without the white space around and between words. */
export const minLength: QualityCheck<'min_length'> = {
  id: 'min_length',
  title: 'Says enough',
  appliesTo: ['text', 'table'],
  check: ({ value }, { characters }) => {
    let length = 0
    for (const text of textsOf(value)) length += visibleCharacters(text, characters - length)
    if (length >= characters) return null
    return { share: 1, because: `${length} of at least ${characters} characters: too short to work from` }
  },
}

/** Counts up to as many as are wanted, and no further. */
function visibleCharacters(text: string, wanted: number): number {
  let count = 0
  for (const character of text) {
    if (count >= wanted) break
    if (character.trim() !== '') count += 1
  }
  return count
}

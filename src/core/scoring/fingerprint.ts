import type { AnswerValue } from '../deal/answer.ts'
import { textsOf } from '../deal/answer-value.ts'
import { wordsOf } from './words.ts'

/** Shorter answers ("Weekly, by mail") are alike without being copied. */
const fewestWords = 6

/**
 * A short mark of what an answer says, for telling answers copied from another deal: alike for the same words in the
 * same order (as far as the rubric reads), whatever the capitals, spaces and punctuation. Null for answers too short to tell, and for plain values.
 */
export function answerFingerprint(requirementId: string, value: AnswerValue): string | null {
  const words = textsOf(value).flatMap(wordsOf)
  if (words.length < fewestWords) return null
  const text = words.join(' ')
  return `${requirementId}:${text.length.toString(36)}:${hash(text, 0x811c9dc5)}${hash(text, 0x01234567)}`
}

/** FNV-1a over UTF-16 units, 32 bits; two of them with different starts and the length leave chance no room. */
function hash(text: string, start: number): string {
  let state = start
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193)
  }
  return (state >>> 0).toString(16).padStart(8, '0')
}

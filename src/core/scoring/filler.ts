import { wordsOf } from './words.ts'

/** Words that show, wherever they stand, that the text is still to be written. */
const unfinished = phrases('tbd|tba|tbc|lorem|xxx')

/** Whole texts that stand for an empty field. */
const placeholders = phrases(
  `na|n a|n v t|k a|nil|todo|to do|to be defined|to be determined|to be decided|to be done|to be confirmed|to be announced|
  to follow|will follow|placeholder|lorem ipsum|asdf|qwerty|blah|foo|bar|dummy`,
)

/** Whole texts that say nothing about a customer, though they may be fine as one word among others. */
const emptyTalk = phrases(
  `none|nothing|unknown|not known|no idea|not sure|dont know|don t know|later|pending|same|same as above|as above|as discussed|
  as agreed|as per contract|see notes|see note|see above|see below|see crm|see salesforce|see hubspot|see call|see calls|
  see recording|see email|see mail|see deck|see proposal|see contract|see attached|see attachment|ask ae|ask me|ask sales|
  check crm|check notes|in crm|in notes|in the crm|in the notes|standard|the usual|as usual|various|etc|misc|ok|okay|yes|no|
  done|good|fine|test`,
)

const longestPhrase = 4

/** Whether a text says nothing: no words, a placeholder, or empty talk such as "see notes". */
export function isFiller(text: string): boolean {
  const words = wordsOf(text)
  return isPlaceholderWords(words) || matches(emptyTalk, words)
}

/** Whether a text merely stands for an empty field: "-", "???", "tbd", "n/a", "xxxx". */
export function isPlaceholder(text: string): boolean {
  return isPlaceholderWords(wordsOf(text))
}

/** Whether a text says of itself that it is still to be written. */
export function isUnfinished(text: string): boolean {
  return wordsOf(text).some((word) => unfinished.has(word))
}

function isPlaceholderWords(words: readonly string[]): boolean {
  if (words.length === 0 || words.some((word) => unfinished.has(word))) return true
  return matches(placeholders, words) || (words.length === 1 && isOneLetterRepeated(words[0] ?? ''))
}

function matches(set: ReadonlySet<string>, words: readonly string[]): boolean {
  return words.length <= longestPhrase && set.has(words.join(' '))
}

function isOneLetterRepeated(word: string): boolean {
  return word.length > 2 && /^[a-z]/.test(word) && word === word.charAt(0).repeat(word.length)
}

function phrases(list: string): ReadonlySet<string> {
  return new Set(list.split('|').map((phrase) => phrase.trim()))
}

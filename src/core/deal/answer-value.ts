import type { Answer, AnswerValue, Link, Person, TableRow } from './answer.ts'
import type { Money } from './money.ts'

/** An answer's value is a list of people, links or rows. */
export function isListValue(value: AnswerValue): value is Person[] | Link[] | TableRow[] {
  return Array.isArray(value)
}

/** An answer's value is an amount of money. */
export function isMoneyValue(value: AnswerValue): value is Money {
  return typeof value === 'object' && !Array.isArray(value)
}

/** The entries of a list answer that say something; a row left blank, or with only an unticked box, does not count. */
export function filledItems(value: AnswerValue): (Person | Link | TableRow)[] {
  return isListValue(value)
    ? value.filter((item) => Object.values(item).some((cell) => cell !== false && saysSomething(cell)))
    : []
}

/** Whether a value says nothing: blank text, a number that is none, a list without a filled entry. */
export function isEmptyValue(value: AnswerValue): boolean {
  if (isListValue(value)) return filledItems(value).length === 0
  if (isMoneyValue(value)) return !Number.isFinite(value.amountMinor)
  return !saysSomething(value)
}

/** Every piece of text in a value, in reading order: the text itself, or each filled cell of each row. */
export function textsOf(value: AnswerValue): string[] {
  if (typeof value === 'string') return [value]
  return filledItems(value).flatMap((item) => itemTexts(item))
}

/** The text in one entry of a list answer. */
export function itemTexts(item: Person | Link | TableRow): string[] {
  return Object.values(item).filter((cell): cell is string => typeof cell === 'string' && cell.trim() !== '')
}

/** Answers by the requirement they belong to; the last one counts where a list names one twice. */
export function byRequirement(answers: readonly Answer[]): ReadonlyMap<string, Answer> {
  return new Map(answers.map((answer) => [answer.requirementId, answer]))
}

function saysSomething(cell: unknown): boolean {
  if (typeof cell === 'string') return cell.trim() !== ''
  if (typeof cell === 'number') return Number.isFinite(cell)
  return cell === true || cell === false
}

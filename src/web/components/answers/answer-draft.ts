import type { BriefItem, GivenAnswer } from '../../../contract/deals.ts'
import type { AnswerState, AnswerValue, Evidence, Link, Person, TableRow } from '../../../core/deal/answer.ts'
import { filledItems, isEmptyValue, isListValue, isMoneyValue } from '../../../core/deal/answer-value.ts'
import type { Day } from '../../../core/lib/instant.ts'

/** An answer while it is being written. Plain data: it can be kept on the device and compared as JSON. */
export type AnswerDraft = {
  state: AnswerState
  value: AnswerValue | null
  evidence: Evidence[]
  validated: 'customer' | 'assumed' | null
  /** Why it does not apply, or why it is waived. */
  reason: string
  /** The last day a waiver holds. */
  waivedUntilOn: Day | null
  untilOn: Day | null
  /** Who finds out until then. */
  person: string
}

type Asked = Pick<BriefItem, 'label' | 'type' | 'columns' | 'answer'> &
  Partial<Pick<BriefItem, 'unknownLimitOn'>>

/** What can be made of a draft: nothing was said yet, something is missing, or an answer to send. */
export type DraftOutcome =
  | { kind: 'empty' }
  | { kind: 'incomplete'; reason: string }
  | { kind: 'ready'; answer: GivenAnswer }

const blank: AnswerDraft = {
  state: 'given',
  value: null,
  evidence: [],
  validated: null,
  reason: '',
  waivedUntilOn: null,
  untilOn: null,
  person: '',
}

/** The draft that stands for what is stored now; a blank one where nothing is. */
export function draftOf({ answer }: Pick<Asked, 'answer'>): AnswerDraft {
  if (answer === null) return blank
  return {
    state: answer.state,
    value: answer.value,
    evidence: answer.evidence,
    validated: answer.validated,
    reason: answer.reason ?? '',
    waivedUntilOn: answer.expiresAt === null ? null : localDay(answer.expiresAt),
    untilOn: answer.untilOn,
    person: answer.person ?? '',
  }
}

/** Whether two drafts would be sent as the same answer. */
export function sameDraft(a: AnswerDraft, b: AnswerDraft): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

/** Reads a draft as an answer: blank rows are left out, what is missing is said in a sentence. */
export function outcomeOf(asked: Asked, draft: AnswerDraft): DraftOutcome {
  const reason = draft.reason.trim()
  switch (draft.state) {
    case 'given':
      return givenOutcome(asked, draft)
    case 'none':
      return { kind: 'ready', answer: { state: 'none' } }
    case 'not_applicable':
      if (reason === '') return incomplete('Say why it does not apply.')
      return { kind: 'ready', answer: { state: 'not_applicable', reason } }
    case 'waived':
      if (reason === '') return incomplete('Say why it may be left out.')
      if (draft.waivedUntilOn === null) return incomplete('Say until which day it is waived.')
      return { kind: 'ready', answer: { state: 'waived', reason, expiresAt: endOfDay(draft.waivedUntilOn) } }
    case 'unknown':
      if (draft.untilOn === null) return incomplete('Say by which day it will be known.')
      if (asked.unknownLimitOn && draft.untilOn > asked.unknownLimitOn)
        return incomplete(`The last day allowed is ${asked.unknownLimitOn}.`)
      if (draft.person.trim() === '') return incomplete('Say who finds out.')
      return {
        kind: 'ready',
        answer: { state: 'unknown', untilOn: draft.untilOn, person: draft.person.trim() },
      }
  }
}

function incomplete(reason: string): DraftOutcome {
  return { kind: 'incomplete', reason }
}

function givenOutcome(asked: Asked, draft: AnswerDraft): DraftOutcome {
  if (draft.value === null) return { kind: 'empty' }
  const value = tidied(draft.value)
  if (isEmptyValue(value)) return { kind: 'empty' }
  const fault = faultIn(asked, value)
  if (fault !== null) return incomplete(fault)
  const evidence = draft.evidence.map(tidyEvidence).filter((one) => Object.keys(one).length > 0)
  if (evidence.some(({ url }) => url !== undefined && !isWebAddress(url)))
    return incomplete('A link begins with https:// or http://.')
  return {
    kind: 'ready',
    answer: {
      state: 'given',
      value,
      ...(evidence.length > 0 && { evidence }),
      ...(draft.validated !== null && { validated: draft.validated }),
    },
  }
}

function faultIn({ type }: Asked, value: AnswerValue): string | null {
  if (!isListValue(value)) return null
  if (type === 'person_list' && value.some((item) => !('name' in item) || item.name === ''))
    return 'Every person needs a name.'
  if (type === 'link_list' && value.some((item) => !('url' in item) || !isWebAddress(String(item.url))))
    return 'A link begins with https:// or http://.'
  return null
}

/** Without blank rows, blank cells and blanks around text. */
function tidied(value: AnswerValue): AnswerValue {
  if (typeof value === 'string') return value.trim()
  if (!isListValue(value)) return value
  return asList(filledItems(value).map(tidyItem))
}

function tidyItem(item: Person | Link | TableRow): TableRow {
  const cells = Object.entries(item).map(
    ([key, cell]) => [key, typeof cell === 'string' ? cell.trim() : cell] as const,
  )
  return Object.fromEntries(cells.filter(([, cell]) => cell !== '' && cell !== null && cell !== undefined))
}

function tidyEvidence({ quote, speaker, url }: Evidence): Evidence {
  return {
    ...(quote?.trim() && { quote: quote.trim() }),
    ...(speaker?.trim() && { speaker: speaker.trim() }),
    ...(url?.trim() && { url: url.trim() }),
  }
}

// The items keep the shape they had; only blanks were taken out.
function asList(items: TableRow[]): Person[] | Link[] | TableRow[] {
  return items
}

export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s@]+$/i.test(text.trim())
}

/** `example.com/deck` is what people paste; it is meant as a link. */
export function withScheme(text: string): string {
  const trimmed = text.trim()
  return trimmed === '' || /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`
}

function endOfDay(day: Day): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date, 23, 59, 59).toISOString()
}

function localDay(instant: string): Day {
  const at = new Date(instant)
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

/** The day some days from now on the reader's calendar. */
export function dayFromNow(days: number, now: number = Date.now()): Day {
  return localDay(new Date(now + days * 86_400_000).toISOString())
}

export function peopleIn(value: AnswerValue | null): Person[] {
  return listIn(value) as Person[]
}

export function linksIn(value: AnswerValue | null): Link[] {
  return listIn(value) as Link[]
}

export function rowsIn(value: AnswerValue | null): TableRow[] {
  return listIn(value) as TableRow[]
}

export function textIn(value: AnswerValue | null): string {
  return typeof value === 'string' ? value : ''
}

export function moneyIn(value: AnswerValue | null): { amountMinor: number; currency: string } | null {
  return value !== null && isMoneyValue(value) ? value : null
}

function listIn(value: AnswerValue | null): unknown[] {
  return value !== null && isListValue(value) ? value : []
}

import type { BriefItem } from '../../../contract/deals.ts'
import { idle, type SaveState } from '../../ui/save-state.ts'
import { type AnswerDraft, draftOf, outcomeOf, sameDraft } from './answer-draft.ts'

/** One answer between the one who types it and the server. */
export type AnswerSave = {
  item: BriefItem
  draft: AnswerDraft
  /** What the server was last known to hold, as a draft. */
  base: AnswerDraft
  /** The version `base` has; the server refuses a change of any other. */
  version: number
  /** What is under way to the server. */
  sent: AnswerDraft | null
  state: SaveState
  /** What somebody else wrote meanwhile. */
  theirs: BriefItem['answer']
}

export type AnswerEvent =
  /** The server told anew how the requirement stands. */
  | { type: 'met'; item: BriefItem }
  | { type: 'wrote'; draft: AnswerDraft }
  | { type: 'sent' }
  | { type: 'saved'; item: BriefItem }
  | { type: 'lost_connection' }
  | { type: 'refused'; message: string }
  | { type: 'conflicted'; item: BriefItem }
  | { type: 'kept_mine' }
  | { type: 'took_theirs' }

export function beginAnswer(item: BriefItem): AnswerSave {
  const draft = draftOf(item)
  return { item, draft, base: draft, version: versionOf(item), sent: null, state: idle, theirs: null }
}

function versionOf({ answer }: BriefItem): number {
  return answer?.version ?? 0
}

/** Whether something was written that the server does not have. */
export function isDirty({ draft, base }: AnswerSave): boolean {
  return !sameDraft(draft, base)
}

export function nextAnswer(save: AnswerSave, event: AnswerEvent): AnswerSave {
  switch (event.type) {
    case 'met':
      return met(save, event.item)
    case 'wrote':
      return { ...save, draft: event.draft, state: save.state.kind === 'conflict' ? save.state : idle }
    case 'sent':
      return { ...save, sent: save.draft, state: { kind: 'saving' } }
    case 'saved':
      return saved(save, event.item)
    case 'lost_connection':
      return { ...save, sent: null, state: { kind: 'offline' } }
    case 'refused':
      return { ...save, sent: null, state: { kind: 'error', message: event.message } }
    case 'conflicted':
      return { ...save, item: event.item, sent: null, theirs: event.item.answer, state: { kind: 'conflict' } }
    case 'kept_mine':
      return { ...save, base: draftOf(save.item), version: versionOf(save.item), theirs: null, state: idle }
    case 'took_theirs':
      return beginAnswer(save.item)
  }
}

/** News never overwrites what is being written: then only the facts beside it (points, questions) are renewed. */
function met(save: AnswerSave, item: BriefItem): AnswerSave {
  const busy = isDirty(save) || save.sent !== null || save.state.kind === 'conflict'
  if (busy) return { ...save, item }
  const draft = draftOf(item)
  const same = sameDraft(draft, save.base)
  return { ...save, item, version: versionOf(item), base: draft, draft: same ? save.draft : draft }
}

/** What was typed while it was under way stays, and is the next change. */
function saved(save: AnswerSave, item: BriefItem): AnswerSave {
  const untouched = save.sent === null || sameDraft(save.draft, save.sent)
  const base = untouched ? save.draft : (save.sent ?? save.draft)
  return { ...save, item, base, version: versionOf(item), sent: null, state: { kind: 'saved' }, theirs: null }
}

/** What to do about a draft now: nothing, wait for more, take the answer back, or send it. */
export function stepFor(save: AnswerSave): 'nothing' | 'wait' | 'clear' | 'put' {
  if (save.sent !== null || save.state.kind === 'conflict' || !isDirty(save)) return 'nothing'
  const outcome = outcomeOf(save.item, save.draft)
  if (outcome.kind === 'incomplete') return 'wait'
  if (outcome.kind === 'ready') return 'put'
  return save.version > 0 ? 'clear' : 'wait'
}

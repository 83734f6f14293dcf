import type { BriefItem } from '../../../contract/deals.ts'
import type { AnswerDraft } from './answer-draft.ts'

/** A requirement as it would read with a draft as its answer: for what is written and not yet saved. */
export function answered(item: BriefItem, draft: AnswerDraft): BriefItem {
  const blank = draft.state === 'given' && (draft.value === null || draft.value === '')
  if (blank) return { ...item, answer: null }
  const { answer } = item
  return {
    ...item,
    answer: {
      state: draft.state,
      value: draft.value,
      reason: draft.reason,
      approver: null,
      expiresAt: draft.waivedUntilOn === null ? null : `${draft.waivedUntilOn}T12:00:00.000Z`,
      untilOn: draft.untilOn,
      person: draft.person,
      source: 'member',
      sourceLabel: null,
      author: answer?.author ?? null,
      evidence: draft.evidence,
      validated: draft.validated,
      answeredAt: answer?.answeredAt ?? new Date().toISOString(),
      version: answer?.version ?? 1,
    },
  }
}

import type { BriefItem } from '../../../contract/deals.ts'
import { AnswerView } from '../../components/answers/AnswerView.tsx'
import { outcomeOf } from '../../components/answers/answer-draft.ts'
import { ConflictPanel } from '../../ui/ConflictPanel.tsx'
import type { QueuedAnswer } from './answer-queue.ts'

type AnswerConflictProps = {
  answer: QueuedAnswer
  onKeepMine: () => void
  onTakeTheirs: () => void
}

/** Two answers to one question: mine, and what somebody else gave meanwhile. */
export function AnswerConflict({ answer, onKeepMine, onTakeTheirs }: AnswerConflictProps) {
  const { item, theirs } = answer
  const by = theirs?.author?.name ?? theirs?.sourceLabel ?? 'Somebody else'
  return (
    <ConflictPanel
      label={item.label}
      mine={<AnswerView item={mineOf(answer)} />}
      theirs={<AnswerView item={{ ...item, answer: theirs }} placeholder="Taken back" />}
      by={by}
      at={theirs?.answeredAt ?? new Date().toISOString()}
      onKeepMine={onKeepMine}
      onTakeTheirs={onTakeTheirs}
    />
  )
}

function mineOf({ item, draft }: QueuedAnswer): BriefItem {
  const outcome = outcomeOf(item, draft)
  const value =
    outcome.kind === 'ready' && outcome.answer.state === 'given' ? outcome.answer.value : draft.value
  const answer: NonNullable<BriefItem['answer']> = {
    state: draft.state,
    value,
    reason: draft.reason,
    approver: null,
    expiresAt: null,
    untilOn: draft.untilOn,
    person: draft.person,
    source: 'member',
    sourceLabel: null,
    author: null,
    evidence: draft.evidence,
    validated: draft.validated,
    answeredAt: '',
    version: 1,
  }
  return { ...item, status: 'given', answer }
}

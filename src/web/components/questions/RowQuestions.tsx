import type { BriefItem } from '../../../contract/deals.ts'
import type { Handoff } from '../../../contract/handoffs.ts'
import { AskForm } from './AskForm.tsx'
import { QuestionItem } from './QuestionItem.tsx'

type RowQuestionsProps = {
  item: BriefItem
  handoff: Handoff
  /** Somebody is about to ask; what was asked and answered before is shown too. */
  asking: boolean
  onDone: () => void
}

/** What was asked about one answer, beside it. */
export function RowQuestions({ item, handoff, asking, onDone }: RowQuestionsProps) {
  const shown = handoff.questions.filter(
    ({ requirementId, answer }) => requirementId === item.requirementId && (answer === null || asking),
  )
  if (shown.length === 0 && !asking) return null
  return (
    <div className="mt-2 flex flex-col gap-2">
      {shown.map((question) => (
        <QuestionItem key={question.id} question={question} />
      ))}
      {asking && (
        <AskForm
          handoff={handoff}
          requirementId={item.requirementId}
          requirementLabel={item.label}
          onDone={onDone}
        />
      )}
    </div>
  )
}

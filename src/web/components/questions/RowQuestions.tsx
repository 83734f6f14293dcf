import { MessageCirclePlus } from 'lucide-react'
import { useState } from 'react'
import type { BriefItem } from '../../../contract/deals.ts'
import type { Handoff } from '../../../contract/handoffs.ts'
import { Button } from '../../ui/Button.tsx'
import { AskForm } from './AskForm.tsx'
import { QuestionItem } from './QuestionItem.tsx'

type RowQuestionsProps = { item: BriefItem; handoff: Handoff; canAsk: true | string }

/** What was asked about one answer, beside it; and the way to ask. */
export function RowQuestions({ item, handoff, canAsk }: RowQuestionsProps) {
  const [asking, setAsking] = useState(false)
  const mine = handoff.questions.filter(
    ({ requirementId, answer }) => requirementId === item.requirementId && (answer === null || asking),
  )
  return (
    <div className="mt-2 flex flex-col gap-2 empty:hidden print:hidden">
      {mine.map((question) => (
        <QuestionItem key={question.id} question={question} />
      ))}
      {asking ? (
        <AskForm
          handoff={handoff}
          requirementId={item.requirementId}
          requirementLabel={item.label}
          onDone={() => setAsking(false)}
        />
      ) : (
        canAsk === true && (
          <Button
            size="sm"
            variant="ghost"
            icon={MessageCirclePlus}
            aria-label={`Ask about ${item.label}`}
            className="-mt-1 -ml-2 self-start group-focus-within/row:opacity-100 group-hover/row:opacity-100 focus-visible:opacity-100 pointer-fine:opacity-0 pointer-fine:h-6"
            onClick={() => setAsking(true)}
          >
            Ask
          </Button>
        )
      )}
    </div>
  )
}

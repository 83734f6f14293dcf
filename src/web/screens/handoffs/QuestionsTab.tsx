import { MessageCircleQuestion, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Brief } from '../../../contract/deals.ts'
import type { Handoff } from '../../../contract/handoffs.ts'
import { afterMenu } from '../../components/after-menu.ts'
import { AskForm } from '../../components/questions/AskForm.tsx'
import { QuestionItem } from '../../components/questions/QuestionItem.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { OptionPicker } from '../../ui/OptionPicker.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { Section } from '../../ui/Section.tsx'

type QuestionsTabProps = { handoff: Handoff; brief: Brief | null; canAsk: true | string }

/** Everything asked of Sales, open ones first. */
export function QuestionsTab({ handoff, brief, canAsk }: QuestionsTabProps) {
  const [about, setAbout] = useState<string | null>(null)
  const open = handoff.questions.filter(({ answer }) => answer === null)
  const answered = handoff.questions.filter(({ answer }) => answer !== null).toReversed()
  const item = brief?.items.find(({ requirementId }) => requirementId === about)
  const ask = (
    <Popover
      bare
      align="end"
      label="About which answer?"
      trigger={
        <Button size="sm" icon={Plus} disabledReason={canAsk === true ? null : canAsk}>
          Ask Sales
        </Button>
      }
    >
      {(close) =>
        canAsk === true && (
          <OptionPicker
            label="About which answer?"
            chosen={null}
            options={(brief?.items ?? []).map(({ requirementId, label }) => ({
              value: requirementId,
              label,
            }))}
            onPick={(id) => {
              close()
              afterMenu(() => setAbout(id))
            }}
          />
        )
      }
    </Popover>
  )
  return (
    <div className="flex max-w-3xl flex-col gap-8 p-4 sm:px-6">
      <Section title="Open" meta={open.length} actions={ask}>
        {item && (
          <div className="mb-3 rounded-lg border border-line p-3">
            <AskForm
              handoff={handoff}
              requirementId={item.requirementId}
              requirementLabel={item.label}
              onDone={() => setAbout(null)}
            />
          </div>
        )}
        {open.length === 0 && !item && (
          <EmptyState small icon={MessageCircleQuestion} title="No open questions">
            {answered.length === 0
              ? 'A question is tied to one answer, so that what comes back lands in the brief.'
              : 'Everything that was asked is answered.'}
          </EmptyState>
        )}
        <QuestionList questions={open} />
      </Section>
      {answered.length > 0 && (
        <Section title="Answered" meta={answered.length}>
          <QuestionList questions={answered} />
        </Section>
      )}
    </div>
  )
}

function QuestionList({ questions }: { questions: Handoff['questions'] }) {
  return (
    <ul className="flex flex-col gap-4">
      {questions.map((question) => (
        <li key={question.id}>
          <h3 className="mb-1 text-sm text-muted">{question.requirementLabel}</h3>
          <QuestionItem question={question} />
        </li>
      ))}
    </ul>
  )
}

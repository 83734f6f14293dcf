import { MessageCircleQuestion } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { Handoff } from '../../../contract/handoffs.ts'
import { Button } from '../../ui/Button.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { attempt, keepHandoff } from '../run-operation.ts'

type Question = Handoff['questions'][number]

/** A question to Sales with its answer, or the field to write it. */
export function QuestionItem({ question }: { question: Question }) {
  return (
    <article
      aria-label={`Question about ${question.requirementLabel}`}
      className="flex gap-2 rounded-lg bg-sunken px-3 py-2"
    >
      <MessageCircleQuestion
        aria-hidden
        className={`mt-0.5 size-4 shrink-0 ${question.answer === null ? 'text-warn' : 'text-faint'}`}
      />
      <div className="min-w-0 flex-1">
        <p className="text-pretty break-words whitespace-pre-wrap">{question.text}</p>
        <p className="text-sm text-faint">
          {question.askedBy.name} asked <RelativeTime at={question.askedAt} focusable={false} />
        </p>
        {question.answer === null ? (
          <AnswerForm question={question} />
        ) : (
          <div className="mt-2 border-l-2 border-line-strong pl-3">
            <p className="text-pretty break-words whitespace-pre-wrap">{question.answer}</p>
            <p className="text-sm text-faint">
              {question.answeredBy?.name}
              {question.answeredAt && (
                <>
                  {' answered '}
                  <RelativeTime at={question.answeredAt} focusable={false} />
                </>
              )}
            </p>
          </div>
        )}
      </div>
    </article>
  )
}

function AnswerForm({ question }: { question: Question }) {
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const may = question.can['answer'] ?? true
  if (may !== true) return <p className="mt-1 text-sm text-warn-ink">Waits for an answer from Sales</p>
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    const result = await attempt('question.answer', {
      id: question.id,
      version: question.version,
      answer: text.trim(),
    })
    setBusy(false)
    if (!result.ok) return setError(result.error.message)
    keepHandoff(result.value)
  }
  return (
    <form className="mt-2 flex flex-col gap-2" onSubmit={(event) => void send(event)}>
      <TextArea
        hideLabel
        label={`Answer to: ${question.text}`}
        placeholder="Write the answer; the brief itself can be changed above it too"
        rows={2}
        value={text}
        onChange={setText}
      />
      {error && <InlineError>{error}</InlineError>}
      <Button
        type="submit"
        size="sm"
        className="self-start"
        busy={busy}
        disabledReason={text.trim() === '' ? 'Write something first' : null}
      >
        Answer
      </Button>
    </form>
  )
}

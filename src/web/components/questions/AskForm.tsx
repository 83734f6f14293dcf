import { type FormEvent, useState } from 'react'
import type { Handoff } from '../../../contract/handoffs.ts'
import { Button } from '../../ui/Button.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { toast } from '../../ui/toast-store.ts'
import { attempt, keepHandoff } from '../run-operation.ts'

type AskFormProps = {
  handoff: Pick<Handoff, 'id' | 'ae'>
  requirementId: string
  requirementLabel: string
  onDone: () => void
}

/** Asks Sales something about one requirement. */
export function AskForm({ handoff, requirementId, requirementLabel, onDone }: AskFormProps) {
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const whom = handoff.ae?.name ?? 'Sales'
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    const result = await attempt('question.ask', { id: handoff.id, requirementId, text: text.trim() })
    setBusy(false)
    if (!result.ok) return setError(result.error.message)
    keepHandoff(result.value)
    toast({
      title: `Asked ${whom}`,
      description: 'The question stands beside the answer until it is answered.',
      tone: 'ok',
    })
    onDone()
  }
  return (
    <form className="flex flex-col gap-2" onSubmit={(event) => void send(event)}>
      <TextArea
        label={`Ask ${whom} about “${requirementLabel}”`}
        rows={2}
        // biome-ignore lint/a11y/noAutofocus: it opens to be typed in
        autoFocus
        value={text}
        onChange={setText}
      />
      {error && <InlineError>{error}</InlineError>}
      <div className="flex gap-2">
        <Button
          type="submit"
          size="sm"
          variant="primary"
          busy={busy}
          disabledReason={text.trim() === '' ? 'Write the question first' : null}
        >
          Ask
        </Button>
        <Button size="sm" variant="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

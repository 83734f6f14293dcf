import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { InlineError } from '../../../ui/InlineError.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'

type ReasonDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  /** The question that is answered. */
  label: string
  hint?: string
  /** What the button does: `Put on hold`. */
  action: string
  danger?: boolean
  optional?: boolean
  /** Nothing has to be said: only the fields above count. */
  wordless?: boolean
  /** Why it cannot be sent yet, besides the missing reason. */
  missing?: string | null
  /** Something it needs is still on its way. */
  waiting?: boolean
  /** More fields, above the reason. */
  children?: ReactNode
  /** Answers what went wrong, or null. */
  onSubmit: (reason: string) => Promise<string | null>
}

/** A change that has to say why. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { open, onOpenChange, label, hint, action, danger, optional, missing, waiting, wordless, onSubmit } =
    props
  const form = useId()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  useEffect(() => {
    if (open) setError(null)
    else setReason('')
  }, [open])
  const lacks = missing ?? (!optional && !wordless && reason.trim() === '' ? 'Say why first' : null)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    event.stopPropagation()
    if (busy || waiting || lacks !== null) return
    setBusy(true)
    const problem = await onSubmit(reason.trim())
    setBusy(false)
    setError(problem)
    if (problem === null) onOpenChange(false)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={props.title}
      description={props.description}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Leave it</Button>
          <Button
            type="submit"
            form={form}
            variant={danger ? 'danger' : 'primary'}
            busy={busy || waiting}
            disabledReason={lacks}
          >
            {action}
          </Button>
        </>
      }
    >
      <form id={form} className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        {props.children}
        {!wordless && (
          <TextArea
            label={label}
            hint={hint}
            optional={optional}
            rows={3}
            maxLength={1_000}
            value={reason}
            onChange={setReason}
          />
        )}
        {error && <InlineError>{error}</InlineError>}
      </form>
    </Dialog>
  )
}

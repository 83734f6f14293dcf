import { Button } from '../../ui/Button.tsx'
import { InlineError } from '../../ui/InlineError.tsx'

type Saving = {
  isDirty: boolean
  busy: boolean
  problem: string | null
  conflict: object | null
  revert: () => void
}

/** The foot of a form: appears with the first change, says what went wrong. The button submits the form. */
export function SaveBar({ form, label = 'Save' }: { form: Saving; label?: string }) {
  if (!form.isDirty && !form.busy) return null
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-raised px-3 py-2 shadow-pop max-sm:-mx-1">
      <div className="min-w-0 flex-1 text-muted">
        {form.problem ? <InlineError>{form.problem}</InlineError> : 'Not saved yet'}
      </div>
      <div className="flex gap-2">
        <Button onClick={form.revert}>Discard</Button>
        <Button
          type="submit"
          variant="primary"
          busy={form.busy}
          disabledReason={form.conflict ? 'Choose first which values stay' : null}
        >
          {label}
        </Button>
      </div>
    </div>
  )
}

import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { InlineError } from '../../ui/InlineError.tsx'

type Saving = {
  isDirty: boolean
  busy: boolean
  problem: string | null
  conflict: object | null
  revert: () => void
}

const looks = {
  floating: 'sticky bottom-4 rounded-lg border border-line bg-raised px-3 py-2 shadow-pop max-sm:-mx-1',
  /** At the foot of a sheet, from edge to edge. */
  sheet: 'sticky -bottom-4 -mx-4 -mb-4 border-t border-line bg-raised px-4 py-3',
} as const

type SaveBarProps = { form: Saving; label?: string; look?: keyof typeof looks }

/** The foot of a form: appears with the first change, says what went wrong. The button submits the form. */
export function SaveBar({ form, label = 'Save', look = 'floating' }: SaveBarProps) {
  if (!form.isDirty && !form.busy) return null
  return (
    <div className={classNames('z-5 flex flex-wrap items-center gap-x-3 gap-y-2', looks[look])}>
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

import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

export type SwitchProps = {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
  hint?: ReactNode
  hideLabel?: boolean
  disabledReason?: string | null
}

/** On or off, at once. For something that takes effect with a form, use a Checkbox. */
export function Switch({ label, checked, onChange, hint, hideLabel, disabledReason }: SwitchProps) {
  const id = useId()
  const why = disabledReason ?? hint
  return (
    <label className="flex items-start justify-between gap-4">
      <span className={hideLabel ? 'sr-only' : 'min-w-0'}>
        <span id={`${id}-label`}>{label}</span>
        {why && (
          <span id={`${id}-hint`} className="block text-sm text-muted">
            {why}
          </span>
        )}
      </span>
      <span className="hit relative mt-0.5 h-4 w-7 shrink-0">
        <input
          type="checkbox"
          role="switch"
          aria-labelledby={`${id}-label`}
          aria-describedby={why ? `${id}-hint` : undefined}
          aria-disabled={disabledReason ? true : undefined}
          checked={checked}
          onChange={(event) => !disabledReason && onChange(event.target.checked)}
          className="peer absolute inset-0 z-1 appearance-none rounded-full bg-control transition-colors checked:bg-accent aria-disabled:opacity-55"
        />
        <span
          aria-hidden
          className={classNames(
            'pointer-events-none absolute top-0.5 left-0.5 z-2 size-3 rounded-full bg-white transition-transform duration-150 ease-out',
            checked && 'translate-x-3',
          )}
        />
      </span>
    </label>
  )
}

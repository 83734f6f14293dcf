import { Check, Minus } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { classNames } from './class-names.ts'

export type CheckboxProps = {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
  /** Some of what it stands for is chosen. */
  mixed?: boolean
  hint?: ReactNode
  hideLabel?: boolean
  disabledReason?: string | null
  className?: string
}

export function Checkbox({
  label,
  checked,
  onChange,
  mixed = false,
  hint,
  hideLabel,
  disabledReason,
  className,
}: CheckboxProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current) input.current.indeterminate = mixed
  }, [mixed])
  const why = disabledReason ?? hint
  return (
    <label className={classNames('flex items-start gap-2', disabledReason && 'text-muted', className)}>
      <span className="hit relative mt-0.5 flex size-4 shrink-0 items-center justify-center">
        <input
          ref={input}
          type="checkbox"
          aria-label={hideLabel ? label : undefined}
          aria-labelledby={hideLabel ? undefined : `${id}-label`}
          aria-describedby={why ? `${id}-hint` : undefined}
          aria-disabled={disabledReason ? true : undefined}
          checked={checked}
          onChange={(event) => !disabledReason && onChange(event.target.checked)}
          className="peer absolute inset-0 z-1 appearance-none rounded-sm border border-control bg-canvas transition-colors checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent hover:border-muted checked:hover:bg-accent-hover aria-disabled:opacity-55"
        />
        {mixed ? (
          <Minus
            aria-hidden
            strokeWidth={3}
            className="pointer-events-none relative z-2 size-3 text-on-accent"
          />
        ) : (
          checked && (
            <Check
              aria-hidden
              strokeWidth={3}
              className="pointer-events-none relative z-2 size-3 text-on-accent"
            />
          )
        )}
      </span>
      {!hideLabel && (
        <span className="min-w-0">
          <span id={`${id}-label`}>{label}</span>
          {why && (
            <span id={`${id}-hint`} className="block text-sm text-muted">
              {why}
            </span>
          )}
        </span>
      )}
    </label>
  )
}

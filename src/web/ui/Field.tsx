import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

/** What every field can be given. */
export type FieldProps = {
  label: string
  /** One line that helps to answer well. */
  hint?: ReactNode
  /** What is wrong and what was expected. */
  error?: string | null
  required?: boolean
  optional?: boolean
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean
  className?: string
}

export type FieldIds = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

type FieldFrame = FieldProps & {
  /** Something small at the end of the label's line. */
  aside?: ReactNode
  children: (ids: FieldIds, labelId: string) => ReactNode
}

/** Label, hint and error around one control, tied together for screen readers. */
export function Field({
  label,
  hint,
  error,
  required,
  optional,
  hideLabel,
  className,
  aside,
  children,
}: FieldFrame) {
  const id = useId()
  const described = [error ? `${id}-error` : null, hint ? `${id}-hint` : null]
    .filter((part) => part !== null)
    .join(' ')
  const ids: FieldIds = {
    id,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? true : undefined,
  }
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <div className={hideLabel ? 'sr-only' : 'flex items-baseline gap-2'}>
        <label id={`${id}-label`} htmlFor={id} className="font-medium">
          {label}
          {required && (
            <span aria-hidden className="text-danger-ink">
              {' '}
              *
            </span>
          )}
        </label>
        {optional && <span className="text-sm text-faint">optional</span>}
        {aside && <span className="ml-auto text-sm text-muted">{aside}</span>}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {children(ids, `${id}-label`)}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  )
}

function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1.5 text-sm text-danger-ink">
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      {children}
    </p>
  )
}

import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { FieldProps } from '../../ui/Field.tsx'

/** Label, hint and error around several controls that are one answer together. */
export function ListFrame({
  label,
  hint,
  error,
  hideLabel,
  className,
  children,
}: FieldProps & { children: ReactNode }) {
  const id = useId()
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(' ')
  return (
    <fieldset className={`min-w-0 ${className ?? ''}`} aria-describedby={described || undefined}>
      <legend className={hideLabel ? 'sr-only' : 'mb-1 font-medium'}>{label}</legend>
      {hint && (
        <p id={`${id}-hint`} className="mb-1.5 text-sm text-muted">
          {hint}
        </p>
      )}
      <div className="flex min-w-0 flex-col">{children}</div>
      {error && (
        <p id={`${id}-error`} className="mt-1 flex items-start gap-1.5 text-sm text-danger-ink">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {error}
        </p>
      )}
    </fieldset>
  )
}

import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

export type RadioOption<V extends string> = { value: V; label: string; hint?: ReactNode }

export type RadioGroupProps<V extends string> = {
  label: string
  options: readonly RadioOption<V>[]
  value: V | null
  onChange: (value: V) => void
  hint?: ReactNode
  error?: string | null
  hideLabel?: boolean
  /** Options beside each other, for short ones. */
  inline?: boolean
}

export function RadioGroup<V extends string>(props: RadioGroupProps<V>) {
  const { label, options, value, onChange, hint, error, hideLabel, inline } = props
  const id = useId()
  return (
    <fieldset aria-describedby={hint || error ? `${id}-hint` : undefined} className="min-w-0">
      <legend className={hideLabel ? 'sr-only' : 'mb-1 font-medium'}>{label}</legend>
      {(hint || error) && (
        <p
          id={`${id}-hint`}
          className={classNames('mb-1.5 text-sm', error ? 'text-danger-ink' : 'text-muted')}
        >
          {error ?? hint}
        </p>
      )}
      <div className={classNames('flex', inline ? 'flex-wrap gap-x-5 gap-y-1.5' : 'flex-col gap-2')}>
        {options.map((option) => (
          <label key={option.value} className="flex items-start gap-2">
            <span className="hit relative mt-0.5 size-4 shrink-0">
              <input
                type="radio"
                name={id}
                aria-labelledby={`${id}-${option.value}`}
                aria-describedby={option.hint ? `${id}-${option.value}-hint` : undefined}
                checked={value === option.value}
                onChange={() => onChange(option.value)}
                className="absolute inset-0 z-1 appearance-none rounded-full border border-control bg-canvas checked:border-[5px] checked:border-accent hover:border-muted checked:hover:border-accent"
              />
            </span>
            <span className="min-w-0">
              <span id={`${id}-${option.value}`}>{option.label}</span>
              {option.hint && (
                <span id={`${id}-${option.value}-hint`} className="block text-sm text-muted">
                  {option.hint}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

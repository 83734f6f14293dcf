import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import type { Icon } from './icon.ts'

export type SegmentedOption<V extends string> = { value: V; label: string; icon?: Icon; iconOnly?: boolean }

export type SegmentedProps<V extends string> = {
  label: string
  options: readonly SegmentedOption<V>[]
  value: V | null
  onChange: (value: V) => void
  size?: 'sm' | 'md'
  /** Fills the line; good on a phone. */
  stretch?: boolean
  /** In a form the label stands above; in a toolbar it is only read aloud. */
  showLabel?: boolean
  hint?: ReactNode
}

/** One of two to five short options, all in sight. A radio group for the keyboard. */
export function Segmented<V extends string>(props: SegmentedProps<V>) {
  const { label, options, value, onChange, size = 'md', stretch, showLabel, hint } = props
  const id = useId()
  return (
    <fieldset className="min-w-0" aria-describedby={hint ? `${id}-hint` : undefined}>
      <legend className={showLabel ? 'mb-1 font-medium' : 'sr-only'}>{label}</legend>
      {hint && (
        <p id={`${id}-hint`} className="mb-1 text-sm text-muted">
          {hint}
        </p>
      )}
      <div className={classNames('rounded-md bg-active p-0.5', stretch ? 'flex w-full' : 'inline-flex')}>
        {options.map(({ value: own, label: text, icon: Glyph, iconOnly }) => (
          <label
            key={own}
            className={classNames(
              'relative flex flex-1 items-center justify-center gap-1.5 rounded-sm px-2.5 whitespace-nowrap text-muted select-none transition-colors hover:text-ink',
              'has-checked:bg-raised has-checked:font-medium has-checked:text-ink has-checked:shadow-control has-focus-visible:outline-2 has-focus-visible:outline-focus',
              size === 'sm' ? 'h-6 text-sm' : 'h-7 pointer-coarse:h-9',
            )}
          >
            <input
              type="radio"
              name={id}
              aria-label={iconOnly ? text : undefined}
              className="absolute inset-0 appearance-none outline-none"
              checked={value === own}
              onChange={() => onChange(own)}
            />
            {Glyph && <Glyph aria-hidden className="size-3.5" />}
            {!iconOnly && text}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

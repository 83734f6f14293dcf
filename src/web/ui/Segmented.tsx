import { useId } from 'react'
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
}

/** One of two to five short options, all in sight. A radio group for the keyboard. */
export function Segmented<V extends string>({
  label,
  options,
  value,
  onChange,
  size = 'md',
  stretch,
}: SegmentedProps<V>) {
  const id = useId()
  return (
    <fieldset className={classNames('rounded-md bg-active p-0.5', stretch ? 'flex w-full' : 'inline-flex')}>
      <legend className="sr-only">{label}</legend>
      {options.map(({ value: own, label: text, icon: Glyph, iconOnly }) => (
        <label
          key={own}
          className={classNames(
            'relative flex flex-1 items-center justify-center gap-1.5 rounded-sm px-2.5 whitespace-nowrap select-none text-muted transition-colors hover:text-ink',
            'has-checked:bg-raised has-checked:text-ink has-checked:font-medium has-checked:shadow-control has-focus-visible:outline-2 has-focus-visible:outline-focus',
            size === 'sm' ? 'h-6 text-sm' : 'h-7',
            'pointer-coarse:h-10',
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
    </fieldset>
  )
}

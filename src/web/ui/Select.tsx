import { ChevronDown } from 'lucide-react'
import { classNames } from './class-names.ts'
import { controlFocus, controlFrame } from './control-style.ts'
import { Field, type FieldProps } from './Field.tsx'

export type SelectOption<V extends string> = { value: V; label: string; disabledReason?: string }

export type SelectProps<V extends string> = FieldProps & {
  options: readonly SelectOption<V>[]
  value: V | null
  onChange: (value: V) => void
  placeholder?: string
  name?: string
}

/** One of a short, known list, by the browser's own control: it weighs nothing and is at home on a phone. */
export function Select<V extends string>({
  options,
  value,
  onChange,
  placeholder = 'Choose…',
  name,
  ...frame
}: SelectProps<V>) {
  return (
    <Field {...frame}>
      {(ids) => (
        <span className="relative block">
          <select
            {...ids}
            name={name}
            value={value ?? ''}
            onChange={(event) => {
              const chosen = options.find((option) => option.value === event.target.value)
              if (chosen) onChange(chosen.value)
            }}
            className={classNames(
              'select h-8 w-full truncate pr-7 pl-2.5 text-left',
              value === null && 'text-faint',
              controlFrame,
              controlFocus,
            )}
          >
            {value === null && (
              <option value="" disabled>
                {placeholder}
              </option>
            )}
            {options.map(({ value: own, label, disabledReason }) => (
              <option key={own} value={own} disabled={Boolean(disabledReason)}>
                {disabledReason ? `${label} (${disabledReason})` : label}
              </option>
            ))}
          </select>
          <ChevronDown
            aria-hidden
            className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-faint"
          />
        </span>
      )}
    </Field>
  )
}

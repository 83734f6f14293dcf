import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { bareInput, controlFocusWithin, controlFrame } from './control-style.ts'
import { Field, type FieldProps } from './Field.tsx'

export type TextFieldProps = FieldProps &
  Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'size' | 'prefix' | 'disabled'> & {
    value: string
    onChange: (value: string) => void
    /** Inside the frame, before and after the text. */
    prefix?: ReactNode
    suffix?: ReactNode
    size?: 'md' | 'lg'
    aside?: ReactNode
  }

export function TextField({
  label,
  hint,
  error,
  required,
  optional,
  hideLabel,
  className,
  aside,
  value,
  onChange,
  prefix,
  suffix,
  size = 'md',
  type = 'text',
  ...rest
}: TextFieldProps) {
  const frame = { label, hint, error, required, optional, hideLabel, className, aside }
  return (
    <Field {...frame}>
      {(ids) => (
        <div
          className={classNames(
            'flex items-center gap-2 px-2.5',
            size === 'lg' ? 'h-10 text-md' : 'h-8',
            controlFrame,
            controlFocusWithin,
          )}
        >
          {prefix && <span className="flex shrink-0 text-faint">{prefix}</span>}
          <input
            {...rest}
            {...ids}
            type={type}
            required={required}
            className={classNames(bareInput, 'h-full')}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          {suffix && <span className="flex shrink-0 text-faint">{suffix}</span>}
        </div>
      )}
    </Field>
  )
}

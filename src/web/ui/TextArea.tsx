import { type ComponentProps, type ReactNode, useRef } from 'react'
import { classNames } from './class-names.ts'
import { controlFocus, controlFrame } from './control-style.ts'
import { Field, type FieldProps } from './Field.tsx'
import { useAutosize } from './use-autosize.ts'

export type TextAreaProps = FieldProps &
  Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'ref' | 'disabled'> & {
    value: string
    onChange: (value: string) => void
    aside?: ReactNode
  }

/** Several lines; grows with the text up to half the window. */
export function TextArea({
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
  rows = 3,
  ...rest
}: TextAreaProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  useAutosize(area, value)
  const frame = { label, hint, error, required, optional, hideLabel, className, aside }
  return (
    <Field {...frame}>
      {(ids) => (
        <textarea
          {...rest}
          {...ids}
          ref={area}
          rows={rows}
          required={required}
          className={classNames(
            'field-sizing-content max-h-[50vh] w-full resize-none px-2.5 py-1.5',
            controlFrame,
            controlFocus,
          )}
          style={{ minHeight: `calc(${rows} * 1lh + 0.75rem + 2px)` }}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

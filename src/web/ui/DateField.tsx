import type { Day } from '../../core/lib/instant.ts'
import { classNames } from './class-names.ts'
import { controlFocus, controlFrame } from './control-style.ts'
import { Field, type FieldProps } from './Field.tsx'

export type DateFieldProps = FieldProps & {
  value: Day | null
  onChange: (value: Day | null) => void
  min?: Day
  max?: Day
  name?: string
  onBlur?: () => void
}

/** A calendar day, with the browser's own picker: it speaks the reader's language and suits a thumb. */
export function DateField({ value, onChange, min, max, name, onBlur, ...frame }: DateFieldProps) {
  return (
    <Field {...frame}>
      {(ids) => (
        <input
          {...ids}
          type="date"
          name={name}
          min={min}
          max={max}
          required={frame.required}
          className={classNames('num h-8 w-full px-2.5 phone:min-w-0', controlFrame, controlFocus)}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
          onBlur={onBlur}
        />
      )}
    </Field>
  )
}

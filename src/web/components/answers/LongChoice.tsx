import type { FieldProps } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'

type LongChoiceProps = FieldProps & {
  options: readonly { value: string; label: string }[]
  value: string | null
  onChange: (value: string) => void
}

/** One of many, in a list to open. */
export function LongChoice(props: LongChoiceProps) {
  return <Select {...props} />
}

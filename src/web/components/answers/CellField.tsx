import type { BriefItem } from '../../../contract/deals.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextArea } from '../../ui/TextArea.tsx'

export type Cell = string | number | boolean | null

type CellFieldProps = {
  column: BriefItem['columns'][number]
  /** Read aloud where the column's heading stands above. */
  name: string
  /** Shows the column's name, where there is no heading: on a phone. */
  labelled: boolean
  autoFocus?: boolean
  value: Cell
  onChange: (value: Cell) => void
}

/** One cell of a table that is an answer. */
export function CellField({ column, name, labelled, autoFocus, value, onChange }: CellFieldProps) {
  const frame = { label: labelled ? column.label : name, hideLabel: !labelled, required: false }
  switch (column.type) {
    case 'text':
      return (
        <TextArea
          {...frame}
          rows={1}
          // biome-ignore lint/a11y/noAutofocus: asked for by whoever opened it by a press
          autoFocus={autoFocus}
          value={typeof value === 'string' ? value : ''}
          onChange={onChange}
        />
      )
    case 'number':
      return <NumberField {...frame} value={typeof value === 'number' ? value : null} onChange={onChange} />
    case 'date':
      return (
        <DateField {...frame} value={typeof value === 'string' && value ? value : null} onChange={onChange} />
      )
    case 'choice':
      return (
        <Select
          {...frame}
          placeholder="–"
          options={(column.options ?? []).map((option) => ({ value: option, label: option }))}
          value={typeof value === 'string' && value ? value : null}
          onChange={onChange}
        />
      )
    case 'yes_no':
      return (
        <Checkbox
          label={frame.label}
          hideLabel={!labelled}
          className="min-h-8 items-center"
          checked={value === true}
          onChange={onChange}
        />
      )
  }
}

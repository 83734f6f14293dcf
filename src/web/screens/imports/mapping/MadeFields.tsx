import { X } from 'lucide-react'
import { useState } from 'react'
import type { FileMapping, ImportKind } from '../../../../contract/import-mapping.ts'
import { Button } from '../../../ui/Button.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Popover } from '../../../ui/Popover.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { fieldsOf, fieldTitle, isField } from '../import-words.ts'
import { madeFields, withField, withoutField } from './edit-mapping.ts'

type MadeFieldsProps = {
  file: FileMapping
  kind: ImportKind
  onChange: (edit: (file: FileMapping) => FileMapping) => void
}

/** Fields that no single column fills: joined ones, and those that are the same in every row. */
export function MadeFields({ file, kind, onChange }: MadeFieldsProps) {
  const made = madeFields(file)
  const free = fieldsOf(kind).filter(({ field }) => !file.fields[field])
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line pt-2">
      {made.map(([field, source]) => (
        <span key={field} className="flex items-center gap-1">
          <span className="font-medium">{fieldTitle(kind, field)}</span>
          <span className="text-muted">
            {source.from === 'constant'
              ? `is always “${source.value}”`
              : `is made of ${source.columns.join(source.joinWith === ' ' ? ' and ' : ` “${source.joinWith.trim()}” `)}`}
          </span>
          <IconButton
            size="sm"
            icon={X}
            label={`Remove ${fieldTitle(kind, field)}`}
            onClick={() => onChange((one) => withoutField(one, field))}
          />
        </span>
      ))}
      {free.length > 0 && (
        <Popover
          label="A field that is the same in every row"
          trigger={
            <Button size="sm" variant="ghost">
              Same in every row…
            </Button>
          }
        >
          {(close) => (
            <Constant
              free={free}
              onAdd={(field, value) => {
                if (isField(field)) onChange((one) => withField(one, field, { from: 'constant', value }))
                close()
              }}
            />
          )}
        </Popover>
      )}
    </div>
  )
}

function Constant({
  free,
  onAdd,
}: {
  free: readonly { field: string; title: string }[]
  onAdd: (field: string, value: string) => void
}) {
  const [field, setField] = useState(free[0]?.field ?? '')
  const [value, setValue] = useState('')
  return (
    <div className="flex w-60 flex-col gap-3">
      <Select
        label="Field"
        options={free.map((one) => ({ value: one.field, label: one.title }))}
        value={field}
        onChange={setField}
      />
      <TextField label="Value in every row" value={value} onChange={setValue} />
      <Button
        variant="primary"
        disabledReason={value.trim() === '' ? 'Say the value first' : null}
        onClick={() => onAdd(field, value)}
      >
        Add
      </Button>
    </div>
  )
}

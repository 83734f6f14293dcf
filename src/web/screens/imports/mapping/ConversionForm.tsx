import { ArrowRight, X } from 'lucide-react'
import { useState } from 'react'
import type { FieldSource } from '../../../../contract/import-mapping.ts'
import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { RadioGroup } from '../../../ui/RadioGroup.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import type { ColumnProfile } from '../file-profile.ts'
import { byWords, orderWords } from '../import-words.ts'

type FormProps = {
  source: FieldSource
  wants: 'date' | 'number' | 'reference' | 'text'
  column: ColumnProfile
  onChange: (source: FieldSource) => void
}

/** The settings of one conversion; only those that fit the kind of value. */
export function ConversionForm({ source, wants, column, onChange }: FormProps) {
  return (
    <div className="flex w-72 flex-col gap-4">
      {wants === 'date' && <DateForm {...{ source, onChange }} />}
      {wants === 'number' && <NumberForm {...{ source, onChange }} />}
      {wants === 'reference' && <ReferenceForm {...{ source, onChange }} />}
      <Words
        title={wants === 'reference' ? 'Other spellings' : 'Other words'}
        map={(wants === 'reference' ? source.aliases : source.values) ?? {}}
        example={column.values[0]?.value ?? ''}
        onChange={(map) => onChange({ ...source, [wants === 'reference' ? 'aliases' : 'values']: map })}
      />
    </div>
  )
}

type PartProps = Pick<FormProps, 'source' | 'onChange'>

function DateForm({ source, onChange }: PartProps) {
  return (
    <>
      <RadioGroup
        label="03/04/2027 means"
        options={[
          { value: 'dmy', label: orderWords.dmy, hint: '3 April' },
          { value: 'mdy', label: orderWords.mdy, hint: '4 March' },
          { value: 'ymd', label: orderWords.ymd, hint: 'Such as 2027-04-03' },
        ]}
        value={source.date?.order ?? null}
        onChange={(order) => onChange({ ...source, date: { ...source.date, order } })}
      />
      <TextField
        label="Time zone of times that carry none"
        placeholder="As for the whole import"
        value={source.date?.zone ?? ''}
        onChange={(zone) => {
          const { zone: _before, ...date } = source.date ?? {}
          onChange({ ...source, date: zone === '' ? date : { ...date, zone } })
        }}
      />
    </>
  )
}

function NumberForm({ source, onChange }: PartProps) {
  const { number } = source
  return (
    <>
      <Segmented
        showLabel
        stretch
        label="Decimals stand after"
        options={[
          { value: '.', label: '1,234.50' },
          { value: ',', label: '1.234,50' },
        ]}
        value={number?.decimal ?? '.'}
        onChange={(decimal) => onChange({ ...source, number: { ...number, decimal } })}
      />
      <TextField
        label="Multiply by"
        hint="12 makes a year of a monthly amount"
        inputMode="decimal"
        value={number?.multiply ?? ''}
        onChange={(multiply) => {
          const { multiply: _before, ...rest } = number ?? {}
          onChange({ ...source, number: multiply === '' ? rest : { ...rest, multiply } })
        }}
      />
      <Checkbox
        label="Round to what the currency has"
        checked={number?.round ?? false}
        onChange={(round) => onChange({ ...source, number: { ...number, round } })}
      />
    </>
  )
}

function ReferenceForm({ source, onChange }: PartProps) {
  return (
    <>
      <Segmented
        showLabel
        stretch
        size="sm"
        label="The cell holds"
        options={(['name', 'externalId', 'email'] as const).map((by) => ({ value: by, label: byWords[by] }))}
        value={source.by ?? 'name'}
        onChange={(by) => onChange({ ...source, by })}
      />
      <TextField
        label="Several in one cell, divided by"
        placeholder="Only one"
        maxLength={3}
        value={source.separator ?? ''}
        onChange={(separator) => {
          const { separator: _before, ...rest } = source
          onChange(separator === '' ? rest : { ...rest, separator })
        }}
      />
    </>
  )
}

type WordsProps = {
  title: string
  map: Readonly<Record<string, string>>
  example: string
  onChange: (map: Record<string, string>) => void
}

/** Written here, meant there; one pair a line. */
function Words({ title, map, example, onChange }: WordsProps) {
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const add = () => {
    onChange({ ...map, [from]: to })
    setFrom('')
    setTo('')
  }
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">{title}</legend>
      <ul className="max-h-40 overflow-y-auto">
        {Object.entries(map).map(([written, meant]) => (
          <li key={written} className="flex items-center gap-1.5">
            <span className="truncate text-muted">{written}</span>
            <ArrowRight aria-hidden className="size-3 shrink-0 text-faint" />
            <span className="min-w-0 flex-1 truncate">{meant}</span>
            <IconButton
              size="sm"
              icon={X}
              label={`Forget ${written}`}
              onClick={() =>
                onChange(Object.fromEntries(Object.entries(map).filter(([word]) => word !== written)))
              }
            />
          </li>
        ))}
      </ul>
      <div className="mt-1 grid grid-cols-[1fr_1fr_auto] gap-1.5">
        <TextField
          hideLabel
          label="Written"
          placeholder={example || 'Written'}
          value={from}
          onChange={setFrom}
        />
        <TextField hideLabel label="Meant" placeholder="Meant" value={to} onChange={setTo} />
        <Button disabledReason={from && to ? null : 'Fill in both'} onClick={add}>
          Add
        </Button>
      </div>
    </fieldset>
  )
}

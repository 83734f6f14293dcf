import { useState } from 'react'
import type { FileMapping, ImportMapping } from '../../../../contract/import-mapping.ts'
import { Button } from '../../../ui/Button.tsx'
import { useLocale } from '../../../ui/FormatContext.tsx'
import { OptionPicker } from '../../../ui/OptionPicker.tsx'
import { Popover } from '../../../ui/Popover.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Select } from '../../../ui/Select.tsx'
import { type FileProfile, fileFacts } from '../file-profile.ts'
import { kindTitles, type Problem } from '../import-words.ts'
import { ColumnRow } from './ColumnRow.tsx'
import { withKind } from './edit-mapping.ts'
import { MadeFields } from './MadeFields.tsx'

const kinds = [
  ...Object.entries(kindTitles).map(([value, label]) => ({ value, label })),
  { value: 'ignore', label: 'Leave this file out' },
]

function asKind(value: string): FileMapping['kind'] {
  return kinds.some((kind) => kind.value === value) ? (value as FileMapping['kind']) : 'ignore'
}

type FileColumnsProps = {
  profile: FileProfile
  file: FileMapping | undefined
  mapping: ImportMapping
  problems: readonly Problem[]
  onChange: (edit: (file: FileMapping) => FileMapping) => void
  onTake: (mapping: ImportMapping) => void
}

const first = 40

/** One file: what it holds, what identifies a row, and a line per column. */
export function FileColumns({ profile, file, mapping, problems, onChange, onTake }: FileColumnsProps) {
  const at = useLocale()
  const [all, setAll] = useState(false)
  const kind = file?.kind ?? 'ignore'
  const columns = all ? profile.columns : profile.columns.slice(0, first)
  return (
    <Section
      title={profile.file}
      meta={<span className="num">{fileFacts(at, profile)}</span>}
      actions={
        <Select
          hideLabel
          label={`What ${profile.file} holds`}
          options={kinds}
          value={kind}
          onChange={(next) => onChange((one) => withKind(one, asKind(next)))}
          className="w-44 phone:w-full"
        />
      }
    >
      {file === undefined || kind === 'ignore' ? (
        <p className="py-3 text-muted">
          This file is left out. Say what it holds if it should be imported:{' '}
          {profile.columns
            .slice(0, 8)
            .map(({ column }) => column)
            .join(', ')}
          {profile.columns.length > 8 && ' …'}
        </p>
      ) : (
        <>
          <Key profile={profile} file={file} onChange={onChange} />
          <ul className="divide-y divide-line border-t border-line">
            {columns.map((column) => (
              <ColumnRow
                key={column.column}
                column={column}
                file={file}
                kind={kind}
                mapping={mapping}
                problems={problems.filter((problem) => problem.column === column.column)}
                onChange={onChange}
                onTake={onTake}
              />
            ))}
          </ul>
          {profile.columns.length > columns.length && (
            <Button size="sm" className="mt-2" onClick={() => setAll(true)}>
              Show {profile.columns.length - columns.length} more columns
            </Button>
          )}
          <MadeFields file={file} kind={kind} onChange={onChange} />
        </>
      )}
    </Section>
  )
}

function Key({
  profile,
  file,
  onChange,
}: {
  profile: FileProfile
  file: FileMapping
  onChange: FileColumnsProps['onChange']
}) {
  const toggle = (column: string) =>
    onChange((one) => ({
      ...one,
      key: one.key.includes(column)
        ? one.key.filter((key) => key !== column)
        : [...one.key, column].slice(0, 5),
    }))
  return (
    <p className="flex flex-wrap items-center gap-x-2 py-2 text-muted">
      A row is known again by
      <Popover
        bare
        label={`What identifies a row of ${profile.file}`}
        trigger={<Button size="sm">{file.key.length === 0 ? 'Choose columns' : file.key.join(' + ')}</Button>}
      >
        <OptionPicker
          label="Columns"
          options={profile.columns.map(({ column }) => ({ value: column, label: column }))}
          chosen={file.key}
          onPick={toggle}
        />
      </Popover>
      <span className="text-sm">so that running twice changes nothing.</span>
    </p>
  )
}

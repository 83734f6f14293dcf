import { ArrowRight, Plus, X } from 'lucide-react'
import type {
  FileMapping,
  ImportField,
  ImportKind,
  ImportMapping,
} from '../../../../contract/import-mapping.ts'
import { formatNumber } from '../../../format.ts'
import { useLocale } from '../../../ui/FormatContext.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { Select } from '../../../ui/Select.tsx'
import type { ColumnProfile } from '../file-profile.ts'
import { fieldsOf, fieldTitle, isField, type Problem } from '../import-words.ts'
import { Conversion } from './Conversion.tsx'
import { feedsOf, withField, withoutField, withTarget } from './edit-mapping.ts'
import { ProblemRows } from './ProblemRows.tsx'

export type ColumnRowProps = {
  column: ColumnProfile
  file: FileMapping
  kind: ImportKind
  mapping: ImportMapping
  problems: readonly Problem[]
  onChange: (edit: (file: FileMapping) => FileMapping) => void
  onTake: (mapping: ImportMapping) => void
}

/** A column, some of its values, and what it becomes. */
export function ColumnRow({ column, file, kind, mapping, problems, onChange, onTake }: ColumnRowProps) {
  const name = column.column
  const feeds = feedsOf(file, name)
  const [main, ...others] = feeds
  const kept = file.keep.find((one) => one.column === name)
  const value = main ?? (kept ? 'keep' : 'none')
  const used = main !== undefined || kept !== undefined || file.key.includes(name)
  const free = fieldsOf(kind).filter(({ field }) => !file.fields[field])
  const pick = (next: string) =>
    onChange((one) =>
      withTarget(
        one,
        name,
        isField(next) ? { kind: 'field', field: next } : { kind: next === 'keep' ? 'keep' : 'none' },
      ),
    )
  const also = (field: ImportField) =>
    onChange((one) => {
      const source = main && one.fields[main]
      return withField(one, field, source ?? { from: 'column', column: name })
    })
  return (
    <li className="grid grid-cols-1 items-start gap-x-4 gap-y-1.5 py-2.5 md:grid-cols-[minmax(0,1fr)_1rem_13rem_minmax(0,15rem)]">
      <Values column={column} dim={!used} />
      <ArrowRight aria-hidden className="mt-2 size-3.5 text-faint max-md:hidden" />
      <div className="min-w-0">
        <div className="flex items-center gap-1">
          <Select
            hideLabel
            label={`What the column ${name} becomes`}
            options={options(kind, file, name)}
            value={value}
            onChange={pick}
            className="flex-1"
          />
          {main && free.length > 0 && (
            <Menu
              label={`Further uses of ${name}`}
              align="end"
              trigger={<IconButton size="sm" icon={Plus} label={`Use ${name} for something else as well`} />}
              items={free.map(({ field, title }) => ({
                kind: 'action',
                label: title,
                onSelect: () => also(field),
              }))}
            />
          )}
        </div>
        {others.map((field) => (
          <p key={field} className="mt-1 flex items-center gap-1 pl-2.5 text-sm text-muted">
            and {fieldTitle(kind, field)}
            <IconButton
              size="sm"
              icon={X}
              label={`Do not use ${name} for ${fieldTitle(kind, field)}`}
              onClick={() => onChange((one) => withoutField(one, field))}
            />
          </p>
        ))}
        {kept && !main && <p className="mt-1 truncate pl-2.5 font-mono text-xs text-muted">{kept.as}</p>}
      </div>
      <div className="min-w-0 pt-1">
        {main && <Conversion {...{ column, file, kind, onChange }} field={main} />}
      </div>
      {problems.length > 0 && (
        <div className="md:col-span-4">
          <ProblemRows problems={problems} mapping={mapping} onTake={onTake} within />
        </div>
      )}
    </li>
  )
}

function options(kind: ImportKind, file: FileMapping, column: string) {
  const mine = feedsOf(file, column)
  return [
    ...fieldsOf(kind).map(({ field, title }) => {
      const source = file.fields[field]
      const taken = source && !mine.includes(field)
      const hint = taken ? (source.from === 'column' ? `from ${source.column}` : 'made of others') : undefined
      return { value: String(field), label: title, ...(hint && { hint }) }
    }),
    ...(kind === 'accounts' || kind === 'deals' ? [{ value: 'keep', label: 'Keep as a further field' }] : []),
    { value: 'none', label: file.key.includes(column) ? 'Only identifies the row' : 'Leave out' },
  ]
}

function Values({ column, dim }: { column: ColumnProfile; dim: boolean }) {
  const at = useLocale()
  const count = `${column.distinctExact ? '' : 'about '}${formatNumber(at, column.distinct, 0)}`
  return (
    <div className="min-w-0">
      <p className="flex items-baseline gap-2">
        <span className={dim ? 'truncate text-muted' : 'truncate font-medium'}>{column.column}</span>
        <span className="num shrink-0 text-sm text-faint">
          {column.looks === 'empty' ? 'empty' : `${count} different`}
        </span>
      </p>
      <p className="truncate text-sm text-muted">
        {column.values
          .slice(0, 4)
          .map(({ value }) => value)
          .join(' · ')}
      </p>
    </div>
  )
}

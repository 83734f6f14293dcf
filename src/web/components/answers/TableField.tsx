import { X } from 'lucide-react'
import type { BriefItem } from '../../../contract/deals.ts'
import type { TableRow } from '../../../core/deal/answer.ts'
import { classNames } from '../../ui/class-names.ts'
import type { FieldProps } from '../../ui/Field.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { usePhone } from '../../ui/use-media.ts'
import { CellField } from './CellField.tsx'
import { ListFrame } from './ListFrame.tsx'

type Columns = BriefItem['columns']

type TableFieldProps = FieldProps & {
  columns: Columns
  value: readonly TableRow[]
  onChange: (value: TableRow[]) => void
  example: string | null
  autoFocus?: boolean
}

const most = 200
const widths: Readonly<Record<Columns[number]['type'], string>> = {
  text: 'minmax(8rem, 3fr)',
  choice: 'minmax(7rem, 1.5fr)',
  date: '9rem',
  number: '6.5rem',
  yes_no: '4rem',
}

/** Rows under named columns; a blank one waits at the end, so that the next is a matter of typing on. */
export function TableField({ columns, value, onChange, example, autoFocus, ...frame }: TableFieldProps) {
  const phone = usePhone()
  const rows = value.length < most ? [...value, {}] : value
  const put = (index: number, row: TableRow): void => {
    onChange(index < value.length ? value.map((one, at) => (at === index ? row : one)) : [...value, row])
  }
  const remove = (index: number): void => onChange(value.filter((_, at) => at !== index))
  const template = `${columns.map((column) => widths[column.type]).join(' ')} 2rem`
  return (
    <ListFrame
      {...frame}
      hint={frame.hint ?? (example && value.length === 0 ? `For example: ${example}` : null)}
    >
      <div className={classNames(!phone && 'overflow-x-auto overscroll-x-contain')}>
        {!phone && (
          <div
            aria-hidden
            className="grid min-w-fit gap-1 pb-1 text-sm text-faint"
            style={{ gridTemplateColumns: template }}
          >
            {columns.map((column) => (
              <span key={column.id} className="truncate px-1">
                {column.label}
                {column.required && <span className="text-danger-ink"> *</span>}
              </span>
            ))}
          </div>
        )}
        <ul className="flex min-w-fit flex-col gap-1.5 phone:gap-3">
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no id
            <li
              key={index}
              className="grid items-start gap-1 phone:gap-2 phone:rounded-lg phone:border phone:border-line phone:bg-sunken phone:p-3"
              style={phone ? undefined : { gridTemplateColumns: template }}
            >
              {columns.map((column, at) => (
                <CellField
                  key={column.id}
                  column={column}
                  name={`${column.label}, row ${index + 1}`}
                  labelled={phone}
                  autoFocus={autoFocus && index === 0 && at === 0}
                  value={row[column.id] ?? null}
                  onChange={(cell) => put(index, { ...row, [column.id]: cell })}
                />
              ))}
              {index < value.length ? (
                <IconButton
                  icon={X}
                  className="phone:justify-self-end"
                  label={`Remove row ${index + 1}`}
                  onClick={() => remove(index)}
                />
              ) : (
                <span aria-hidden className="phone:hidden" />
              )}
            </li>
          ))}
        </ul>
      </div>
    </ListFrame>
  )
}

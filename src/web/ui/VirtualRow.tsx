import { memo, type ReactNode } from 'react'
import { Checkbox } from './Checkbox.tsx'
import { classNames } from './class-names.ts'
import type { Column } from './table-column.ts'

export type VirtualRowProps<R> = {
  row: R
  index: number
  top: number
  height: number
  label: string
  columns: readonly Column<R>[]
  compact: ((row: R) => ReactNode) | undefined
  template: string
  tabbable: boolean
  chosen: boolean | null
  onOpen: ((row: R) => void) | undefined
  onFocus: (index: number) => void
  onChoose: (index: number, extend: boolean) => void
}

const own = 'a,button,input,select,textarea,label,[role=button]'

function Row<R>(props: VirtualRowProps<R>) {
  const {
    row,
    index,
    top,
    height,
    label,
    columns,
    compact,
    template,
    tabbable,
    chosen,
    onOpen,
    onFocus,
    onChoose,
  } = props
  const press = (event: React.MouseEvent) => {
    if (event.target instanceof Element && event.target.closest(own)) return
    if (chosen !== null && (event.shiftKey || event.metaKey || event.ctrlKey))
      return onChoose(index, event.shiftKey)
    onOpen?.(row)
  }
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen ?? undefined}
      aria-label={label}
      data-row={index}
      tabIndex={tabbable ? 0 : -1}
      className={classNames(
        'group ring-inside absolute inset-x-0 grid items-center gap-4 border-b border-line px-4 outline-offset-[-2px] [contain:layout_style]',
        chosen ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
      style={{ height, transform: `translateY(${top}px)`, gridTemplateColumns: template }}
      onClick={press}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onFocus={(event) => event.target === event.currentTarget && onFocus(index)}
    >
      {chosen !== null && (
        <span
          role="gridcell"
          className={classNames(
            'flex transition-opacity',
            !chosen &&
              'opacity-0 group-hover:opacity-100 group-focus-within:opacity-100 group-focus:opacity-100 pointer-coarse:opacity-100',
          )}
          onClickCapture={(event) => {
            event.preventDefault()
            event.stopPropagation()
            onChoose(index, event.shiftKey)
          }}
        >
          <span inert className="contents">
            <Checkbox label={`Select ${label}`} hideLabel checked={chosen} onChange={() => {}} />
          </span>
        </span>
      )}
      {compact ? (
        <div role="gridcell" className="min-w-0">
          {compact(row)}
        </div>
      ) : (
        columns.map((column) => (
          <div
            key={column.id}
            role="gridcell"
            className={classNames(
              'flex min-w-0 items-center overflow-hidden whitespace-nowrap',
              column.align === 'end' && 'num justify-end',
            )}
          >
            {column.cell(row)}
          </div>
        ))
      )}
    </div>
  )
}

/** A row is drawn again only when something of its own changed, not when its neighbours scroll. */
export const VirtualRow = memo(Row) as typeof Row

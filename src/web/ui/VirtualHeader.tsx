import { ArrowDown, ArrowUp } from 'lucide-react'
import { Checkbox } from './Checkbox.tsx'
import { classNames } from './class-names.ts'
import type { Column, Sort } from './table-column.ts'

type VirtualHeaderProps<R> = {
  columns: readonly Column<R>[]
  template: string
  /** On a phone the rows speak for themselves; screen readers still get the names. */
  hidden: boolean
  sort: Sort | null
  onSort?: (column: string) => void
  chosen: { some: boolean; all: boolean } | null
  onToggleAll: () => void
}

export function VirtualHeader<R>({
  columns,
  template,
  hidden,
  sort,
  onSort,
  chosen,
  onToggleAll,
}: VirtualHeaderProps<R>) {
  if (hidden) return null
  return (
    <div role="rowgroup" className="sticky top-0 z-2">
      <div
        role="row"
        aria-rowindex={1}
        className="grid h-8 items-center gap-4 border-b border-line bg-canvas px-4 text-sm text-faint"
        style={{ gridTemplateColumns: template }}
      >
        {chosen && (
          <span role="columnheader">
            <Checkbox
              label="Select all loaded rows"
              hideLabel
              checked={chosen.all}
              mixed={chosen.some && !chosen.all}
              onChange={onToggleAll}
            />
          </span>
        )}
        {columns.map((column) => {
          const direction = sort?.column === column.id ? sort.direction : undefined
          const Arrow = direction === 'descending' ? ArrowDown : ArrowUp
          const place = classNames('flex min-w-0 items-center gap-1', column.align === 'end' && 'justify-end')
          return (
            <div key={column.id} role="columnheader" aria-sort={direction} className={place}>
              {column.sortable && onSort ? (
                <button
                  type="button"
                  className={classNames(
                    'flex min-h-6 min-w-0 items-center gap-1 rounded-sm hover:text-ink',
                    direction && 'font-medium text-ink',
                  )}
                  onClick={() => onSort(column.id)}
                >
                  <span className="truncate">{column.header}</span>
                  {direction && <Arrow aria-hidden className="size-3" />}
                </button>
              ) : (
                <span className={column.hideHeader ? 'sr-only' : 'truncate'}>{column.header}</span>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react'
import { type Selection, toggleAll } from './row-selection.ts'
import { Skeleton } from './Skeleton.tsx'
import type { Column, Sort } from './table-column.ts'
import { usePhone } from './use-media.ts'
import { type RowOf, useRowKeys } from './use-row-keys.ts'
import { useVirtualRows } from './use-virtual-rows.ts'
import { useWidth } from './use-width.ts'
import { VirtualHeader } from './VirtualHeader.tsx'
import { VirtualRow } from './VirtualRow.tsx'

export type VirtualTableProps<R> = {
  label: string
  rows: readonly R[]
  rowId: (row: R) => string
  /** What a row is called, for screen readers. */
  rowLabel: (row: R) => string
  columns: readonly Column<R>[]
  /** Enter, or a click on the row. */
  onOpen?: (row: R) => void
  selection?: Selection
  onSelectionChange?: (selection: Selection) => void
  sort?: Sort | null
  onSort?: (column: string) => void
  /** Called when the last rows come near; load the next page. Leave it out once there is none. */
  onReachEnd?: () => void
  loadingMore?: boolean
  /** How many there are in all, when somebody knows; `-1` is said to screen readers otherwise. */
  total?: number
  /** A row on a phone: two lines instead of columns. */
  compact?: { height: number; render: (row: R) => ReactNode }
  /** More shortcuts for the row that has the mark: `{ e: edit }`. */
  keys?: Readonly<Record<string, { label: string; run: (row: R) => void }>>
  empty?: ReactNode
}

const rowHeight = 36

const widths = { md: 40, lg: 56, xl: 74 } as const
const lengths = ['w-2/5', 'w-1/4', 'w-1/3', 'w-1/2', 'w-1/5'] as const
const levels = { md: 1, lg: 2, xl: 3 } as const

/** A list that stays smooth with 100,000 rows: only those in sight are drawn. Fills the height it is given. */
export function VirtualTable<R>(props: VirtualTableProps<R>) {
  const {
    label,
    rows,
    rowId,
    rowLabel,
    onOpen,
    selection,
    onSelectionChange,
    sort,
    onSort,
    onReachEnd,
    loadingMore,
  } = props
  const scroller = useRef<HTMLDivElement>(null)
  const phone = usePhone()
  const compact = phone ? props.compact : undefined
  const width = useWidth(scroller)
  const level = width >= widths.xl ? 3 : width >= widths.lg ? 2 : width >= widths.md ? 1 : 0
  const shown = useMemo(
    () => props.columns.filter((column) => column.from === undefined || levels[column.from] <= level),
    [props.columns, level],
  )
  const selectable = onSelectionChange !== undefined
  const height = compact?.height ?? rowHeight
  const { virtual, scrollTo } = useVirtualRows({
    rows,
    rowId,
    scroller,
    height: height / 16,
    headerHeight: compact ? 0 : 33,
  })
  const opener = useRef(onOpen)
  opener.current = onOpen
  const open = useCallback((row: R) => opener.current?.(row), [])
  const all: RowOf<R> = {
    rows,
    rowId,
    count: rows.length,
    scrollTo,
    scroller,
  }
  const { active, setActive, onKeyDown, choose } = useRowKeys(all, {
    ...props,
    page: Math.max(Math.floor((virtual.scrollRect?.height ?? 0) / rowHeight) - 2, 1),
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? -1
  useEffect(() => {
    if (!loadingMore && rows.length > 0 && last >= rows.length - 25) onReachEnd?.()
  }, [last, rows.length, onReachEnd, loadingMore])
  const tracks = compact ? '1fr' : shown.map((column) => column.width).join(' ')
  const template = selectable ? `1rem ${tracks}` : tracks
  const ids = () => rows.map(rowId)
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={props.total === undefined ? -1 : props.total + 1}
      aria-colcount={compact ? 1 : shown.length + (selectable ? 1 : 0)}
      aria-multiselectable={selectable || undefined}
      aria-busy={loadingMore || undefined}
      className="relative h-full min-h-0 overflow-auto overscroll-contain contain-strict"
      onKeyDown={onKeyDown}
    >
      <VirtualHeader
        columns={shown}
        template={template}
        hidden={compact !== undefined}
        sort={sort ?? null}
        onSort={onSort}
        chosen={
          selectable
            ? { some: (selection?.size ?? 0) > 0, all: rows.length > 0 && selection?.size === rows.length }
            : null
        }
        onToggleAll={() => onSelectionChange?.(toggleAll(selection ?? new Set(), ids()))}
      />
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          const id = rowId(row)
          return (
            <VirtualRow
              key={item.key}
              row={row}
              index={item.index}
              top={item.start}
              height={item.size}
              label={rowLabel(row)}
              columns={shown}
              compact={compact?.render}
              template={template}
              tabbable={item.index === active || (active >= rows.length && item.index === 0)}
              chosen={selectable ? (selection?.has(id) ?? false) : null}
              onOpen={onOpen && open}
              onFocus={setActive}
              onChoose={choose}
            />
          )
        })}
      </div>
      {loadingMore && <RowsToCome count={rows.length === 0 ? 12 : 1} height={height} />}
      {rows.length === 0 && !loadingMore && props.empty && (
        <div role="row">
          <div role="gridcell">{props.empty}</div>
        </div>
      )}
    </div>
  )
}

/** Rows on their way: one after those that are there, or a list that fades. */
function RowsToCome({ count, height }: { count: number; height: number }) {
  return (
    <div>
      <span className="sr-only">{count > 1 ? 'Loading' : 'Loading more'}</span>
      {Array.from({ length: count }, (_, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
          key={index}
          aria-hidden
          className="flex items-center gap-3 border-b border-line px-4 last:border-0"
          style={{ height, opacity: 1 - index / count }}
        >
          <Skeleton className="size-3.5 rounded-full" />
          <Skeleton className={lengths[index % lengths.length] ?? ''} />
        </div>
      ))}
    </div>
  )
}

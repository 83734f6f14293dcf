import type { ReactNode } from 'react'

export type Column<R> = {
  id: string
  header: string
  /** A CSS grid track: `minmax(12rem, 1fr)`, `7rem`. */
  width: string
  cell: (row: R) => ReactNode
  align?: 'end'
  /** Left out while the table is narrower than 40, 56 or 74 rem; a phone shows `compact` instead. */
  from?: 'md' | 'lg' | 'xl'
  /** Names it to `onSort` when its header is pressed. */
  sortable?: boolean
  /** Keeps the name for screen readers only. */
  hideHeader?: boolean
}

export type Sort = { column: string; direction: 'ascending' | 'descending' }

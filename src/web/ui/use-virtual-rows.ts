import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useRef, useState } from 'react'

type Rows<R> = {
  rows: readonly R[]
  rowId: (row: R) => string
  scroller: RefObject<HTMLDivElement | null>
  /** Of one row, in rem of 16 px. */
  height: number
  headerHeight: number
}

type VirtualRows = {
  virtual: Virtualizer<HTMLDivElement, Element>
  /** Brings a row into sight by what is known of the list: asked for its size, the browser would lay it out at every press. */
  scrollTo: (index: number) => void
}

/**
 * Which rows are in sight. The functions handed over keep their identity as long as the rows do: with new ones the
 * whole list of 100,000 would be measured again at every scroll.
 */
export function useVirtualRows<R>(list: Rows<R>): VirtualRows {
  const { rows, scroller, height, headerHeight } = list
  const rowId = useRef(list.rowId)
  rowId.current = list.rowId
  // Once: asked at every scroll, it would have the browser compute all styles between two drawings.
  const [rem] = useState(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize))
  const size = Math.round(height * rem)
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: useCallback(() => scroller.current, [scroller]),
    estimateSize: useCallback(() => size, [size]),
    getItemKey: useCallback(
      (index: number) => {
        const row = rows[index]
        return row === undefined ? index : rowId.current(row)
      },
      [rows],
    ),
    overscan: 8,
  })
  const scrollTo = (index: number): void => {
    const { scrollRect, scrollOffset } = virtual
    if (!scroller.current || !scrollRect) return
    const [top, from] = [index * size, scrollOffset ?? 0]
    const room = scrollRect.height - headerHeight
    if (top < from) scroller.current.scrollTop = top
    else if (top + size > from + room) scroller.current.scrollTop = top + size - room
  }
  return { virtual, scrollTo }
}

import { type KeyboardEvent, type RefObject, useCallback, useRef, useState } from 'react'
import { extendTo, type Selection, toggleAll, toggleRow } from './row-selection.ts'
import { type Shortcut, useShortcuts } from './ShortcutProvider.tsx'

export type RowOf<R> = {
  rows: readonly R[]
  rowId: (row: R) => string
  count: number
  scrollTo: (index: number) => void
  scroller: RefObject<HTMLElement | null>
}

type Wishes<R> = {
  onOpen?: (row: R) => void
  selection?: Selection
  onSelectionChange?: (selection: Selection) => void
  keys?: Readonly<Record<string, { label: string; run: (row: R) => void }>>
  page: number
}

type RowKeys = {
  active: number
  setActive: (index: number) => void
  onKeyDown: (event: KeyboardEvent) => void
  choose: (index: number, extend: boolean) => void
}

const section = 'List'

/** Moves the focus to a row, once the virtual list has drawn it. */
function focusRow(scroller: HTMLElement | null, index: number, tries = 6): void {
  const row = scroller?.querySelector<HTMLElement>(`[data-row="${index}"]`)
  if (row) row.focus({ preventScroll: true })
  else if (tries > 0) requestAnimationFrame(() => focusRow(scroller, index, tries - 1))
}

/** The row itself where it is in sight, else the first one that is: who scrolled goes on from where they look. */
function nearest<R>({ scroller: { current: scroller } }: RowOf<R>, active: number): number {
  if (!scroller) return active
  const { top, bottom } = scroller.getBoundingClientRect()
  const head =
    scroller.querySelector('[role=columnheader]')?.closest('[role=row]')?.getBoundingClientRect().bottom ??
    top
  const inSight = [...scroller.querySelectorAll<HTMLElement>('[data-row]')]
    .filter(
      (row) => row.getBoundingClientRect().top >= head - 1 && row.getBoundingClientRect().bottom <= bottom,
    )
    .map((row) => Number(row.dataset['row']))
    .toSorted((a, b) => a - b)
  return inSight.includes(active) ? active : (inSight[0] ?? active)
}

/** The keyboard of a long list: arrows, j and k, Home, End, pages; x and shift choose, Enter opens. */
export function useRowKeys<R>(list: RowOf<R>, wishes: Wishes<R>): RowKeys {
  const [active, setActive] = useState(0)
  const anchor = useRef<number | null>(null)
  const latest = useRef({ list, wishes })
  latest.current = { list, wishes }

  const choose = useCallback((index: number, extend: boolean) => {
    const { list, wishes } = latest.current
    const row = list.rows[index]
    if (row === undefined || !wishes.onSelectionChange) return
    const before = wishes.selection ?? new Set<string>()
    const ids = list.rows.map(list.rowId)
    wishes.onSelectionChange(
      extend ? extendTo(before, ids, anchor.current, index) : toggleRow(before, list.rowId(row)),
    )
    anchor.current = index
    setActive(index)
  }, [])

  const inside = () => list.scroller.current?.contains(document.activeElement) ?? false
  const go = (index: number, extend = false) => {
    const next = Math.max(0, Math.min(index, list.count - 1))
    if (list.count === 0) return
    if (extend) {
      anchor.current ??= active
      wishes.onSelectionChange?.(
        extendTo(wishes.selection ?? new Set(), list.rows.map(list.rowId), anchor.current, next),
      )
    }
    setActive(next)
    list.scrollTo(next)
    requestAnimationFrame(() => focusRow(list.scroller.current, next))
  }
  const step = (by: number, extend = false) => go(inside() ? active + by : nearest(list, active), extend)
  const onActive = (run: (row: R) => void) => () => {
    const row = list.rows[active]
    if (row !== undefined && inside()) run(row)
  }
  const selectable = wishes.onSelectionChange !== undefined
  const shortcuts: Shortcut[] = [
    { keys: 'j', label: 'Next row', section, run: () => step(1) },
    { keys: 'k', label: 'Previous row', section, run: () => step(-1) },
    { keys: 'x', label: 'Select the row', section, run: () => choose(active, false), enabled: selectable },
    { keys: 'shift+j', label: 'Select downwards', section, run: () => step(1, true), enabled: selectable },
    { keys: 'shift+k', label: 'Select upwards', section, run: () => step(-1, true), enabled: selectable },
    ...Object.entries(wishes.keys ?? {}).map(([keys, { label, run }]) => ({
      keys,
      label,
      section,
      run: onActive(run),
    })),
  ]
  useShortcuts(shortcuts)

  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset['row'] === undefined) return
    const moves: Record<string, () => void> = {
      ArrowDown: () => step(1, event.shiftKey && selectable),
      ArrowUp: () => step(-1, event.shiftKey && selectable),
      PageDown: () => go(active + wishes.page),
      PageUp: () => go(active - wishes.page),
      Home: () => go(0),
      End: () => go(list.count - 1),
      Enter: onActive((row) => wishes.onOpen?.(row)),
      ' ': () => choose(active, event.shiftKey),
      Escape: () => wishes.selection?.size && wishes.onSelectionChange?.(new Set()),
    }
    const all = selectable && event.key === 'a' && (event.metaKey || event.ctrlKey)
    const move = all
      ? () => wishes.onSelectionChange?.(toggleAll(new Set(), list.rows.map(list.rowId)))
      : moves[event.key]
    if (!move || (!all && (event.metaKey || event.ctrlKey || event.altKey))) return
    event.preventDefault()
    move()
  }
  return { active, setActive, onKeyDown, choose }
}

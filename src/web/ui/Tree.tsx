import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { treeMove, visibleRows } from './tree-order.ts'

export type TreeItem = { id: string; label: string; trailing?: ReactNode; children?: readonly TreeItem[] }

export type TreeProps = {
  label: string
  items: readonly TreeItem[]
  selected?: string | null
  onSelect?: (id: string) => void
  defaultOpen?: readonly string[]
}

/** Nested names to walk with the arrow keys: the parts of a playbook. */
export function Tree({ label, items, selected, onSelect, defaultOpen = [] }: TreeProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(defaultOpen))
  const [mark, setMark] = useState(selected ?? items[0]?.id ?? '')
  const root = useRef<HTMLDivElement>(null)
  const rows = visibleRows(items, open)
  const tabbable = rows.some((row) => row.node.id === mark) ? mark : rows[0]?.node.id
  const toggle = (id: string) => {
    const next = new Set(open)
    if (!next.delete(id)) next.add(id)
    setOpen(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || tabbable === undefined) return
    const { focus, toggle: fold } = treeMove(rows, open, tabbable, event.key)
    const choose = event.key === 'Enter' || event.key === ' '
    if (focus === undefined && fold === undefined && !choose) return
    event.preventDefault()
    if (choose) onSelect?.(tabbable)
    if (fold !== undefined) toggle(fold)
    if (focus === undefined) return
    setMark(focus)
    root.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(focus)}"]`)?.focus()
  }
  return (
    <div ref={root} role="tree" aria-label={label} onKeyDown={onKeyDown}>
      {rows.map(({ node, depth, at, of }) => {
        const inner = (node.children?.length ?? 0) > 0
        return (
          <div
            key={node.id}
            role="treeitem"
            data-node={node.id}
            aria-level={depth}
            aria-posinset={at}
            aria-setsize={of}
            aria-expanded={inner ? open.has(node.id) : undefined}
            aria-selected={selected === node.id}
            tabIndex={node.id === tabbable ? 0 : -1}
            className={classNames(
              'ring-inside flex min-h-7 items-center gap-1 rounded-md pr-2 pointer-coarse:min-h-11',
              selected === node.id ? 'bg-active font-medium' : 'hover:bg-hover',
            )}
            style={{ paddingLeft: `${(depth - 1) * 0.875 + 0.25}rem` }}
            onClick={() => {
              setMark(node.id)
              if (inner && (selected === node.id || !open.has(node.id) || !onSelect)) toggle(node.id)
              onSelect?.(node.id)
            }}
          >
            <ChevronRight
              aria-hidden
              className={classNames(
                'size-3.5 shrink-0 text-faint transition-transform duration-100',
                open.has(node.id) && 'rotate-90',
                !inner && 'invisible',
              )}
            />
            <span className="min-w-0 flex-1 truncate">{node.label}</span>
            {node.trailing && <span className="text-sm text-faint">{node.trailing}</span>}
          </div>
        )
      })}
    </div>
  )
}

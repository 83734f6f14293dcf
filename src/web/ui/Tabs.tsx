import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'

export type Tab<V extends string> = { value: V; label: string; count?: number; content?: ReactNode }

export type TabsProps<V extends string> = {
  label: string
  tabs: readonly Tab<V>[]
  value: V
  onChange: (value: V) => void
}

/** Parts of one record. Each `content` is made only while its tab is open. */
export function Tabs<V extends string>({ label, tabs, value, onChange }: TabsProps<V>) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const shown = tabs.find((tab) => tab.value === value)
  const hasPanel = shown?.content !== undefined
  const walk = (event: KeyboardEvent): void => {
    const to = stepOf(event, { at: tabs.findIndex((tab) => tab.value === value), count: tabs.length })
    const next = to === null ? undefined : tabs[to]
    if (!next || to === null) return
    event.preventDefault()
    onChange(next.value)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus()
  }
  return (
    <div className="flex min-h-0 flex-col">
      <div className="overflow-x-auto border-b border-line px-4 [scrollbar-width:none]">
        <div ref={list} role="tablist" aria-label={label} className="flex w-max gap-1" onKeyDown={walk}>
          {tabs.map((tab) => (
            <button
              key={tab.value}
              id={`${id}-${tab.value}`}
              type="button"
              role="tab"
              aria-selected={tab.value === value}
              aria-controls={tab.value === value && hasPanel ? `${id}-panel` : undefined}
              tabIndex={tab.value === value ? 0 : -1}
              className="ring-inside relative flex h-9 items-center gap-1.5 rounded-md px-2 text-muted transition-colors hover:text-ink aria-selected:font-medium aria-selected:text-ink aria-selected:after:absolute aria-selected:after:inset-x-0 aria-selected:after:bottom-0 aria-selected:after:h-0.5 aria-selected:after:rounded-full aria-selected:after:bg-ink"
              onClick={() => onChange(tab.value)}
            >
              {tab.label}
              {tab.count !== undefined && tab.count > 0 && (
                <span className="num text-sm text-faint">{tab.count}</span>
              )}
            </button>
          ))}
        </div>
      </div>
      {shown && hasPanel && (
        <div
          key={shown.value}
          id={`${id}-panel`}
          role="tabpanel"
          aria-labelledby={`${id}-${shown.value}`}
          tabIndex={0}
          className="min-h-0 flex-1 outline-offset-[-2px]"
        >
          {shown.content}
        </div>
      )}
    </div>
  )
}

type Walk = { at: number; count: number }

/** The arrow keys walk around, Home and End go to the ends. */
function stepOf({ key }: KeyboardEvent, { at, count }: Walk): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count
    case 'ArrowLeft':
      return (at - 1 + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

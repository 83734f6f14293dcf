import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

export type Tab<V extends string> = { value: V; label: string; count?: number; content?: ReactNode }

export type TabsProps<V extends string> = {
  label: string
  tabs: readonly Tab<V>[]
  value: V
  onChange: (value: V) => void
}

/** Parts of one record. Each `content` is made only while its tab is open. */
export function Tabs<V extends string>({ label, tabs, value, onChange }: TabsProps<V>) {
  return (
    <Base.Root value={value} onValueChange={(next: V) => onChange(next)} className="flex min-h-0 flex-col">
      <div className="overflow-x-auto border-b border-line px-4 [scrollbar-width:none]">
        <Base.List aria-label={label} activateOnFocus className="relative flex w-max gap-1">
          {tabs.map((tab) => (
            <Base.Tab
              key={tab.value}
              value={tab.value}
              className="ring-inside flex h-9 items-center gap-1.5 rounded-md px-2 text-muted transition-colors hover:text-ink data-active:font-medium data-active:text-ink"
            >
              {tab.label}
              {tab.count !== undefined && tab.count > 0 && (
                <span className="num text-sm text-faint">{tab.count}</span>
              )}
            </Base.Tab>
          ))}
          <Base.Indicator className="absolute bottom-0 left-(--active-tab-left) h-0.5 w-(--active-tab-width) rounded-full bg-ink transition-[left,width] duration-150 ease-out" />
        </Base.List>
      </div>
      {tabs.map(
        (tab) =>
          tab.content !== undefined && (
            <Base.Panel key={tab.value} value={tab.value} className="min-h-0 flex-1 outline-offset-[-2px]">
              {tab.content}
            </Base.Panel>
          ),
      )}
    </Base.Root>
  )
}

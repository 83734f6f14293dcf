import { ListFilter, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from './Button.tsx'
import type { Icon } from './icon.ts'
import { OptionPicker, type PickerOption } from './OptionPicker.tsx'
import { Popover } from './Popover.tsx'
import { Tooltip } from './Tooltip.tsx'

export type FilterDefinition = { id: string; label: string; icon?: Icon; options: readonly PickerOption[] }

/** What is chosen per filter; a filter without a choice is absent. Fits a URL as it is. */
export type FilterValue = Readonly<Record<string, readonly string[]>>

export type FilterBarProps = {
  filters: readonly FilterDefinition[]
  value: FilterValue
  onChange: (value: FilterValue) => void
  /** Before the chips: a search field. */
  lead?: ReactNode
  /** At the end: a count, how it is sorted. */
  trailing?: ReactNode
}

function without(value: FilterValue, id: string): FilterValue {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== id))
}

function toggled(value: FilterValue, id: string, option: string): FilterValue {
  const before = value[id] ?? []
  const next = before.includes(option) ? before.filter((item) => item !== option) : [...before, option]
  return next.length === 0 ? without(value, id) : { ...value, [id]: next }
}

function summary(filter: FilterDefinition, chosen: readonly string[]): string {
  const names = chosen.map((own) => filter.options.find((option) => option.value === own)?.label ?? own)
  return names.length <= 2 ? names.join(', ') : `${names.length} chosen`
}

function Chip({
  filter,
  value,
  onChange,
}: {
  filter: FilterDefinition
  value: FilterValue
  onChange: (value: FilterValue) => void
}) {
  const chosen = value[filter.id] ?? []
  const Glyph = filter.icon
  const part =
    'ring-inside flex h-full items-center gap-1.5 px-2 transition-colors hover:bg-hover data-popup-open:bg-active'
  const trigger = (
    <button type="button" className={`${part} rounded-l-md`}>
      {Glyph && <Glyph aria-hidden className="size-3.5 text-faint" />}
      <span className="text-muted">{filter.label}</span>
      <span className="max-w-56 truncate font-medium">{summary(filter, chosen)}</span>
    </button>
  )
  return (
    <span className="inline-flex h-7 items-center overflow-hidden rounded-md border border-line-strong text-sm">
      <Popover bare label={`Filter by ${filter.label}`} trigger={trigger}>
        <OptionPicker
          label={filter.label}
          options={filter.options}
          chosen={chosen}
          onPick={(option) => onChange(toggled(value, filter.id, option))}
        />
      </Popover>
      <Tooltip content={`Remove the filter ${filter.label}`} describes={false}>
        <button
          type="button"
          aria-label={`Remove the filter ${filter.label}`}
          className={`${part} rounded-r-md border-l border-line text-faint hover:text-ink`}
          onClick={() => onChange(without(value, filter.id))}
        >
          <X aria-hidden className="size-3.5" />
        </button>
      </Tooltip>
    </span>
  )
}

function AddFilter({
  filters,
  value,
  onChange,
  plain,
}: Pick<FilterBarProps, 'filters' | 'value' | 'onChange'> & { plain: boolean }) {
  const [picked, setPicked] = useState<string | null>(null)
  const filter = filters.find((item) => item.id === picked)
  const trigger = (
    <Button
      size="sm"
      variant="ghost"
      icon={ListFilter}
      aria-label="Add a filter"
      onClick={() => setPicked(null)}
    >
      {plain ? 'Filter' : null}
    </Button>
  )
  return (
    <Popover bare label="Add a filter" trigger={trigger}>
      {filter ? (
        <OptionPicker
          key={filter.id}
          label={filter.label}
          options={filter.options}
          chosen={value[filter.id] ?? []}
          onPick={(option) => onChange(toggled(value, filter.id, option))}
        />
      ) : (
        <OptionPicker
          label="Filter by…"
          chosen={null}
          options={filters.map(({ id, label, icon: Glyph }) => ({
            value: id,
            label,
            lead: Glyph && <Glyph aria-hidden className="size-3.5 text-muted" />,
          }))}
          onPick={setPicked}
        />
      )}
    </Popover>
  )
}

/** What a list is narrowed to, as chips one can change or remove. Knows no data: hand it value and onChange. */
export function FilterBar({ filters, value, onChange, lead, trailing }: FilterBarProps) {
  const active = filters.filter((filter) => (value[filter.id]?.length ?? 0) > 0)
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-1.5 border-b border-line px-4 py-1.5">
      {lead}
      {active.map((filter) => (
        <Chip key={filter.id} filter={filter} value={value} onChange={onChange} />
      ))}
      <AddFilter filters={filters} value={value} onChange={onChange} plain={active.length === 0} />
      {active.length > 1 && (
        <Button size="sm" variant="ghost" onClick={() => onChange({})}>
          Clear all
        </Button>
      )}
      {trailing && <div className="ml-auto flex items-center gap-2 text-sm text-muted">{trailing}</div>}
    </div>
  )
}

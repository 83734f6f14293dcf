import { Combobox as Base } from '@base-ui/react/combobox'
import { X } from 'lucide-react'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { ComboboxPopup } from './ComboboxPopup.tsx'
import { classNames } from './class-names.ts'
import { bareInput, controlFocusWithin, controlFrame } from './control-style.ts'
import { Field, type FieldProps } from './Field.tsx'
import { type Search, useSearch } from './use-search.ts'

export type MultiComboboxProps<T> = FieldProps & {
  search: Search<T>
  value: readonly T[]
  onChange: (value: T[]) => void
  keyOf: (item: T) => string
  labelOf: (item: T) => string
  render?: (item: T) => ReactNode
  /** Before the label in a chosen chip. */
  chipLead?: (item: T) => ReactNode
  placeholder?: string
}

/** Several of many, found by typing; what is chosen stands as chips in the field. */
export function MultiCombobox<T>(props: MultiComboboxProps<T>) {
  const { search, value, onChange, keyOf, labelOf, render, chipLead, placeholder, ...frame } = props
  const group = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const state = useSearch(search, query, open)
  const items = useMemo(() => {
    const listed = new Set(state.items.map(keyOf))
    return query === '' ? [...value.filter((item) => !listed.has(keyOf(item))), ...state.items] : state.items
  }, [state.items, value, query, keyOf])
  return (
    <Field {...frame}>
      {(ids, labelId) => (
        <Base.Root<T, true>
          multiple
          items={items}
          filter={null}
          value={value}
          autoHighlight
          open={open}
          inputValue={query}
          itemToStringLabel={labelOf}
          isItemEqualToValue={(a, b) => keyOf(a) === keyOf(b)}
          onOpenChange={(next) => setOpen(next)}
          onValueChange={(next, { reason }) => {
            if (reason === 'escape-key') return
            onChange(next)
            setQuery('')
          }}
          onInputValueChange={(next) => setQuery(next)}
        >
          <Base.InputGroup
            ref={group}
            className={classNames('min-h-8 px-1 py-[3px]', controlFrame, controlFocusWithin)}
          >
            <Base.Chips className="flex flex-wrap items-center gap-1">
              {value.map((item) => (
                <Base.Chip
                  key={keyOf(item)}
                  className="flex h-6 items-center gap-1 rounded-sm bg-active pl-1.5 text-sm outline-none data-highlighted:bg-accent-soft data-highlighted:text-accent-ink"
                >
                  {chipLead?.(item)}
                  {labelOf(item)}
                  <Base.ChipRemove
                    aria-label={`Remove ${labelOf(item)}`}
                    className="flex size-6 items-center justify-center rounded-sm text-muted hover:text-ink"
                  >
                    <X aria-hidden className="size-3" />
                  </Base.ChipRemove>
                </Base.Chip>
              ))}
              <Base.Input
                {...ids}
                // by id, because the label itself is hidden from screen readers while the list is open
                aria-labelledby={labelId}
                placeholder={value.length === 0 ? (placeholder ?? 'Type to search…') : ''}
                className={classNames(bareInput, 'h-6 min-w-24 px-1.5')}
              />
            </Base.Chips>
          </Base.InputGroup>
          <ComboboxPopup state={state} query={query} keyOf={keyOf} anchor={group}>
            {(item) => render?.(item) ?? labelOf(item)}
          </ComboboxPopup>
        </Base.Root>
      )}
    </Field>
  )
}

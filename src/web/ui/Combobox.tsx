import { Combobox as Base } from '@base-ui/react/combobox'
import { ChevronsUpDown, X } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { ComboboxPopup } from './ComboboxPopup.tsx'
import { classNames } from './class-names.ts'
import { bareInput, controlFocusWithin, controlFrame } from './control-style.ts'
import { Field, type FieldProps } from './Field.tsx'
import { type Search, useSearch } from './use-search.ts'

export type ComboboxProps<T> = FieldProps & {
  /** Called as one types, at first with an empty query; keep its identity stable (module function or useCallback). */
  search: Search<T>
  value: T | null
  onChange: (value: T | null) => void
  keyOf: (item: T) => string
  labelOf: (item: T) => string
  /** How an item looks in the list; its label otherwise. */
  render?: (item: T) => ReactNode
  placeholder?: string
  /** Shown before the text: an avatar, an icon. */
  lead?: ReactNode
}

/** One of many, found by typing. */
export function Combobox<T>({
  search,
  value,
  onChange,
  keyOf,
  labelOf,
  render,
  placeholder,
  lead,
  ...frame
}: ComboboxProps<T>) {
  const [open, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const state = useSearch(search, query, open)
  const items = useMemo(() => {
    const listed = value === null || state.items.some((item) => keyOf(item) === keyOf(value))
    return listed || query !== '' ? state.items : [value, ...state.items]
  }, [state.items, value, query, keyOf])
  return (
    <Field {...frame}>
      {(ids, labelId) => (
        <Base.Root<T>
          items={items}
          filter={null}
          value={value}
          autoHighlight
          open={open}
          itemToStringLabel={labelOf}
          isItemEqualToValue={(a, b) => keyOf(a) === keyOf(b)}
          onOpenChange={(next) => {
            setOpen(next)
            if (next) setQuery('')
          }}
          onValueChange={(next, { reason }) => reason !== 'escape-key' && onChange(next)}
          onInputValueChange={(next, { reason }) => setQuery(reason === 'input-change' ? next : '')}
        >
          <Base.InputGroup
            className={classNames(
              'flex h-8 items-center gap-1 pr-1 pl-2.5',
              controlFrame,
              controlFocusWithin,
            )}
          >
            {lead && <span className="mr-1 flex shrink-0 text-faint">{lead}</span>}
            <Base.Input
              {...ids}
              // by id, because the label itself is hidden from screen readers while the list is open
              aria-labelledby={labelId}
              placeholder={placeholder ?? 'Type to search…'}
              className={classNames(bareInput, 'h-full')}
            />
            <Base.Clear
              aria-label={`Clear ${frame.label}`}
              className="flex size-6 items-center justify-center rounded-sm text-faint hover:bg-active hover:text-ink"
            >
              <X aria-hidden className="size-3.5" />
            </Base.Clear>
            <Base.Trigger
              aria-label={`Choose ${frame.label}`}
              className="flex size-6 items-center justify-center rounded-sm text-faint hover:bg-active hover:text-ink"
            >
              <ChevronsUpDown aria-hidden className="size-3.5" />
            </Base.Trigger>
          </Base.InputGroup>
          <ComboboxPopup state={state} query={query} keyOf={keyOf}>
            {(item) => render?.(item) ?? labelOf(item)}
          </ComboboxPopup>
        </Base.Root>
      )}
    </Field>
  )
}

import { Check, Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { useListbox } from '../../ui/use-listbox.ts'
import type { Place } from './place-choices.ts'

type PlaceListProps = {
  label: string
  search: (query: string) => Place[]
  chosen: string
  onPick: (value: string) => void
}

/** What a `PlaceField` opens: a list that typing narrows. */
export function PlaceList({ label, search, chosen, onPick }: PlaceListProps) {
  const [query, setQuery] = useState('')
  const shown = useMemo(() => search(query), [search, query])
  const list = useListbox(shown.length, query, (index) => {
    const place = shown[index]
    if (place) onPick(place.value)
  })
  return (
    <div className="w-80 max-w-[calc(100vw-2rem)]">
      <div className="flex items-center gap-2 border-b border-line px-2 pb-1">
        <Search aria-hidden className="size-3.5 shrink-0 text-faint" />
        <input
          {...list.inputProps}
          // biome-ignore lint/a11y/noAutofocus: it opens to be typed in
          autoFocus
          aria-label={label}
          placeholder={label}
          autoComplete="off"
          className="h-7 min-w-0 flex-1 bg-transparent outline-none phone:text-[16px]"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      <div id={list.listId} role="listbox" aria-label={label} className="max-h-72 overflow-y-auto pt-1">
        {shown.map(({ value, label: name, note }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above steers the list
          <div
            key={value}
            id={list.optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={value === chosen}
            className={classNames(
              'flex min-h-8 items-center gap-2 rounded-md px-2 pointer-coarse:min-h-11',
              index === list.active && 'bg-highlight',
            )}
            onPointerMove={() => list.setActive(index)}
            onClick={() => onPick(value)}
          >
            <span className="min-w-0 flex-1 truncate">{name}</span>
            <span className="num shrink-0 text-sm text-faint">{note}</span>
            {value === chosen && <Check aria-hidden className="size-3.5" />}
          </div>
        ))}
      </div>
      <p role="status" className={shown.length === 0 ? 'px-2 py-1.5 text-muted' : 'sr-only'}>
        {shown.length === 0 ? 'Nothing matches' : `${shown.length} found`}
      </p>
    </div>
  )
}

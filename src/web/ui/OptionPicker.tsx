import { Search } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Checkbox } from './Checkbox.tsx'
import { classNames } from './class-names.ts'
import { rankItems } from './fuzzy-match.ts'
import { useListbox } from './use-listbox.ts'

export type PickerOption = { value: string; label: string; lead?: ReactNode; count?: string }

export type OptionPickerProps = {
  label: string
  options: readonly PickerOption[]
  /** Null picks one and is done; otherwise several, ticked. */
  chosen: readonly string[] | null
  onPick: (value: string) => void
}

/** A list to filter by typing and pick from, inside a popover. */
export function OptionPicker({ label, options, chosen, onPick }: OptionPickerProps) {
  const [query, setQuery] = useState('')
  const shown = rankItems(query, options, (option) => option.label)
  const list = useListbox(shown.length, query, (index) => {
    const option = shown[index]
    if (option) onPick(option.value)
  })
  return (
    <div className="w-60">
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
      <div
        id={list.listId}
        role="listbox"
        aria-label={label}
        aria-multiselectable={chosen !== null}
        className="max-h-72 overflow-y-auto pt-1"
      >
        {shown.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above steers the list
          <div
            key={option.value}
            id={list.optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={chosen?.includes(option.value) ?? index === list.active}
            className={classNames(
              'flex min-h-8 items-center gap-2 rounded-md px-2 pointer-coarse:min-h-11',
              index === list.active && 'bg-highlight',
            )}
            onPointerMove={() => list.setActive(index)}
            onClick={() => onPick(option.value)}
          >
            {chosen && (
              <span aria-hidden inert className="pointer-events-none">
                <Checkbox
                  label={option.label}
                  hideLabel
                  checked={chosen.includes(option.value)}
                  onChange={() => {}}
                />
              </span>
            )}
            {option.lead}
            <span className="min-w-0 flex-1 truncate">{option.label}</span>
            {option.count && <span className="num text-sm text-faint">{option.count}</span>}
          </div>
        ))}
      </div>
      <p role="status" className={shown.length === 0 ? 'px-2 py-1.5 text-muted' : 'sr-only'}>
        {shown.length === 0 ? 'Nothing matches' : `${shown.length} options`}
      </p>
    </div>
  )
}

import { Search, X } from 'lucide-react'
import { useRef } from 'react'
import { classNames } from './class-names.ts'
import { bareInput, controlFocusWithin } from './control-style.ts'
import { IconButton } from './IconButton.tsx'
import { useShortcuts } from './ShortcutProvider.tsx'

export type SearchFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string
  /** Lets `/` jump here. One per page. */
  slash?: boolean
  className?: string
}

export function SearchField({
  label,
  value,
  onChange,
  placeholder,
  slash = false,
  className,
}: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  useShortcuts([{ keys: '/', label, run: () => input.current?.focus(), enabled: slash }])
  return (
    <search
      className={classNames(
        'flex h-8 items-center gap-1.5 rounded-md border border-transparent bg-hover pr-0.5 pl-2 transition-colors hover:bg-active has-[input:focus-visible]:bg-canvas',
        controlFocusWithin,
        className,
      )}
    >
      <Search aria-hidden className="size-3.5 shrink-0 text-faint" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        autoComplete="off"
        spellCheck={false}
        className={classNames(bareInput, 'h-full [&::-webkit-search-cancel-button]:hidden phone:text-[16px]')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          if (value) onChange('')
          else input.current?.blur()
        }}
      />
      {value !== '' && (
        <IconButton
          size="sm"
          icon={X}
          label="Clear the search"
          onClick={() => {
            onChange('')
            input.current?.focus()
          }}
        />
      )}
    </search>
  )
}

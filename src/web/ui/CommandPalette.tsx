import { Dialog as Base } from '@base-ui/react/dialog'
import { LoaderCircle, Search as SearchIcon } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { type Command, type CommandHit, type CommandSection, findCommands } from './command.ts'
import { backdropClass } from './DialogPopup.tsx'
import { Kbd } from './Kbd.tsx'
import { Marked } from './Marked.tsx'
import { useListbox } from './use-listbox.ts'
import { type Search, useSearch } from './use-search.ts'

export type CommandPaletteProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  sections: readonly CommandSection[]
  /** Records found on the server while one types; keep its identity stable. */
  search?: Search<Command>
  searchLabel?: string
  placeholder?: string
}

function Option({
  hit,
  id,
  active,
  onPoint,
  onPick,
}: {
  hit: CommandHit
  id: string
  active: boolean
  onPoint: () => void
  onPick: () => void
}) {
  const { label, hint, icon: Glyph, shortcut, disabledReason } = hit.command
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above steers the list
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      aria-disabled={disabledReason ? true : undefined}
      className={classNames(
        'flex min-h-9 items-center gap-2.5 rounded-md px-2.5 py-1.5 pointer-coarse:min-h-11',
        active && 'bg-highlight',
        disabledReason && 'opacity-60',
      )}
      onPointerMove={onPoint}
      onClick={onPick}
    >
      {Glyph && <Glyph aria-hidden className="size-4 shrink-0 text-muted" />}
      <span className={classNames('min-w-0 flex-1 truncate', hit.ranges.length > 0 && 'text-muted')}>
        <Marked text={label} ranges={hit.ranges} />
      </span>
      <span className="truncate text-sm text-faint">{disabledReason ?? hint}</span>
      {shortcut && <Kbd keys={shortcut} className="text-faint phone:hidden" />}
    </div>
  )
}

function Body({
  onOpenChange,
  sections,
  search,
  searchLabel = 'Found',
  placeholder = 'Search or type a command…',
}: Omit<CommandPaletteProps, 'open'>) {
  const [query, setQuery] = useState('')
  const state = useSearch(search, query.trim(), query.trim() !== '')
  const hits = useMemo(() => {
    const found = query.trim() === '' ? null : { id: 'found', label: searchLabel, commands: state.items }
    return findCommands(query, sections, found)
  }, [query, sections, state.items, searchLabel])
  const pick = (index: number) => {
    const command = hits[index]?.command
    if (!command || command.disabledReason) return
    onOpenChange(false)
    command.run()
  }
  const list = useListbox(hits.length, query, pick)
  const groups = [...Map.groupBy(hits.entries(), ([, hit]) => hit.section)]
  const searching = state.kind === 'searching'
  return (
    <>
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        {searching ? (
          <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-faint" />
        ) : (
          <SearchIcon aria-hidden className="size-4 shrink-0 text-faint" />
        )}
        <input
          {...list.inputProps}
          aria-label="Command or search"
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          className="h-12 min-w-0 flex-1 bg-transparent text-md outline-none phone:text-[16px]"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      <div
        id={list.listId}
        role="listbox"
        aria-label="Commands"
        className="min-h-0 flex-1 scroll-py-2 overflow-y-auto overscroll-contain p-1.5"
      >
        {groups.map(([label, entries]) => (
          // biome-ignore lint/a11y/useSemanticElements: groups of options
          <div key={label} role="group" aria-label={label} className="pb-1">
            <div aria-hidden className="px-2.5 pt-1.5 pb-1 text-sm text-faint">
              {label}
            </div>
            {entries.map(([index, hit]) => (
              <Option
                key={hit.command.id}
                hit={hit}
                id={list.optionId(index)}
                active={index === list.active}
                onPoint={() => list.setActive(index)}
                onPick={() => pick(index)}
              />
            ))}
          </div>
        ))}
      </div>
      <p role="status" className={hits.length === 0 ? 'px-4 pb-8 text-center text-muted' : 'sr-only'}>
        {hits.length > 0
          ? `${hits.length} results`
          : searching
            ? 'Searching…'
            : state.kind === 'failed'
              ? 'The search failed. Type again to retry.'
              : `Nothing matches “${query}”`}
      </p>
    </>
  )
}

/** Everything one can do or go to, found by typing. Opened with mod+k. Load it lazily: `AppShell` does. */
export function CommandPalette({ open, onOpenChange, ...body }: CommandPaletteProps) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Popup
          ref={popup}
          aria-label="Command palette"
          initialFocus={() => popup.current?.querySelector('input') ?? true}
          className="fixed top-[14vh] left-1/2 z-50 flex max-h-[min(26rem,70vh)] w-[38rem] max-w-[calc(100vw-1.5rem)] -translate-x-1/2 flex-col overflow-hidden rounded-xl bg-raised shadow-modal outline-none transition duration-100 ease-out data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0 phone:top-3 phone:max-h-[75dvh]"
        >
          <Body onOpenChange={onOpenChange} {...body} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

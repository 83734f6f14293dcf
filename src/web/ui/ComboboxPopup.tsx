import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { classNames } from './class-names.ts'
import { popupFrame, popupItem } from './control-style.ts'
import type { SearchState } from './use-search.ts'

type ComboboxPopupProps<T> = {
  state: SearchState<T>
  query: string
  keyOf: (item: T) => string
  children: (item: T) => ReactNode
  anchor?: React.RefObject<HTMLElement | null>
}

function Status<T>({ state, query }: Pick<ComboboxPopupProps<T>, 'state' | 'query'>) {
  if (state.kind === 'failed') {
    return (
      <div className="flex items-center gap-2 px-2 py-1.5 text-danger-ink">
        The search failed.
        <Button variant="link" onClick={state.retry}>
          Try again
        </Button>
      </div>
    )
  }
  if (state.kind === 'searching' && state.items.length === 0) {
    return (
      <div className="flex items-center gap-2 px-2 py-1.5 text-muted">
        <LoaderCircle aria-hidden className="size-3.5 animate-spin" /> Searching…
      </div>
    )
  }
  if (state.kind !== 'done' || state.items.length > 0) return null
  return (
    <div className="px-2 py-1.5 text-muted">
      {query ? `Nothing matches “${query}”` : 'Nothing to choose from'}
    </div>
  )
}

/** The list under a combobox, with what a search has to say about itself. */
export function ComboboxPopup<T>({ state, query, keyOf, children, anchor }: ComboboxPopupProps<T>) {
  return (
    <Base.Portal>
      <Base.Positioner sideOffset={4} anchor={anchor} className="z-60 outline-none">
        <Base.Popup
          aria-busy={state.kind === 'searching' || undefined}
          className={classNames(
            popupFrame,
            'max-h-[min(var(--available-height),20rem)] w-(--anchor-width) min-w-56 overflow-y-auto overscroll-contain p-1',
          )}
        >
          <Base.Status>
            <Status state={state} query={query} />
          </Base.Status>
          <Base.List>
            {(item: T) => (
              <Base.Item key={keyOf(item)} value={item} className={popupItem}>
                <span className="min-w-0 flex-1">{children(item)}</span>
                <Base.ItemIndicator>
                  <Check aria-hidden className="size-3.5" />
                </Base.ItemIndicator>
              </Base.Item>
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

import { type KeyboardEvent, useEffect, useId, useState } from 'react'

type Listbox = {
  listId: string
  active: number
  setActive: (index: number) => void
  optionId: (index: number) => string
  /** For the text field that steers the list. */
  inputProps: {
    role: 'combobox'
    'aria-expanded': true
    'aria-controls': string
    'aria-autocomplete': 'list'
    'aria-activedescendant': string | undefined
    onKeyDown: (event: KeyboardEvent) => void
  }
}

/** A list steered from a text field: arrows move a mark, Enter chooses; the focus stays where one types. */
export function useListbox(count: number, resetOn: string, choose: (index: number) => void): Listbox {
  const listId = useId()
  const [active, setActive] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another query starts at the top
  useEffect(() => setActive(0), [resetOn])
  const current = Math.min(active, count - 1)
  const optionId = (index: number) => `${listId}-${index}`
  useEffect(() => {
    if (current >= 0) document.getElementById(`${listId}-${current}`)?.scrollIntoView({ block: 'nearest' })
  }, [current, listId])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || count === 0) return
    const to: Record<string, number> = {
      ArrowDown: (current + 1) % count,
      ArrowUp: (current - 1 + count) % count,
      PageDown: Math.min(current + 8, count - 1),
      PageUp: Math.max(current - 8, 0),
    }
    const next = event.ctrlKey ? { n: to['ArrowDown'], p: to['ArrowUp'] }[event.key] : to[event.key]
    if (next !== undefined) {
      event.preventDefault()
      setActive(next)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      choose(current)
    }
  }
  return {
    listId,
    active: current,
    setActive,
    optionId,
    inputProps: {
      role: 'combobox',
      'aria-expanded': true,
      'aria-controls': listId,
      'aria-autocomplete': 'list',
      'aria-activedescendant': count > 0 ? optionId(current) : undefined,
      onKeyDown,
    },
  }
}

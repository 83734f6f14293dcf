import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { createMatcher, isCharacter, strokeOf } from './shortcut-matcher.ts'

export type Shortcut = {
  /** `j`, `mod+k`, `shift+enter`, or one after the other: `g t`. */
  keys: string
  /** What it does, for the help. */
  label: string
  section?: string
  run: (event: KeyboardEvent) => void
  /** Also while a field has the focus; for shortcuts with a modifier. */
  whileTyping?: boolean
  /** False while it does not apply. */
  enabled?: boolean
}

type Registry = {
  add(list: () => readonly Shortcut[]): () => void
  all(): readonly Shortcut[]
  subscribe(listener: () => void): () => void
  charactersOff(): boolean
  setCharactersOff(off: boolean): void
}

const storageKey = 'throughline.shortcuts'

function createRegistry(): Registry {
  const lists: (() => readonly Shortcut[])[] = []
  const listeners = new Set<() => void>()
  let off = globalThis.localStorage?.getItem(storageKey) === 'off'
  const tell = () => {
    for (const listener of listeners) listener()
  }
  return {
    add(list) {
      lists.push(list)
      return () => void lists.splice(lists.indexOf(list), 1)
    },
    all: () => lists.flatMap((list) => list()).filter((item) => item.enabled !== false),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    charactersOff: () => off,
    setCharactersOff(next) {
      off = next
      localStorage.setItem(storageKey, next ? 'off' : 'on')
      tell()
    },
  }
}

const RegistryContext = createContext<Registry | null>(null)

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

function inPopup(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[role=dialog],[role=alertdialog],[role=menu],[role=listbox]') !== null
  )
}

/** Listens once for the whole page and hands each press to the shortcut that it completes. */
export function ShortcutProvider({ children }: { children: ReactNode }) {
  const registry = useMemo(createRegistry, [])
  useEffect(() => {
    const matcher = createMatcher<Shortcut>()
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) {
        if (!(event.repeat && ['j', 'k'].includes(event.key)) || event.defaultPrevented) return
      }
      const stroke = strokeOf(event)
      if (stroke === null) return
      const busy = isTyping(event.target) || inPopup(event.target)
      const open = registry
        .all()
        .filter(
          (item) => (!busy || item.whileTyping) && !(registry.charactersOff() && isCharacter(item.keys)),
        )
      const result = matcher.press(stroke, open, event.timeStamp)
      if (result.kind !== 'match') return
      event.preventDefault()
      result.binding.run(event)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [registry])
  return <RegistryContext value={registry}>{children}</RegistryContext>
}

function useRegistry(): Registry {
  const registry = use(RegistryContext)
  if (registry === null) throw new Error('useShortcuts needs UiProvider around it')
  return registry
}

/** Registers shortcuts while this component is on screen. Those of a deeper component win. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const registry = useRegistry()
  const current = useRef(shortcuts)
  useEffect(() => {
    current.current = shortcuts
  })
  useEffect(() => registry.add(() => current.current), [registry])
}

/** Every shortcut that applies on the page as it is now; for the help. */
export function useAllShortcuts(): () => readonly Shortcut[] {
  return useRegistry().all
}

/** Whether single-key shortcuts are switched off (for speech input, WCAG 2.1.4), and the switch. */
export function useCharacterShortcuts(): [off: boolean, set: (off: boolean) => void] {
  const registry = useRegistry()
  return [useSyncExternalStore(registry.subscribe, registry.charactersOff), registry.setCharactersOff]
}

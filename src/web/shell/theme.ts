import { useSyncExternalStore } from 'react'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** Also read by `public/theme-boot.js`, before the first paint. */
const storageKey = 'throughline.theme'
const listeners = new Set<() => void>()

function current(): Theme {
  const own = document.documentElement.dataset['theme']
  return own === 'light' || own === 'dark' ? own : 'system'
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Switches the theme at once and remembers it on this device. */
export function setTheme(theme: Theme): void {
  if (theme === 'system') {
    delete document.documentElement.dataset['theme']
    localStorage.removeItem(storageKey)
  } else {
    document.documentElement.dataset['theme'] = theme
    localStorage.setItem(storageKey, theme)
  }
  for (const listener of listeners) listener()
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, current), setTheme]
}

import { useShortcuts } from '../../ui/ShortcutProvider.tsx'

const section = 'Today'

function links(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-today]')]
}

function current(): HTMLElement | null {
  return document.activeElement?.closest('li')?.querySelector<HTMLElement>('[data-today]') ?? null
}

function go(by: number): void {
  const all = links()
  const here = current()
  const index = here === null ? (by > 0 ? 0 : all.length - 1) : all.indexOf(here) + by
  const next = all[Math.max(0, Math.min(index, all.length - 1))]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

/** j and k walk through what is owed, Enter opens (it is a link), e does it. */
export function useTodayKeys(): void {
  useShortcuts([
    { keys: 'j', label: 'Next', section, run: () => go(1) },
    { keys: 'k', label: 'Previous', section, run: () => go(-1) },
    {
      keys: 'e',
      label: 'Do it',
      section,
      run: () => current()?.closest('li')?.querySelector<HTMLElement>('[data-act]')?.click(),
    },
  ])
}

import { useShortcuts } from '../../ui/ShortcutProvider.tsx'

function go(by: number): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-notice]')]
  const row = document.activeElement?.closest('li')
  const here = all.findIndex((link) => row?.contains(link))
  const next = all[Math.max(0, Math.min(here + by, all.length - 1))]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

/** j and k walk, Enter opens, e marks as read. */
export function useNoticeKeys(): void {
  const section = 'Notifications'
  useShortcuts([
    { keys: 'j', label: 'Next', section, run: () => go(1) },
    { keys: 'k', label: 'Previous', section, run: () => go(-1) },
    {
      keys: 'e',
      label: 'Mark as read',
      section,
      run: () => document.activeElement?.closest('li')?.querySelector<HTMLElement>('[data-read]')?.click(),
    },
  ])
}

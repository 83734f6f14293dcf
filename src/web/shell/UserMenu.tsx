import { ChevronsUpDown, Keyboard, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { Avatar } from '../ui/Avatar.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu } from '../ui/Menu.tsx'
import type { MenuItem } from '../ui/menu-item.ts'
import { type Theme, themes, useTheme } from './theme.ts'

export type ShellUser = {
  name: string
  /** Role or address. */
  detail?: string
  /** Above the theme: preferences, profile. */
  menu?: readonly MenuItem[]
  onSignOut: () => void
}

const themeOptions = [
  { value: 'system', label: 'Like the system', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
] as const

function isTheme(value: string): value is Theme {
  return themes.some((theme) => theme === value)
}

export function useUserItems(user: ShellUser, onHelp: () => void): MenuItem[] {
  const [theme, setTheme] = useTheme()
  return [
    ...(user.menu ?? []),
    { kind: 'action', label: 'Keyboard shortcuts', icon: Keyboard, shortcut: '?', onSelect: onHelp },
    { kind: 'separator' },
    {
      kind: 'choice',
      label: 'Theme',
      value: theme,
      options: themeOptions,
      onChange: (next) => isTheme(next) && setTheme(next),
    },
    { kind: 'separator' },
    { kind: 'action', label: 'Sign out', icon: LogOut, onSelect: user.onSignOut },
  ]
}

/** Who is signed in, and what concerns only them: theme, shortcuts, signing out. */
export function UserMenu({ user, onHelp, small }: { user: ShellUser; onHelp: () => void; small?: boolean }) {
  const items = useUserItems(user, onHelp)
  const face = () => <Avatar name={user.name} size="md" />
  const trigger = small ? (
    <IconButton icon={face} label={`Account of ${user.name}`} />
  ) : (
    <button
      type="button"
      className="flex min-h-10 w-full items-center gap-2.5 rounded-md px-2 text-left transition-colors hover:bg-active data-popup-open:bg-active"
    >
      <Avatar name={user.name} size="md" />
      <span className="min-w-0 flex-1 leading-tight">
        <span className="block truncate font-medium">
          <span className="sr-only">Account of </span>
          {user.name}
        </span>
        {user.detail && <span className="block truncate text-sm text-muted">{user.detail}</span>}
      </span>
      <ChevronsUpDown aria-hidden className="size-3.5 text-faint" />
    </button>
  )
  return (
    <Menu
      label={`Account of ${user.name}`}
      trigger={trigger}
      items={items}
      side={small ? 'bottom' : 'top'}
      align={small ? 'end' : 'start'}
    />
  )
}

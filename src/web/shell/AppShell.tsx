import { type ReactNode, useEffect, useState } from 'react'
import type { Command, CommandSection } from '../ui/command.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { preloadMenus } from '../ui/Menu.tsx'
import { type Shortcut, useShortcuts } from '../ui/ShortcutProvider.tsx'
import type { Search } from '../ui/use-search.ts'
import type { NavItem, RenderLink } from './nav.ts'
import { BottomBar, TopBar } from './PhoneBars.tsx'
import { Sidebar } from './Sidebar.tsx'
import type { ShellUser } from './UserMenu.tsx'

const close = { close: (props: { onOpenChange: (open: boolean) => void }) => props.onOpenChange(false) }
const CommandPalette = lazyPart(async () => (await import('../ui/CommandPalette.tsx')).CommandPalette, close)
const ShortcutHelp = lazyPart(async () => (await import('../ui/ShortcutHelp.tsx')).ShortcutHelp, close)

export type AppShellProps = {
  /** In order of use: a phone's bottom bar shows the first four. */
  nav: readonly NavItem[]
  renderLink: RenderLink
  /** Goes to a place: what `g t` and the palette do. */
  onGo: (to: string) => void
  workspaceName: string
  user: ShellUser
  /** Small buttons at the head: notifications. */
  actions?: ReactNode
  /** Commands of the page and the app; the places of `nav` are added. */
  commands?: readonly CommandSection[]
  /** Finds records for the palette. Keep its identity stable. */
  search?: Search<Command>
  /** Across the whole width at the top: offline, a trial. */
  banner?: ReactNode
  children: ReactNode
}

function places(nav: readonly NavItem[], onGo: (to: string) => void): CommandSection {
  const commands = nav.map(({ to, label, icon, shortcut }) => ({
    id: `go:${to}`,
    label: `Go to ${label}`,
    icon,
    shortcut,
    run: () => onGo(to),
  }))
  return { id: 'places', label: 'Go to', commands }
}

/** Fetches what opens on demand while nothing else happens, so that the first opening is instant. */
function useIdlePreload(): void {
  useEffect(() => {
    const load = () => {
      for (const preload of [CommandPalette.preload, ShortcutHelp.preload, Dialog.preload, preloadMenus])
        void preload()
    }
    const timer = setTimeout(load, 2_500)
    return () => clearTimeout(timer)
  }, [])
}

/** The frame around every screen: navigation, search, shortcuts, theme. Knows neither router nor data. */
export function AppShell({
  nav,
  renderLink,
  onGo,
  workspaceName,
  user,
  actions,
  commands = [],
  search,
  banner,
  children,
}: AppShellProps) {
  const [palette, setPalette] = useState({ open: false, wanted: false })
  const [help, setHelp] = useState({ open: false, wanted: false })
  const onSearch = () => setPalette({ open: true, wanted: true })
  const onHelp = () => setHelp({ open: true, wanted: true })
  useIdlePreload()
  const shortcuts: Shortcut[] = [
    { keys: 'mod+k', label: 'Search and commands', section: 'Everywhere', run: onSearch, whileTyping: true },
    { keys: '?', label: 'Keyboard shortcuts', section: 'Everywhere', run: onHelp },
    ...nav.flatMap(({ to, label, shortcut }) =>
      shortcut ? [{ keys: shortcut, label: `Go to ${label}`, section: 'Go to', run: () => onGo(to) }] : [],
    ),
  ]
  useShortcuts(shortcuts)
  const shared = { workspaceName, user, actions, onSearch, onHelp }
  return (
    <div className="flex h-dvh flex-col bg-sunken print:block print:h-auto print:bg-transparent">
      <a
        href="#main"
        className="fixed top-2 left-2 z-80 -translate-y-20 rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('main')?.focus()
        }}
      >
        Skip to content
      </a>
      {banner}
      <div className="flex min-h-0 flex-1 phone:flex-col print:block">
        <Sidebar nav={nav} renderLink={renderLink} {...shared} />
        <TopBar {...shared} />
        <main
          id="main"
          tabIndex={-1}
          className="min-h-0 min-w-0 flex-1 overflow-hidden border-line bg-canvas outline-none md:my-2 md:mr-2 md:rounded-lg md:border phone:border-t print:m-0 print:overflow-visible print:border-0"
        >
          {children}
        </main>
        <BottomBar nav={nav} renderLink={renderLink} />
      </div>
      {palette.wanted && (
        <CommandPalette
          open={palette.open}
          onOpenChange={(open) => setPalette({ open, wanted: true })}
          sections={[...commands, places(nav, onGo)]}
          search={search}
        />
      )}
      {help.wanted && (
        <ShortcutHelp open={help.open} onOpenChange={(open) => setHelp({ open, wanted: true })} />
      )}
    </div>
  )
}

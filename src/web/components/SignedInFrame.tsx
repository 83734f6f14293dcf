import { Outlet, useNavigate, useRouter, useRouterState } from '@tanstack/react-router'
import {
  BookOpen,
  Cable,
  CalendarCheck2,
  FolderInput,
  Handshake,
  LayoutList,
  Rocket,
  Settings2,
  Target,
  Users,
} from 'lucide-react'
import { useCallback, useEffect } from 'react'
import type { RolePermission } from '../../core/permission/role-permissions.ts'
import { api } from '../api.ts'
import { useLiveUpdates } from '../live.ts'
import { paths } from '../paths.ts'
import { queryClient } from '../queries.ts'
import { may, type Session, useSession } from '../session.ts'
import { AppShell } from '../shell/AppShell.tsx'
import type { NavItem, RenderLink } from '../shell/nav.ts'
import type { Command } from '../ui/command.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { FormatProvider } from '../ui/FormatContext.tsx'
import type { Search } from '../ui/use-search.ts'
import { AppLink } from './AppLink.tsx'
import { NotFound } from './NotFound.tsx'
import { NotificationBell } from './NotificationBell.tsx'

/** The frame of every screen behind sign-in: who is there, where one can go, live updates. */
export function SignedInFrame() {
  const { session, error, again } = useSession()
  const navigate = useNavigate()
  const here = useRouterState({ select: (state) => state.location.href })
  useLiveUpdates(Boolean(session))
  useEffect(() => {
    // While the sign-in screen is being fetched this frame still stands, and the address is that screen's already.
    if (session !== null || here.startsWith(paths.signIn)) return
    void navigate({ to: '/sign-in', search: { next: here }, replace: true })
  }, [session, navigate, here])
  if (error) return <ErrorState onRetry={again}>{error.message}</ErrorState>
  if (!session) return null
  return (
    <FormatProvider value={{ locale: session.member.locale, zone: session.member.zone }}>
      <Frame session={session} />
    </FormatProvider>
  )
}

function Frame({ session }: { session: Session }) {
  const router = useRouter()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const go = useCallback((to: string) => void router.navigate({ href: to }), [router])
  const search: Search<Command> = useCallback(
    async (query, signal) => {
      if (query.trim().length < 2) return []
      const { items } = await api('search.find', { q: query.trim(), limit: 12 }, { signal })
      return items.map((item) => ({
        id: item.id,
        label: item.title,
        hint: item.subtitle,
        icon: hitIcons[item.kind],
        run: () => go(item.path),
      }))
    },
    [go],
  )
  const signOut = async (): Promise<void> => {
    await api('session.sign_out', {})
    queryClient.clear()
    globalThis.location.assign(paths.signIn)
  }
  return (
    <AppShell
      nav={navFor(session)}
      renderLink={renderLink}
      onGo={go}
      workspaceName={session.workspace.name}
      user={{
        name: session.member.name,
        ...(session.member.email ? { detail: session.member.email } : {}),
        menu: [
          {
            kind: 'action',
            label: 'What I am told about',
            onSelect: () => go(paths.settings('notifications')),
          },
          { kind: 'action', label: 'Where I am signed in', onSelect: () => go(paths.settings('sessions')) },
        ],
        onSignOut: () => void signOut(),
      }}
      actions={<NotificationBell unread={session.unread} />}
      {...(may(session, 'deal.view') && { search })}
    >
      {mayOpen(session, path) ? <Outlet /> : <NotFound />}
    </AppShell>
  )
}

const hitIcons = { handoff: Handshake, deal: Target, member: Users } as const

const renderLink: RenderLink = ({ to, ...rest }) => <CurrentLink to={to} {...rest} />

function CurrentLink({ to, ...rest }: Parameters<RenderLink>[0]) {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const isHere = to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`)
  return <AppLink as="plain" to={to} aria-current={isHere ? 'page' : undefined} {...rest} />
}

/** What a place asks of a role; one it does not allow is neither offered nor asked of the server. */
const places: readonly { at: string; needs: RolePermission }[] = [
  { at: paths.pipeline, needs: 'handoff.view' },
  { at: '/handoffs', needs: 'handoff.view' },
  { at: paths.deals, needs: 'deal.view' },
  { at: '/capture', needs: 'deal.view' },
  { at: paths.playbook, needs: 'playbook.view' },
  { at: paths.people, needs: 'people.view' },
  { at: paths.imports, needs: 'import.run' },
  { at: paths.connections, needs: 'connection.view' },
  { at: paths.setup, needs: 'workspace.manage' },
]

function mayOpen(session: Session, path: string): boolean {
  const place = places.find(({ at }) => path === at || path.startsWith(`${at}/`))
  return place === undefined || may(session, place.needs)
}

function navFor(session: Session): NavItem[] {
  const process = 'Process'
  const items: NavItem[] = [
    { to: paths.today, label: 'Today', icon: CalendarCheck2, shortcut: 'g t' },
    { to: paths.pipeline, label: 'Pipeline', icon: LayoutList, shortcut: 'g p' },
    { to: paths.deals, label: 'Deals', icon: Target, shortcut: 'g d' },
    { to: paths.playbook, label: 'Playbook', icon: BookOpen, shortcut: 'g b' },
    { to: paths.people, label: 'People', icon: Users, shortcut: 'g e', section: process },
    { to: paths.imports, label: 'Import', icon: FolderInput, shortcut: 'g i', section: process },
    { to: paths.connections, label: 'Connections', icon: Cable, shortcut: 'g c', section: process },
    { to: paths.setup, label: 'Set-up', icon: Rocket, shortcut: 'g u', section: process },
    {
      to: may(session, 'workspace.manage') ? paths.settings('workspace') : paths.settings('notifications'),
      label: 'Settings',
      icon: Settings2,
      shortcut: 'g s',
      section: process,
    },
  ]
  return items.filter(({ to }) => mayOpen(session, to))
}

import { QueryClientProvider } from '@tanstack/react-query'
import {
  type AsyncRouteComponent,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouteComponent,
  RouterProvider,
} from '@tanstack/react-router'
import type { RolePermission } from '../core/permission/role-permissions.ts'
import { NotFound } from './components/NotFound.tsx'
import { SignedInFrame } from './components/SignedInFrame.tsx'
import { queryClient } from './queries.ts'
import { may, useSignedIn } from './session.ts'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })

const open = createRoute({ getParentRoute: () => root, id: 'open', component: Outlet })
const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedInFrame })

type Search = Record<string, unknown>
const anySearch = (search: Search): Search => search

/** Screens that only some roles may open; for all others there is nothing at their addresses. */
const needed: Readonly<Record<string, RolePermission>> = {
  '/import': 'import.run',
  '/import/$id': 'import.run',
  '/connections': 'connection.view',
  '/connections/$id': 'connection.view',
  '/setup': 'workspace.manage',
}

function guarded(needs: RolePermission | undefined, Screen: AsyncRouteComponent<object>): RouteComponent {
  if (needs === undefined) return Screen
  const Guarded = () => (may(useSignedIn(), needs) ? <Screen /> : <NotFound />)
  return Object.assign(Guarded, { preload: Screen.preload })
}

function screen<P extends string, N extends string>(
  path: P,
  load: () => Promise<Record<N, React.ComponentType>>,
  name: N,
) {
  return createRoute({
    getParentRoute: () => signedIn,
    path,
    validateSearch: anySearch,
    component: guarded(needed[path], lazyRouteComponent(load, name)),
  })
}

function openScreen<P extends string, N extends string>(
  path: P,
  load: () => Promise<Record<N, React.ComponentType>>,
  name: N,
) {
  return createRoute({
    getParentRoute: () => open,
    path,
    validateSearch: anySearch,
    component: lazyRouteComponent(load, name),
  })
}

const routeTree = root.addChildren([
  open.addChildren([
    openScreen('/sign-in', () => import('./screens/sign-in/SignInPage.tsx'), 'SignInPage'),
    openScreen('/sign-in/link', () => import('./screens/sign-in/LinkPage.tsx'), 'LinkPage'),
    openScreen('/first-admin', () => import('./screens/sign-in/FirstAdminPage.tsx'), 'FirstAdminPage'),
    openScreen('/contribute', () => import('./screens/capture/ContributePage.tsx'), 'ContributePage'),
  ]),
  signedIn.addChildren([
    screen('/', () => import('./screens/today/TodayPage.tsx'), 'TodayPage'),
    screen('/pipeline', () => import('./screens/handoffs/PipelinePage.tsx'), 'PipelinePage'),
    screen('/handoffs/$id', () => import('./screens/handoffs/HandoffPage.tsx'), 'HandoffPage'),
    screen('/deals', () => import('./screens/deals/DealsPage.tsx'), 'DealsPage'),
    screen('/deals/$id', () => import('./screens/deals/DealPage.tsx'), 'DealPage'),
    screen('/capture/$dealId', () => import('./screens/capture/CapturePage.tsx'), 'CapturePage'),
    screen('/import', () => import('./screens/imports/ImportsPage.tsx'), 'ImportsPage'),
    screen('/import/$id', () => import('./screens/imports/ImportPage.tsx'), 'ImportPage'),
    screen('/playbook', () => import('./screens/playbooks/PlaybookPage.tsx'), 'PlaybookPage'),
    screen('/people', () => import('./screens/people/PeoplePage.tsx'), 'PeoplePage'),
    screen('/connections', () => import('./screens/connections/ConnectionsPage.tsx'), 'ConnectionsPage'),
    screen('/connections/$id', () => import('./screens/connections/ConnectionPage.tsx'), 'ConnectionPage'),
    screen('/settings', () => import('./screens/settings/SettingsPage.tsx'), 'SettingsPage'),
    screen('/settings/$section', () => import('./screens/settings/SettingsPage.tsx'), 'SettingsPage'),
    screen('/setup', () => import('./screens/setup/SetupPage.tsx'), 'SetupPage'),
    screen(
      '/notifications',
      () => import('./screens/notifications/NotificationsPage.tsx'),
      'NotificationsPage',
    ),
  ]),
])

const router = createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  )
}

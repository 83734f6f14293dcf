import { QueryClientProvider } from '@tanstack/react-query'
import {
  type AsyncRouteComponent,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  type RouteComponent,
  RouterProvider,
} from '@tanstack/react-router'
import type { RolePermission } from '../core/permission/role-permissions.ts'
import { BrokenScreen } from './components/BrokenScreen.tsx'
import { NotFound } from './components/NotFound.tsx'
import { SignedInFrame } from './components/SignedInFrame.tsx'
import { queryClient } from './queries.ts'
import { may, useSignedIn } from './session.ts'
import { lazyPart } from './ui/lazy-part.tsx'

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

function screen<P extends string>(path: P, load: () => Promise<React.ComponentType>) {
  return createRoute({
    getParentRoute: () => signedIn,
    path,
    validateSearch: anySearch,
    component: guarded(needed[path], lazyPart(load)),
  })
}

function openScreen<P extends string>(path: P, load: () => Promise<React.ComponentType>) {
  return createRoute({
    getParentRoute: () => open,
    path,
    validateSearch: anySearch,
    component: lazyPart(load),
  })
}

const routeTree = root.addChildren([
  open.addChildren([
    openScreen('/sign-in', async () => (await import('./screens/sign-in/SignInPage.tsx')).SignInPage),
    openScreen('/sign-in/link', async () => (await import('./screens/sign-in/LinkPage.tsx')).LinkPage),
    openScreen(
      '/first-admin',
      async () => (await import('./screens/sign-in/FirstAdminPage.tsx')).FirstAdminPage,
    ),
    openScreen(
      '/contribute',
      async () => (await import('./screens/capture/ContributePage.tsx')).ContributePage,
    ),
  ]),
  signedIn.addChildren([
    screen('/', async () => (await import('./screens/today/TodayPage.tsx')).TodayPage),
    screen('/pipeline', async () => (await import('./screens/handoffs/PipelinePage.tsx')).PipelinePage),
    screen('/handoffs/$id', async () => (await import('./screens/handoffs/HandoffPage.tsx')).HandoffPage),
    screen('/deals', async () => (await import('./screens/deals/DealsPage.tsx')).DealsPage),
    screen('/deals/$id', async () => (await import('./screens/deals/DealPage.tsx')).DealPage),
    screen('/capture/$dealId', async () => (await import('./screens/capture/CapturePage.tsx')).CapturePage),
    screen('/import', async () => (await import('./screens/imports/ImportsPage.tsx')).ImportsPage),
    screen('/import/$id', async () => (await import('./screens/imports/ImportPage.tsx')).ImportPage),
    screen('/playbook', async () => (await import('./screens/playbooks/PlaybookPage.tsx')).PlaybookPage),
    screen('/people', async () => (await import('./screens/people/PeoplePage.tsx')).PeoplePage),
    screen(
      '/connections',
      async () => (await import('./screens/connections/ConnectionsPage.tsx')).ConnectionsPage,
    ),
    screen(
      '/connections/$id',
      async () => (await import('./screens/connections/ConnectionPage.tsx')).ConnectionPage,
    ),
    screen('/settings', async () => (await import('./screens/settings/SettingsPage.tsx')).SettingsPage),
    screen(
      '/settings/$section',
      async () => (await import('./screens/settings/SettingsPage.tsx')).SettingsPage,
    ),
    screen('/setup', async () => (await import('./screens/setup/SetupPage.tsx')).SetupPage),
    screen(
      '/notifications',
      async () => (await import('./screens/notifications/NotificationsPage.tsx')).NotificationsPage,
    ),
  ]),
])

const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: BrokenScreen,
})

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

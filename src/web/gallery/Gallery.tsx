import {
  Blocks,
  Inbox,
  LayoutList,
  ListChecks,
  Plug,
  Rows3,
  Settings,
  SquarePen,
  Users,
  Workflow,
} from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { AppShell } from '../shell/AppShell.tsx'
import type { RenderLink } from '../shell/nav.ts'
import type { Command } from '../ui/command.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { toast } from '../ui/toast-store.ts'
import { CapturePage } from './CapturePage.tsx'
import { ControlsPage } from './ControlsPage.tsx'
import { DisplayPage } from './DisplayPage.tsx'
import { HandoffPage } from './HandoffPage.tsx'
import { OverlaysPage } from './OverlaysPage.tsx'
import { PipelinePage } from './PipelinePage.tsx'
import { StatesPage } from './StatesPage.tsx'
import { makeDeal } from './samples.ts'
import { TodayPage } from './TodayPage.tsx'

const pages: Record<string, () => React.ReactNode> = {
  '#today': TodayPage,
  '#pipeline': PipelinePage,
  '#handoff': HandoffPage,
  '#capture': CapturePage,
  '#controls': ControlsPage,
  '#display': DisplayPage,
  '#overlays': OverlaysPage,
  '#states': StatesPage,
}

const nav = [
  { to: '#today', label: 'Today', icon: Inbox, count: 7, shortcut: 'g t' },
  { to: '#pipeline', label: 'Pipeline', icon: Rows3, shortcut: 'g p' },
  { to: '#capture', label: 'Capture', icon: SquarePen, count: 2, shortcut: 'g c' },
  { to: '#handoff', label: 'Handoff', icon: Workflow, shortcut: 'g h' },
  { to: '#controls', label: 'Controls', icon: ListChecks, section: 'Kit' },
  { to: '#display', label: 'Display', icon: LayoutList, section: 'Kit' },
  { to: '#overlays', label: 'Overlays', icon: Blocks, section: 'Kit' },
  { to: '#states', label: 'States', icon: Settings, section: 'Kit' },
  { to: '#today', label: 'People', icon: Users, section: 'Workspace' },
  { to: '#today', label: 'Connections', icon: Plug, section: 'Workspace' },
].map((item, index) => ({ ...item, to: index > 7 ? `${item.to}-${index}` : item.to }))

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

async function search(query: string, signal: AbortSignal): Promise<Command[]> {
  await new Promise((resolve) => setTimeout(resolve, 300))
  signal.throwIfAborted()
  const deals = Array.from({ length: 400 }, (_, index) => makeDeal(index, Date.now()))
  return deals
    .filter((deal) => deal.customer.toLowerCase().includes(query.toLowerCase()))
    .slice(0, 6)
    .map((deal) => ({
      id: deal.id,
      label: deal.customer,
      hint: deal.status.label,
      icon: Workflow,
      run: () => location.assign('#handoff'),
    }))
}

export function Gallery() {
  const hash = useSyncExternalStore(subscribe, () => location.hash || '#today')
  const Screen = pages[hash] ?? TodayPage
  const renderLink: RenderLink = ({ to, ...link }) => (
    <a key={to} href={to} aria-current={to === hash ? 'page' : undefined} {...link} />
  )
  return (
    <AppShell
      nav={nav}
      renderLink={renderLink}
      onGo={(to) => location.assign(to)}
      workspaceName="Fernhill"
      user={{ name: 'Ines Marchetti', detail: 'CSM, EMEA', onSignOut: () => toast({ title: 'Signed out' }) }}
      actions={<IconButton icon={Inbox} label="3 new notifications" marked tipSide="bottom" />}
      commands={[
        {
          id: 'do',
          label: 'Do',
          commands: [
            {
              id: 'accept',
              label: 'Accept handoff',
              keywords: 'verdict yes',
              icon: ListChecks,
              shortcut: 'a',
              run: () => toast({ title: 'Accepted', tone: 'ok', undo: () => {} }),
            },
            {
              id: 'import',
              label: 'Import deals',
              icon: LayoutList,
              disabledReason: 'Only RevOps may import',
              run: () => {},
            },
          ],
        },
      ]}
      search={search}
    >
      <Screen />
    </AppShell>
  )
}

import { useParams } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { AppLink } from '../../components/AppLink.tsx'
import { NotFound } from '../../components/NotFound.tsx'
import { paths } from '../../paths.ts'
import { useSignedIn } from '../../session.ts'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { type SectionId, type SettingsSection, sectionsFor } from './settings-sections.ts'

const waiting = { waiting: <SkeletonRows rows={6} /> }
const sections: Readonly<Record<SectionId, React.ComponentType>> = {
  workspace: lazyPart(async () => (await import('./WorkspaceSection.tsx')).WorkspaceSection, waiting),
  calendars: lazyPart(async () => (await import('./CalendarsSection.tsx')).CalendarsSection, waiting),
  keys: lazyPart(async () => (await import('./KeysSection.tsx')).KeysSection, waiting),
  mails: lazyPart(async () => (await import('./MailsSection.tsx')).MailsSection, waiting),
  audit: lazyPart(async () => (await import('./AuditSection.tsx')).AuditSection, waiting),
  notifications: lazyPart(
    async () => (await import('./NotificationsSection.tsx')).NotificationsSection,
    waiting,
  ),
  sessions: lazyPart(async () => (await import('./SessionsSection.tsx')).SessionsSection, waiting),
}

/** What can be set: for everybody, and for oneself. */
export function SettingsPage() {
  const { section: asked } = useParams({ strict: false })
  const shown = sectionsFor(useSignedIn())
  const here = asked === undefined ? shown[0] : shown.find(({ id }) => id === asked)
  if (here === undefined) return <NotFound />
  const Content = sections[here.id]
  return (
    <Page
      width="full"
      header={
        <PageHeader title="Settings">
          <SectionTabs shown={shown} here={here} />
        </PageHeader>
      }
    >
      <div className="flex h-full min-h-0">
        <SectionNav shown={shown} here={here} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <div key={here.id} tabIndex={0} className="ring-inside min-w-0 flex-1 overflow-y-auto">
          <div className="mx-auto flex max-w-3xl flex-col gap-8 px-4 py-6 sm:px-8">
            <Content />
          </div>
        </div>
      </div>
    </Page>
  )
}

type NavProps = { shown: readonly SettingsSection[]; here: SettingsSection }

function SectionNav({ shown, here }: NavProps) {
  const groups = [...new Set(shown.map(({ group }) => group))]
  return (
    <nav
      aria-label="Settings"
      className="w-52 shrink-0 overflow-y-auto border-r border-line p-3 phone:hidden"
    >
      {groups.map((group) => (
        <div key={group} className="mb-4">
          <p className="px-2 pb-1 text-sm text-faint">{group}</p>
          <ul>
            {shown
              .filter((section) => section.group === group)
              .map(({ id, label }) => (
                <li key={id}>
                  <AppLink
                    as="plain"
                    to={paths.settings(id)}
                    aria-current={id === here.id ? 'page' : undefined}
                    className="ring-inside flex min-h-8 items-center rounded-md px-2 text-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-active aria-[current=page]:font-medium aria-[current=page]:text-ink"
                  >
                    {label}
                  </AppLink>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

/** The same on a phone, beside each other. */
function SectionTabs({ shown, here }: NavProps) {
  const nav = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the current one comes into sight with every change of it
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>('[aria-current=page]')
    if (current && nav.current) nav.current.scrollLeft = current.offsetLeft - nav.current.clientWidth / 3
  }, [here.id])
  return (
    <nav
      ref={nav}
      aria-label="Settings"
      className="relative flex gap-1 overflow-x-auto px-3 pb-1.5 [scrollbar-width:none] md:hidden"
    >
      {shown.map(({ id, label }) => (
        <AppLink
          key={id}
          as="plain"
          to={paths.settings(id)}
          aria-current={id === here.id ? 'page' : undefined}
          className="ring-inside flex h-9 shrink-0 items-center rounded-md px-2.5 text-muted aria-[current=page]:bg-active aria-[current=page]:font-medium aria-[current=page]:text-ink"
        >
          {label}
        </AppLink>
      ))}
    </nav>
  )
}

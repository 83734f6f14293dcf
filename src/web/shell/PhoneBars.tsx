import { Ellipsis, Search } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { IconButton } from '../ui/IconButton.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { Logo } from './Logo.tsx'
import { NavList } from './NavList.tsx'
import type { NavItem, RenderLink } from './nav.ts'
import { type ShellUser, UserMenu } from './UserMenu.tsx'

const tab =
  'relative flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 rounded-md text-xs text-muted aria-[current=page]:font-medium aria-[current=page]:text-accent-ink'

export function TopBar({
  workspaceName,
  actions,
  user,
  onSearch,
  onHelp,
}: {
  workspaceName: string
  actions: ReactNode
  user: ShellUser
  onSearch: () => void
  onHelp: () => void
}) {
  return (
    <header className="hidden h-12 shrink-0 items-center gap-2 px-3 phone:flex print:hidden">
      <Logo className="size-5 shrink-0" />
      <span className="min-w-0 flex-1 truncate font-semibold">{workspaceName}</span>
      <IconButton icon={Search} label="Search and commands" onClick={onSearch} />
      {actions}
      <UserMenu small user={user} onHelp={onHelp} />
    </header>
  )
}

/** The four places most gone to, and the rest behind More. */
export function BottomBar({ nav, renderLink }: { nav: readonly NavItem[]; renderLink: RenderLink }) {
  const [open, setOpen] = useState(false)
  const [wanted, setWanted] = useState(false)
  const fits = nav.length <= 5
  const first = fits ? nav : nav.slice(0, 4)
  return (
    <nav
      aria-label="Main"
      className="hidden h-[calc(3.25rem+env(safe-area-inset-bottom))] shrink-0 border-t border-line bg-sunken px-1 pb-[env(safe-area-inset-bottom)] phone:flex print:hidden"
    >
      {first.map(({ to, label, icon: Glyph, count }) =>
        renderLink({
          to,
          className: tab,
          children: (
            <>
              <span className="relative">
                <Glyph aria-hidden className="size-5" />
                {count !== undefined && count > 0 && (
                  <span className="num absolute -top-1.5 left-3 min-w-4 rounded-full bg-accent px-1 text-center text-[0.625rem] leading-4 font-semibold text-on-accent ring-2 ring-sunken">
                    {count > 99 ? '99+' : count}
                    <span className="sr-only"> waiting</span>
                  </span>
                )}
              </span>
              <span className="max-w-full truncate">{label}</span>
            </>
          ),
        }),
      )}
      {!fits && (
        <button
          type="button"
          className={tab}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => {
            setWanted(true)
            setOpen(true)
          }}
        >
          <Ellipsis aria-hidden className="size-5" />
          More
        </button>
      )}
      {wanted && (
        <Sheet open={open} onOpenChange={setOpen} title="More" side="bottom">
          <NavList items={nav.slice(4)} renderLink={renderLink} onFollow={() => setOpen(false)} />
        </Sheet>
      )}
    </nav>
  )
}

import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../ui/IconButton.tsx'
import { Logo } from './Logo.tsx'
import { NavList } from './NavList.tsx'
import type { NavItem, RenderLink } from './nav.ts'
import { type ShellUser, UserMenu } from './UserMenu.tsx'

export type SidebarProps = {
  nav: readonly NavItem[]
  renderLink: RenderLink
  workspaceName: string
  user: ShellUser
  actions: ReactNode
  onSearch: () => void
  onHelp: () => void
}

export function Sidebar({ nav, renderLink, workspaceName, user, actions, onSearch, onHelp }: SidebarProps) {
  return (
    <aside aria-label="Workspace" className="flex w-58 shrink-0 flex-col phone:hidden print:hidden">
      <div className="flex h-13 items-center gap-2 pr-1 pl-4">
        <Logo className="size-5 shrink-0 rounded-sm" />
        <span className="min-w-0 flex-1 truncate font-semibold">{workspaceName}</span>
        <IconButton
          icon={Search}
          label="Search and commands"
          shortcut="mod+k"
          tipSide="bottom"
          onClick={onSearch}
        />
        {actions}
      </div>
      <nav aria-label="Main" className="min-h-0 flex-1 overflow-y-auto px-2 pt-1">
        <NavList items={nav} renderLink={renderLink} />
      </nav>
      <div className="p-2">
        <UserMenu user={user} onHelp={onHelp} />
      </div>
    </aside>
  )
}

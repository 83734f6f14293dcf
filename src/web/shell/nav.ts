import type { ReactNode } from 'react'
import type { Icon } from '../ui/icon.ts'

export type NavItem = {
  to: string
  label: string
  icon: Icon
  /** Waiting for this reader; nothing is shown for 0. */
  count?: number
  /** As in `g t`. The shell registers it: `onGo` must be given. */
  shortcut?: string
  /** A heading above it and those that follow with the same one. */
  section?: string
}

/** Draws one link with the router. Mark the current one with `aria-current="page"`: the shell styles by it. */
export type RenderLink = (link: {
  to: string
  className: string
  children: ReactNode
  onClick?: () => void
  'aria-label'?: string
}) => ReactNode

import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import type { Icon } from './icon.ts'

export type EmptyStateProps = {
  icon?: Icon
  title: string
  /** Why there is nothing, and what would change that. */
  children?: ReactNode
  actions?: ReactNode
  /** Less room, inside a section. */
  small?: boolean
}

/** Never a blank page: what would stand here, and why it does not. */
export function EmptyState({ icon: Glyph, title, children, actions, small }: EmptyStateProps) {
  return (
    <div
      className={classNames(
        'mx-auto flex max-w-sm flex-col items-center text-center',
        small ? 'px-4 py-8' : 'px-6 py-20',
      )}
    >
      {Glyph && (
        <span className="mb-3 flex size-10 items-center justify-center rounded-lg border border-line bg-sunken text-faint">
          <Glyph aria-hidden className="size-5" strokeWidth={1.5} />
        </span>
      )}
      <p className="text-md font-medium text-balance">{title}</p>
      {children && <div className="mt-1 text-pretty text-muted">{children}</div>}
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}

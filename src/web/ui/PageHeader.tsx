import type { ReactNode } from 'react'

export type PageHeaderProps = {
  title: ReactNode
  /** What it belongs to, before the title: links. */
  crumbs?: ReactNode
  /** Right of the title, small: a status, a count. */
  meta?: ReactNode
  actions?: ReactNode
  /** A second line: facts, tabs. */
  children?: ReactNode
}

/** The top bar of a page: says where one is and what one can do. Stays in sight. */
export function PageHeader({ title, crumbs, meta, actions, children }: PageHeaderProps) {
  return (
    <header className="sticky top-0 z-10 border-b border-line bg-canvas print:static print:border-0">
      <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5">
        <div className="flex min-w-0 flex-1 basis-48 items-center gap-2 phone:basis-auto">
          {crumbs && (
            <nav
              aria-label="Where this belongs"
              className="flex shrink-0 items-center gap-2 text-muted phone:hidden"
            >
              {crumbs}
              <span aria-hidden className="text-faint">
                /
              </span>
            </nav>
          )}
          <h1 className="min-w-0 truncate text-md font-semibold">{title}</h1>
          {meta && <div className="flex min-w-0 shrink-0 items-center gap-2 text-muted">{meta}</div>}
        </div>
        {actions && <div className="ml-auto flex shrink-0 items-center gap-1.5 print:hidden">{actions}</div>}
      </div>
      {children}
    </header>
  )
}

import type { ReactNode } from 'react'

export type SplitViewProps = {
  children: ReactNode
  /** Facts about the record; under the main part on narrow windows. */
  aside: ReactNode
  asideLabel: string
  asideWidth?: string
}

/** A record: its content, and its properties beside it. Put it in a Page of width `full`. */
export function SplitView({ children, aside, asideLabel, asideWidth = '19rem' }: SplitViewProps) {
  return (
    <div className="flex h-full min-h-0 max-lg:flex-col max-lg:overflow-y-auto print:block">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div tabIndex={0} className="ring-inside min-w-0 flex-1 lg:overflow-y-auto">
        {children}
      </div>
      <aside
        aria-label={asideLabel}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="ring-inside shrink-0 border-line p-4 max-lg:border-t lg:w-(--aside) lg:overflow-y-auto lg:border-l"
        style={{ ['--aside' as string]: asideWidth }}
      >
        {aside}
      </aside>
    </div>
  )
}

import type { ReactNode } from 'react'
import { classNames } from '../../ui/class-names.ts'

/** What a tab shows: scrolls under the tabs, with the room of a page. */
export function TabBody({ children, wide = true }: { children: ReactNode; wide?: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div tabIndex={0} className="ring-inside h-full overflow-y-auto print:overflow-visible">
      <div
        className={classNames(
          'mx-auto flex flex-col gap-9 px-4 py-6 sm:px-6',
          wide ? 'max-w-6xl' : 'max-w-3xl',
        )}
      >
        {children}
      </div>
    </div>
  )
}

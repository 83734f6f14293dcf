import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const widths = { text: 'max-w-2xl', form: 'max-w-3xl', wide: 'max-w-6xl', full: '' } as const

export type PageProps = {
  /** Usually a PageHeader. */
  header?: ReactNode
  children: ReactNode
  /** How wide the content runs; `full` also drops the padding, for tables and split views. */
  width?: keyof typeof widths
}

/** One screen inside the shell: a header that stays, and content that scrolls. */
export function Page({ header, children, width = 'wide' }: PageProps) {
  return (
    <div className="flex h-full min-h-0 flex-col print:block">
      {header}
      {width === 'full' ? (
        <div className="min-h-0 flex-1 print:overflow-visible">{children}</div>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <div tabIndex={0} className="ring-inside min-h-0 flex-1 overflow-y-auto print:overflow-visible">
          <div className={classNames('mx-auto flex flex-col gap-8 px-4 py-6 sm:px-6', widths[width])}>
            {children}
          </div>
        </div>
      )}
    </div>
  )
}

import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type ListRowProps = {
  /** A status, an avatar. */
  lead?: ReactNode
  title: ReactNode
  /** Beside the title, quiet; under it on a phone. */
  detail?: ReactNode
  trailing?: ReactNode
  /** Wraps the title so that the whole row is its link or button; give it the class it is handed. */
  renderTitle?: (props: { className: string; children: ReactNode }) => ReactNode
  className?: string
}

/** One line of a short list (Today, people): pressed as a whole, with its own controls on top. */
export function ListRow({ lead, title, detail, trailing, renderTitle, className }: ListRowProps) {
  const name =
    'min-h-6 max-w-full truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus'
  return (
    <li
      className={classNames(
        'relative isolate flex min-h-9 items-center gap-3 border-b border-line py-1 last:border-0',
        renderTitle &&
          'before:absolute before:inset-y-0 before:-inset-x-2 before:-z-1 before:rounded-md hover:before:bg-hover',
        className,
      )}
    >
      {lead && <span className="flex shrink-0 items-center">{lead}</span>}
      <span className="flex min-w-0 flex-1 items-baseline gap-x-2.5 phone:flex-col">
        {renderTitle ? (
          renderTitle({ className: name, children: title })
        ) : (
          <span className="max-w-full truncate font-medium">{title}</span>
        )}
        {detail && <span className="max-w-full min-w-0 truncate text-muted">{detail}</span>}
      </span>
      {trailing && <span className="z-1 flex shrink-0 items-center gap-3 text-muted">{trailing}</span>}
    </li>
  )
}

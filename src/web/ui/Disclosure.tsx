import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

export type DisclosureProps = {
  title: ReactNode
  aside?: ReactNode
  children: ReactNode
  defaultOpen?: boolean
}

/** A part that folds. The browser finds text in it and opens it for printing. */
export function Disclosure({ title, aside, children, defaultOpen }: DisclosureProps) {
  return (
    <details open={defaultOpen} className="group/fold">
      <summary className="ring-inside flex min-h-8 list-none items-center gap-1.5 rounded-md px-1.5 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 shrink-0 text-faint transition-transform duration-100 group-open/fold:rotate-90"
        />
        <span className="min-w-0 flex-1 font-medium">{title}</span>
        {aside && <span className="text-sm text-muted">{aside}</span>}
      </summary>
      <div className="pt-1 pb-3 pl-6.5">{children}</div>
    </details>
  )
}

import { type ReactNode, useId } from 'react'

export type SectionProps = {
  title: string
  /** Beside the title, small: a count. */
  meta?: ReactNode
  description?: ReactNode
  actions?: ReactNode
  children: ReactNode
  id?: string
}

/** A named part of a page: a heading and a hairline, no box. */
export function Section({ title, meta, description, actions, children, id }: SectionProps) {
  const heading = useId()
  return (
    <section id={id} aria-labelledby={heading} className="min-w-0 scroll-mt-16 break-inside-avoid">
      <div className="mb-2 flex min-h-8 flex-wrap items-baseline gap-x-2.5 gap-y-1 border-b border-line pb-1">
        <h2 id={heading} className="text-md font-semibold">
          {title}
        </h2>
        {meta && <span className="text-muted">{meta}</span>}
        {actions && (
          <div className="ml-auto flex items-center gap-1.5 self-center print:hidden">{actions}</div>
        )}
        {description && <p className="basis-full text-pretty text-muted">{description}</p>}
      </div>
      {children}
    </section>
  )
}

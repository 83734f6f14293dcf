import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { IconButton } from './IconButton.tsx'
import type { Icon } from './icon.ts'
import { type Tone, toneIcon } from './tone.ts'

const glyphs: Readonly<Record<Tone, Icon>> = {
  neutral: Info,
  accent: Info,
  ok: CircleCheck,
  warn: TriangleAlert,
  danger: CircleAlert,
}

const grounds: Readonly<Record<Tone, string>> = {
  neutral: 'bg-sunken border-line',
  accent: 'bg-accent-soft border-accent-line',
  ok: 'bg-ok-soft border-ok-line',
  warn: 'bg-warn-soft border-warn-line',
  danger: 'bg-danger-soft border-danger-line',
}

export type BannerProps = {
  tone?: Tone
  title?: string
  children?: ReactNode
  actions?: ReactNode
  onDismiss?: () => void
  /** Edge to edge at the top of a page, without corners. */
  flush?: boolean
}

/** Something that holds for the whole page: on hold, offline, observing only. */
export function Banner({ tone = 'neutral', title, children, actions, onDismiss, flush }: BannerProps) {
  const Glyph = glyphs[tone]
  return (
    <section
      aria-label={title ?? 'Notice'}
      className={classNames(
        'flex items-start gap-2.5 px-4 py-2',
        flush ? 'border-b' : 'rounded-lg border',
        grounds[tone],
      )}
    >
      <Glyph aria-hidden className={classNames('mt-1.5 size-4 shrink-0', toneIcon[tone])} />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-1">
        <div className="min-w-0 flex-1 basis-60 py-1">
          {title && <span className="font-medium">{title} </span>}
          {children && <span className="text-muted">{children}</span>}
        </div>
        {actions && <div className="flex gap-2">{actions}</div>}
      </div>
      {onDismiss && <IconButton size="sm" icon={X} label="Dismiss" className="mt-0.5" onClick={onDismiss} />}
    </section>
  )
}

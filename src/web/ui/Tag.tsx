import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import type { Icon } from './icon.ts'
import { type Tone, toneSoft } from './tone.ts'

export type TagProps = { children: ReactNode; tone?: Tone; icon?: Icon; className?: string }

/** A word about a thing: its kind, a state that calls for attention. */
export function Tag({ children, tone = 'neutral', icon: Glyph, className }: TagProps) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 max-w-full shrink-0 items-center gap-1 rounded-sm border px-1.5 text-xs font-medium whitespace-nowrap',
        toneSoft[tone],
        className,
      )}
    >
      {Glyph && <Glyph aria-hidden className="size-3 shrink-0" />}
      <span className="truncate">{children}</span>
    </span>
  )
}

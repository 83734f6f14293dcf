import type { ReactNode } from 'react'
import type { Instant } from '../../core/lib/instant.ts'
import { Avatar } from './Avatar.tsx'
import type { Icon } from './icon.ts'
import { RelativeTime } from './RelativeTime.tsx'
import { type Tone, toneIcon } from './tone.ts'

export type TimelineEvent = {
  id: string
  at: Instant
  /** Who did it; null for the product itself. */
  actor: string | null
  /** The sentence after the name: `accepted the handoff`. */
  text: ReactNode
  icon?: Icon
  tone?: Tone
  /** More: a comment, old and new value. */
  body?: ReactNode
}

/** What happened, in order. */
export function Timeline({ label, events }: { label: string; events: readonly TimelineEvent[] }) {
  return (
    <ol aria-label={label} className="relative">
      {events.map(({ id, at, actor, text, icon: Glyph, tone = 'neutral', body }) => (
        <li key={id} className="group relative flex gap-3 pb-4 last:pb-0">
          <span
            aria-hidden
            className="absolute top-6 bottom-0 left-[0.71875rem] w-px bg-line group-last:hidden"
          />
          <span className="relative flex size-6 shrink-0 items-center justify-center">
            {Glyph ? (
              <Glyph aria-hidden className={`size-4 ${toneIcon[tone]}`} />
            ) : actor === null ? (
              <span aria-hidden className="size-1.5 rounded-full bg-control" />
            ) : (
              <Avatar name={actor} />
            )}
          </span>
          <div className="min-w-0 flex-1 pt-0.5">
            <p className="text-pretty break-words text-muted">
              {actor !== null && <span className="font-medium text-ink">{actor} </span>}
              {text}
              <span aria-hidden className="px-1.5 text-faint">
                ·
              </span>
              <RelativeTime at={at} className="text-faint" />
            </p>
            {body && <div className="mt-1.5">{body}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}

import { Check, CircleAlert, Clock, Pause, TriangleAlert } from 'lucide-react'
import type { Instant } from '../../core/lib/instant.ts'
import { formatDuration, formatRelative, type Locale } from '../format.ts'
import { classNames } from './class-names.ts'
import { ExactTimes } from './ExactTimes.tsx'
import { useLocale } from './FormatContext.tsx'
import type { Icon } from './icon.ts'
import { Tooltip } from './Tooltip.tsx'
import type { Tone } from './tone.ts'
import { useNow } from './use-now.ts'

export const clockStates = ['on_track', 'at_risk', 'late', 'paused', 'done'] as const
export type ClockState = (typeof clockStates)[number]

export type CountdownPillProps = {
  state: ClockState
  /** When it is due; for `done`, when it was done. */
  at: Instant
  /** What is due, for the tooltip and for screen readers: `First touch`. */
  what?: string
  /** Why it stands still. */
  pausedFor?: string
  ownerZone?: string
  focusable?: boolean
  /** Without the frame, for table cells. */
  plain?: boolean
}

const looks: Readonly<Record<ClockState, { icon: Icon; tone: Tone }>> = {
  on_track: { icon: Clock, tone: 'neutral' },
  at_risk: { icon: TriangleAlert, tone: 'warn' },
  late: { icon: CircleAlert, tone: 'danger' },
  paused: { icon: Pause, tone: 'neutral' },
  done: { icon: Check, tone: 'ok' },
}

const framed: Readonly<Record<Tone, string>> = {
  neutral: 'border-line text-muted',
  accent: 'border-accent-line text-accent-ink',
  ok: 'border-line text-ok-ink',
  warn: 'border-warn-line bg-warn-soft text-warn-ink',
  danger: 'border-danger-line bg-danger-soft text-danger-ink',
}

function words(locale: Locale, { state, at, pausedFor }: CountdownPillProps, now: number): string {
  const left = Date.parse(at) - now
  switch (state) {
    case 'paused':
      return pausedFor ? `Paused: ${pausedFor}` : 'Paused'
    case 'done':
      return `Done ${formatRelative(locale, at, now)}`
    case 'late':
      return `${formatDuration(locale, left)} late`
    default:
      return left <= 0 ? 'Due now' : `${formatDuration(locale, left)} left`
  }
}

/** How a clock stands: its shape and its words say it, the colour only helps. */
export function CountdownPill(props: CountdownPillProps) {
  const { state, at, what, ownerZone, focusable = true, plain } = props
  const locale = useLocale()
  const text = words(locale, props, useNow())
  const { icon: Glyph, tone } = looks[state]
  const lead = [what, state === 'done' ? 'done' : 'due'].filter(Boolean).join(' ')
  return (
    <Tooltip content={<ExactTimes lead={lead} locale={locale} at={at} ownerZone={ownerZone} />}>
      <time
        dateTime={at}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time must be within reach of the keyboard
        tabIndex={focusable ? 0 : undefined}
        data-tip-tap=""
        className={classNames(
          'num inline-flex h-5 max-w-full items-center gap-1 whitespace-nowrap',
          plain ? 'rounded-sm' : 'rounded-full border px-2 text-xs font-medium',
          plain ? framed[tone].split(' ').at(-1) : framed[tone],
        )}
      >
        <Glyph aria-hidden className={plain ? 'size-3.5 shrink-0' : 'size-3 shrink-0'} />
        {what && <span className="sr-only">{what}: </span>}
        <span className="truncate">{text}</span>
      </time>
    </Tooltip>
  )
}

import type { Instant } from '../../core/lib/instant.ts'
import { type ClockState, CountdownPill } from '../ui/CountdownPill.tsx'
import { useNow } from '../ui/use-now.ts'

/** How the server says a clock stands, wherever it says it. */
export type ServerClock = 'none' | 'not_started' | 'running' | 'paused' | 'at_risk' | 'late' | 'ended'

type DueClockProps = {
  at: Instant | null
  clock: ServerClock
  what?: string
  /** Why it stands still, in words. */
  pausedFor?: string | null
  ownerZone?: string
  focusable?: boolean
  plain?: boolean
  /** What stands where nothing is due. */
  nothing?: string
}

const states: Readonly<Record<ServerClock, ClockState>> = {
  none: 'on_track',
  not_started: 'on_track',
  running: 'on_track',
  at_risk: 'at_risk',
  late: 'late',
  paused: 'paused',
  ended: 'done',
}

/** A due time as icon and words; becomes late by itself while one looks at it. */
export function DueClock({ at, clock, pausedFor, nothing = '', ...rest }: DueClockProps) {
  const now = useNow()
  if (at === null) return nothing === '' ? null : <span className="text-faint">{nothing}</span>
  const overdue = Date.parse(at) <= now && (clock === 'running' || clock === 'at_risk')
  return (
    <CountdownPill
      {...rest}
      at={at}
      state={overdue ? 'late' : states[clock]}
      pausedFor={pausedFor ?? undefined}
    />
  )
}

/** For lists, which know only when the next step is due. */
export function rowClock(row: { onHold: boolean; nextDueAt: Instant | null }): ServerClock {
  return row.onHold ? 'paused' : row.nextDueAt === null ? 'none' : 'running'
}

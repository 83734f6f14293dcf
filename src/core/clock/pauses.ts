import type { Instant } from '../lib/instant.ts'
import { ClockError } from './clock-error.ts'
import { type CompiledCalendar, checkWithin, msWithin, partAt } from './compiled-calendar.ts'
import { addOpenMs, openMsBefore } from './open-time.ts'

/** From one moment to another, in milliseconds since 1970. */
export type Stretch = { from: number; to: number }

/**
 * Pauses in order, those that touch or overlap joined, so that a deal both on hold and waiting for the customer stands
 * still once and not twice. One that is still open is taken to end at `openUntil` (or not to have lasted, if it has
 * not begun by then). Throws `ClockError` for a pause that ends before it begins.
 */
export function readPauses(
  calendar: CompiledCalendar,
  pauses: readonly { from: Instant; to: Instant | null }[],
  openUntil: Instant,
): Stretch[] {
  if (pauses.length === 0) return []
  const joined: Stretch[] = []
  for (const pause of pauses
    .map((each) => readPause(calendar, each, openUntil))
    .sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last !== undefined && pause.from <= last.to) last.to = Math.max(last.to, pause.to)
    else joined.push(pause)
  }
  return joined
}

function readPause(
  calendar: CompiledCalendar,
  pause: { from: Instant; to: Instant | null },
  openUntil: Instant,
): Stretch {
  const from = msWithin(calendar, pause.from)
  if (pause.to === null) return { from, to: Math.max(from, msWithin(calendar, openUntil)) }
  const to = msWithin(calendar, pause.to)
  if (to >= from) return { from, to }
  throw new ClockError('bad_pause', `The pause from ${pause.from} ends before it begins, at ${pause.to}.`)
}

/**
 * Where `target.to` comes to lie when the clock stands still in these pauses, looking only at what lies after
 * `target.from`. A pause that begins at or after the moment reached so far no longer moves it.
 */
export function pushedByPauses(
  calendar: CompiledCalendar,
  target: Stretch & { business: boolean },
  pauses: readonly Stretch[],
): number {
  let moment = target.to
  for (const pause of pauses) {
    const from = Math.max(pause.from, target.from)
    if (pause.to <= from) continue
    if (from >= moment) break
    moment = target.business
      ? pushOpenMs(calendar, moment, openMsBefore(calendar, pause.to) - openMsBefore(calendar, from))
      : moment + pause.to - from
  }
  return moment
}

/**
 * Moves a moment by open time and keeps it on its side of the night: what was due at closing stays due at a closing,
 * what was due at an opening at an opening, so that it is never over while the pause that moved it still lasts.
 */
function pushOpenMs(calendar: CompiledCalendar, moment: number, openMs: number): number {
  if (openMs <= 0) return moment
  const pushed = addOpenMs(calendar, moment, openMs)
  const part = partAt(calendar, moment)
  const withinOpenTime =
    moment > (calendar.opens[part] ?? moment) && moment <= (calendar.closes[part] ?? moment)
  const reached = partAt(calendar, pushed)
  if (withinOpenTime || pushed < (calendar.closes[reached] ?? pushed)) return pushed
  return checkWithin(calendar, calendar.opens[reached + 1] ?? Number.POSITIVE_INFINITY)
}

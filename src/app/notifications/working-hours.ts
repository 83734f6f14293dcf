import { nextOpening } from '../../core/clock/business-time.ts'
import type { CompiledCalendar } from '../../core/clock/compiled-calendar.ts'
import { nextDayOpening } from '../../core/clock/next-day-opening.ts'
import { fromMs, type Instant, later, toMs } from '../../core/lib/instant.ts'
import { compiledCalendar } from '../calendars/compiled-calendar.ts'
import { calendarOf, type Directory, isAway } from '../people/directory.ts'

/** The moment itself while the member is at work, else their next opening; days out of office are no work. */
export function atWorkFrom(directory: Directory, memberId: string, at: Instant): Instant {
  const from = backFrom(directory, memberId, at)
  const calendar = workCalendar(directory, memberId, from)
  return calendar ? nextOpening(calendar, from) : from
}

/** When the member's next daily digest goes out: the first opening of their next working day. */
export function digestTime(directory: Directory, memberId: string, at: Instant): Instant {
  const calendar = workCalendar(directory, memberId, at)
  if (!calendar) return fromMs(toMs(at) + 86_400_000)
  const opening = nextDayOpening(calendar, at)
  return later(opening, atWorkFrom(directory, memberId, opening))
}

function backFrom(directory: Directory, memberId: string, at: Instant): Instant {
  const member = directory.members.get(memberId)
  return member && isAway(member, at) && member.awayUntil !== null ? member.awayUntil : at
}

/** Without a calendar that can be used there are no hours to keep. */
function workCalendar(directory: Directory, memberId: string, at: Instant): CompiledCalendar | null {
  const calendar = calendarOf(directory, memberId)
  const compiled = calendar ? compiledCalendar(calendar.definition, at) : null
  return compiled?.ok ? compiled.value : null
}

import { fromMs, type Instant, toMs } from '../../core/lib/instant.ts'
import type { Directory } from '../people/directory.ts'
import type { HowTold, MailChoice } from './events.ts'
import { atWorkFrom, digestTime } from './working-hours.ts'

/** More mails than this to one person in ten minutes are a flood: the rest comes as one digest. */
export const mostAtOnce = 5
export const floodMinutes = 10
/** How long a digest that stands for a flood waits for the rest of it. */
const gatherMs = 60_000

export type Wanted = {
  memberId: string
  choice: HowTold
  hasEmail: boolean
  urgent: boolean
  /** The loudest it may be, whatever was chosen. */
  most: 'mail' | 'digest' | 'in_app'
  /** It may have been mailed already, before a restore. */
  isOld: boolean
}

export type Delivery = {
  inApp: boolean
  /** When the mail may go out; NULL where there is none of its own. */
  mailAt: Instant | null
  inDigest: boolean
  /** Mailed only when somebody sends it by hand. */
  held: boolean
}

export type Plan = {
  /** For each message, in the same order. */
  deliveries: Delivery[]
  /** When each member's digest has to go out at the latest. */
  digests: Map<string, Instant>
}

/**
 * How each message reaches its reader: as they chose, outside their hours only when urgent, and as one digest where
 * single mails would be a flood. `lately` counts the mails each got in the last minutes.
 */
export function planDeliveries(
  wanted: readonly Wanted[],
  { directory, lately, now }: { directory: Directory; lately: ReadonlyMap<string, number>; now: Instant },
): Plan {
  const mails = wanted.map((one) => mailOf(one))
  const count = new Map(lately)
  for (const [i, { memberId }] of wanted.entries())
    if (mails[i] === 'at_once') count.set(memberId, (count.get(memberId) ?? 0) + 1)
  const digests = new Map<string, Instant>()
  const bring = (memberId: string, at: Instant): void => {
    const known = digests.get(memberId)
    if (known === undefined || at < known) digests.set(memberId, at)
  }
  const deliveries = wanted.map(({ memberId, choice, urgent }, i): Delivery => {
    const unmailed = { inApp: choice.inApp, mailAt: null, inDigest: false, held: false }
    if (mails[i] === 'never') return unmailed
    if (mails[i] === 'held') return { ...unmailed, held: true }
    if (mails[i] === 'digest') {
      bring(memberId, digestTime(directory, memberId, now))
      return { ...unmailed, inDigest: true }
    }
    if ((count.get(memberId) ?? 0) > mostAtOnce) {
      const again = (lately.get(memberId) ?? 0) > 0
      bring(
        memberId,
        atWorkFrom(directory, memberId, fromMs(toMs(now) + (again ? floodMinutes : 1) * gatherMs)),
      )
      return { ...unmailed, inDigest: true }
    }
    return { ...unmailed, mailAt: urgent ? now : atWorkFrom(directory, memberId, now) }
  })
  return { deliveries, digests }
}

function mailOf({ choice, hasEmail, most, isOld }: Wanted): MailChoice | 'held' {
  if (!hasEmail || most === 'in_app' || choice.mail === 'never') return 'never'
  if (isOld) return 'held'
  return most === 'digest' && choice.mail === 'at_once' ? 'digest' : choice.mail
}

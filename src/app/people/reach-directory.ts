import type { ReachDirectory } from '../../core/handoff/rung-recipient.ts'
import type { Instant } from '../../core/lib/instant.ts'
import { ownersOf } from '../handoffs/owners.ts'
import { isReached } from '../notifications/reader.ts'
import { type Directory, isAway } from './directory.ts'

/** The directory as the rules of escalation see it: who can be reached at this moment, and who covers for whom. */
export function reachDirectory(
  directory: Directory,
  { aeId, csmId, now }: { aeId: string | null; csmId: string | null; now: Instant },
): ReachDirectory {
  return {
    ...ownersOf(directory, { aeId, csmId }),
    isPresent: (id) => {
      const member = directory.members.get(id)
      return isReached(member) && !isAway(member, now)
    },
    coverOf: (id) => {
      const member = directory.members.get(id)
      return member && isAway(member, now) ? member.awayCoverId : null
    },
  }
}

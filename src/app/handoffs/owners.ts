import type { OwnerDirectory } from '../../core/handoff/resolve-owner.ts'
import { type Directory, managerOf } from '../people/directory.ts'

/** The directory as the rules of ownership see it: who plays which part for this deal. */
export function ownersOf(
  directory: Directory,
  people: { aeId: string | null; csmId: string | null },
): OwnerDirectory {
  return {
    dealOwnerId: people.aeId,
    csmId: people.csmId,
    managerOf: (memberId) => managerOf(directory, memberId),
    membersWithRole: (role) =>
      [...directory.members.values()].filter((m) => m.roles.some((r) => r === role)).map((m) => m.id),
    isActive: (memberId) => (directory.members.get(memberId)?.status ?? 'suspended') !== 'suspended',
  }
}

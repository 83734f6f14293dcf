import type { EscalationTarget, ProcessRole } from '../playbook/playbook.ts'
import { type OwnerDirectory, resolveOwner } from './resolve-owner.ts'

/** The people of a workspace, as far as reaching somebody asks. */
export type ReachDirectory = OwnerDirectory & {
  /** At work and able to sign in: not suspended, not out of office, not merely known from an import. */
  isPresent: (memberId: string) => boolean
  /** Who covers for somebody out of office; null when they are not, or nobody does. */
  coverOf: (memberId: string) => string | null
}

export type RungInput = {
  target: EscalationTarget
  /** Owner of the late step, and the process role they own it in. */
  ownerId: string
  ownerRole: string
  roles: readonly ProcessRole[]
  directory: ReachDirectory
}

export type RungRecipient = {
  memberId: string
  /** The person meant first, where somebody else is told in their place. */
  insteadOf: string | null
}

/**
 * Who is told when a step reaches a rung: its owner, their manager, RevOps, or the VP of their side. Whoever cannot be
 * reached (gone, out of office, never invited) is passed over: for their cover, then up the chain of managers, then
 * for whoever plays that part by the playbook, at last RevOps or an admin. Null only where nobody at all can be reached.
 */
export function rungRecipient(input: RungInput): RungRecipient | null {
  const { target, ownerId, directory } = input
  const chain = managersAbove(ownerId, directory)
  switch (target) {
    case 'owner':
      return firstReached([ownerId, ...chain], input, managerRole(input))
    case 'owner_manager':
      return firstReached(chain, input, managerRole(input))
    case 'side_vp':
      return firstReached(chain.slice(1), input, vpRole(input))
    case 'revops':
      return firstReached([], input, 'revops')
  }
}

function firstReached(
  wanted: readonly string[],
  input: RungInput,
  role: string | undefined,
): RungRecipient | null {
  const { directory, ownerId, target } = input
  const may = (id: string): boolean => directory.isPresent(id) && (target === 'owner' || id !== ownerId)
  const [meant = null] = wanted
  for (const id of wanted) {
    const cover = directory.coverOf(id)
    const found = may(id) ? id : cover !== null && may(cover) ? cover : null
    if (found !== null) return { memberId: found, insteadOf: found === meant ? null : meant }
  }
  const byRole = resolveOwner(role ?? '', input.roles, { ...directory, isActive: may })
  if (byRole !== null) return { memberId: byRole.memberId, insteadOf: meant }
  // A company of one: its only person is their own manager.
  return directory.isPresent(ownerId) ? { memberId: ownerId, insteadOf: meant } : null
}

/** Everybody above a member, nearest first; a circle ends where it closes. */
function managersAbove(memberId: string, directory: OwnerDirectory): string[] {
  const above: string[] = []
  let next = directory.managerOf(memberId)
  while (next !== null && next !== memberId && !above.includes(next)) {
    above.push(next)
    next = directory.managerOf(next)
  }
  return above
}

function managerRole({ roles, ownerRole }: RungInput): string | undefined {
  const managing = roles.find((role) => role.from === 'manager_of' && role.of === ownerRole)
  return managing?.id ?? roles.find((role) => role.id === ownerRole)?.otherwise
}

/** The role of the owner's side that manages its managers. */
function vpRole({ roles, ownerRole }: RungInput): string {
  const side = roles.find((role) => role.id === ownerRole)?.side
  const manages = (role: ProcessRole): boolean => role.side === side && role.from === 'manager_of'
  const vp = roles.find((role) => manages(role) && roles.some((of) => of.id === role.of && manages(of)))
  return vp?.id ?? 'executive'
}

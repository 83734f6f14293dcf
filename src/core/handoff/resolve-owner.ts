import type { ProcessRole } from '../playbook/playbook.ts'

/** The people of a workspace as far as ownership asks. Only members who can sign in and act are to be named. */
export type OwnerDirectory = {
  dealOwnerId: string | null
  csmId: string | null
  managerOf: (memberId: string) => string | null
  membersWithRole: (role: string) => readonly string[]
  /** Whether a named person still works here; everybody does when absent. */
  isActive?: (memberId: string) => boolean
}

export type ResolvedOwner = {
  memberId: string
  /** The process role that found the person; null when the last resort did. */
  foundAs: string | null
  /** Nobody plays the asked role, so somebody stands in. */
  standsIn: boolean
}

/**
 * The one person who plays a role of the process. Where nobody does, the role's stand-in, and its stand-in; then RevOps;
 * then an admin: never nobody while there is an admin (null otherwise). Of several with a role, always the same one.
 */
export function resolveOwner(
  roleId: string,
  roles: readonly ProcessRole[],
  directory: OwnerDirectory,
): ResolvedOwner | null {
  const tried = new Set<string>()
  let current: string | undefined = roleId
  while (current !== undefined && !tried.has(current)) {
    tried.add(current)
    const memberId = holderOf(current, { roles, directory, above: [] })
    if (memberId !== null) return { memberId, foundAs: current, standsIn: current !== roleId }
    current = roleById(roles, current)?.otherwise
  }
  const last = firstWith(directory, 'revops') ?? firstWith(directory, 'admin')
  return last === null ? null : { memberId: last, foundAs: null, standsIn: true }
}

type Search = { roles: readonly ProcessRole[]; directory: OwnerDirectory; above: readonly string[] }

function holderOf(roleId: string, search: Search): string | null {
  const { roles, directory, above } = search
  const role = roleById(roles, roleId)
  if (role === undefined || above.includes(roleId)) return null
  switch (role.from) {
    case 'deal_owner':
      return active(directory, directory.dealOwnerId)
    case 'csm':
      return active(directory, directory.csmId)
    case 'member_role':
      return role.of === undefined ? null : firstWith(directory, role.of)
    case 'manager_of': {
      const managed =
        role.of === undefined ? null : holderOf(role.of, { ...search, above: [...above, roleId] })
      return managed === null ? null : active(directory, directory.managerOf(managed))
    }
  }
}

function roleById(roles: readonly ProcessRole[], id: string): ProcessRole | undefined {
  return roles.find((role) => role.id === id)
}

function firstWith(directory: OwnerDirectory, role: string): string | null {
  return (
    directory
      .membersWithRole(role)
      .filter((id) => active(directory, id) !== null)
      .toSorted()[0] ?? null
  )
}

function active(directory: OwnerDirectory, memberId: string | null): string | null {
  if (memberId === null || directory.isActive?.(memberId) === false) return null
  return memberId
}

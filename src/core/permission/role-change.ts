import type { MemberRole } from '../handoff/vocabulary.ts'
import { no, ok, type Result } from '../lib/result.ts'
import { permissionNames, rolesMay } from './role-permissions.ts'

export type RoleChange = {
  /** Roles of whoever makes the change. */
  by: readonly MemberRole[]
  /** Whether they change themselves. */
  isSelf: boolean
  /** Roles before; none for somebody new. */
  before: readonly MemberRole[]
  after: readonly MemberRole[]
}

/**
 * Whether somebody may change a person, whose roles go from `before` to `after`. Admins are made and changed by
 * admins only, because whoever can change an admin's e-mail address could sign in as them. Nobody gives themselves
 * a permission they do not have; a role that brings none (an admin who also works as CSM) is no promotion.
 */
export function mayChangeRoles({
  by,
  isSelf,
  before,
  after,
}: RoleChange): Result<null, 'admin_only' | 'own_promotion'> {
  if ((before.includes('admin') || after.includes('admin')) && !by.includes('admin')) {
    return no('admin_only', 'Only an admin can make or change an admin.')
  }
  const gained = permissionNames.filter((name) => rolesMay(after, name) && !rolesMay(before, name))
  if (isSelf && gained.length > 0) {
    return no('own_promotion', 'Nobody can give themselves more rights. Ask another admin.')
  }
  return ok(null)
}

import { resolveOwner } from '../../core/handoff/resolve-owner.ts'
import { rungRecipient } from '../../core/handoff/rung-recipient.ts'
import type { Instant } from '../../core/lib/instant.ts'
import type { ProcessRole } from '../../core/playbook/playbook.ts'
import { isReached } from '../notifications/reader.ts'
import { type Directory, withRole } from '../people/directory.ts'
import { reachDirectory } from '../people/reach-directory.ts'

type Deal = { ae_id: string | null; csm_id: string | null }
type Known = { directory: Directory; roles: readonly ProcessRole[]; now: Instant }

/** The seller, or whoever stands in for a seller that cannot be reached: what is asked must reach somebody. */
export function sellerOf(deal: Deal, { directory, roles, now }: Known): string[] {
  if (deal.ae_id !== null && isReached(directory.members.get(deal.ae_id))) return [deal.ae_id]
  const reach = reachDirectory(directory, { aeId: deal.ae_id, csmId: deal.csm_id, now })
  const found = resolveOwner(sellerRole(roles), roles, {
    ...reach,
    isActive: (id) => isReached(directory.members.get(id)),
  })
  return found ? [found.memberId] : []
}

/** Whom somebody in a process role answers to, first of those who can be reached. */
export function managerIn(role: 'seller' | 'csm', deal: Deal, { directory, roles, now }: Known): string[] {
  const found = rungRecipient({
    target: 'owner_manager',
    ownerId: (role === 'seller' ? deal.ae_id : deal.csm_id) ?? '',
    ownerRole: role === 'seller' ? sellerRole(roles) : (roles.find((r) => r.from === 'csm')?.id ?? ''),
    roles,
    directory: reachDirectory(directory, { aeId: deal.ae_id, csmId: deal.csm_id, now }),
  })
  return found ? [found.memberId] : []
}

/** Everybody who runs the process; the admins where nobody does. */
export function revopsOf(directory: Directory): string[] {
  const reached = (role: 'revops' | 'admin'): string[] =>
    withRole(directory, role)
      .filter(isReached)
      .map((member) => member.id)
  const revops = reached('revops')
  return revops.length > 0 ? revops : reached('admin')
}

function sellerRole(roles: readonly ProcessRole[]): string {
  return roles.find((role) => role.from === 'deal_owner')?.id ?? ''
}

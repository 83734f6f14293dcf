import type { MemberRole } from '../core/handoff/vocabulary.ts'
import { type Actor, actingMemberId } from './context.ts'

/** Roles that see every deal and handoff of the workspace. */
const seeAll: readonly MemberRole[] = ['revops', 'admin', 'executive', 'implementation_lead', 'support']

/**
 * Whose deals and handoffs an actor may see: everybody's, or those of the members named. Every list asks this and
 * nothing else.
 */
export function visibleTo(actor: Actor): 'all' | readonly string[] {
  if (actor.kind === 'system' || actor.kind === 'connection') return 'all'
  if (actor.kind === 'contributor') return []
  if (actor.roles.some((role) => seeAll.includes(role))) return 'all'
  const me = actingMemberId(actor)
  return [...new Set([...(me ? [me] : []), ...actor.teamMemberIds])]
}

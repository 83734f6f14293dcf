import type { MemberRole } from '../../core/handoff/vocabulary.ts'
import { mayChangeRoles } from '../../core/permission/role-change.ts'
import { type Actor, actingMemberId, type Ctx } from '../context.ts'
import { forbidden } from '../errors.ts'

export type PersonChange = {
  memberId: string | null
  before: readonly MemberRole[]
  after: readonly MemberRole[]
}

/** Why the actor may not change this person so; NULL when they may. */
export function objectionTo(ctx: Ctx, { memberId, before, after }: PersonChange): string | null {
  const isSelf = memberId !== null && actingMemberId(ctx.actor) === memberId
  const judged = mayChangeRoles({ by: rolesOf(ctx.actor), isSelf, before, after })
  return judged.ok ? null : judged.reason
}

export function refuseForbidden(ctx: Ctx, change: PersonChange): void {
  const objection = objectionTo(ctx, change)
  if (objection) throw forbidden(objection)
}

/** The product itself (a demo, a claim, an import) acts with an admin's rights. */
function rolesOf(actor: Actor): readonly MemberRole[] {
  if (actor.kind === 'member' || actor.kind === 'api_key') return actor.roles
  return actor.kind === 'system' ? ['admin'] : []
}

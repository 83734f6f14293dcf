import { mayAct } from '../../core/handoff/permission.ts'
import type { Actor as CoreActor, Subject } from '../../core/handoff/permission-subject.ts'
import type { Action } from '../../core/handoff/permission-table.ts'
import { type Actor, actingMemberId, type Ctx } from '../context.ts'
import type { DealCase } from '../deals/deal-case.ts'
import { forbidden, notFound, refused } from '../errors.ts'
import { asStatus, type HandoffRow } from './handoff-row.ts'

/** An actor as the rules of permission see them. */
export function coreActor(actor: Actor): CoreActor {
  const nobody = { memberId: null, roles: [], teamMemberIds: [], isSystem: false }
  switch (actor.kind) {
    case 'member':
    case 'api_key':
      return {
        memberId: actor.memberId,
        roles: actor.roles,
        teamMemberIds: actor.teamMemberIds,
        isSystem: false,
      }
    case 'contributor':
      return { ...nobody, link: { dealId: actor.dealId, requirementId: actor.requirementId } }
    case 'connection':
    case 'system':
      return { ...nobody, isSystem: true }
  }
}

/** What the rules of permission look at of a deal and its handoff. */
export type About = {
  row: Pick<DealCase['row'], 'id' | 'owner_id'>
  handoff: Pick<
    HandoffRow,
    'ae_id' | 'csm_id' | 'status' | 'held_at' | 'hold_reason' | 'kickoff_held_at'
  > | null
}

/** A deal and its handoff as the rules of permission see them. */
export function subjectOf(actor: Actor, it: About, more: Partial<Subject> = {}): Subject {
  const { row, handoff } = it
  // Implementation leads and support join handoffs across the company, so they are part of each.
  const joins =
    (actor.kind === 'member' || actor.kind === 'api_key') &&
    actor.roles.some((role) => role === 'implementation_lead' || role === 'support')
  const me = actingMemberId(actor)
  return {
    dealId: row.id,
    aeId: handoff?.ae_id ?? row.owner_id,
    csmId: handoff?.csm_id ?? null,
    status: handoff ? asStatus(handoff.status) : null,
    hold: handoff?.held_at ? { reason: handoff.hold_reason ?? '' } : null,
    kickoffHeld: handoff?.kickoff_held_at != null,
    involvedIds: joins && me !== null ? [me] : [],
    ...more,
  }
}

type Asked = Partial<Subject> & {
  /** What the address named, where the action does not say it. */
  named?: 'handoff' | 'step' | 'question' | 'escalation' | 'contribution'
}

/**
 * Throws unless the actor may do this to this record now. What one may not even see does not exist: the words are
 * those for an id that nobody has.
 */
export function allow(ctx: Ctx, action: Action, it: About, asked: Asked = {}): void {
  const { named = action.startsWith('handoff.') ? 'handoff' : 'deal', ...more } = asked
  const actor = coreActor(ctx.actor)
  const subject = subjectOf(ctx.actor, it, more)
  const verdict = mayAct(actor, action, subject)
  if (verdict.ok) return
  if (!mayAct(actor, 'deal.view', subject).ok && ctx.actor.kind !== 'contributor') throw notFound(named)
  throw verdict.code === 'not_allowed' ? forbidden(verdict.reason) : refused(verdict.code, verdict.reason)
}

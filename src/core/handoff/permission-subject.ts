import type { Claim } from './claim-fact.ts'
import type { HandoffStatus, MemberRole, StepStatus } from './vocabulary.ts'

/** Who wants to do something. */
export type Actor = {
  memberId: string | null
  roles: readonly MemberRole[]
  /** Members whose records this one sees; a manager also acts for them. */
  teamMemberIds: readonly string[]
  /** The product itself: a timer, a job, a connection. */
  isSystem: boolean
  /** The one question a contributor's link opens, and nothing else. */
  link?: { dealId: string; requirementId: string }
}

/** What it would be done to: a deal, its handoff if there is one, and the answer or step in question. */
export type Subject = {
  dealId: string
  aeId: string | null
  csmId: string | null
  /** Null while the deal has no handoff. */
  status: HandoffStatus | null
  hold: { reason: string } | null
  kickoffHeld?: boolean
  /** Others who take part: owners of its steps, people asked for their view. */
  involvedIds?: readonly string[]
  requirementId?: string
  step?: {
    ownerId: string
    status: StepStatus
    byHand: boolean
    /** Titles of the steps that come first and are still open. */
    waitsFor: readonly string[]
    /** The fact that finishing it records. */
    claims?: Claim | undefined
  }
}

/** What a person is to a record. */
export const relations = [
  'ae',
  'sales_manager',
  'csm',
  'cs_manager',
  'revops',
  'admin',
  'executive',
  'teammate',
  'sales_caretaker',
  'cs_caretaker',
  'involved',
  'step_owner',
  'step_manager',
  'linked',
  'system',
] as const
export type Relation = (typeof relations)[number]

/**
 * Everything an actor is to a record. Owning a deal or a handoff counts for whoever holds a working role; an executive
 * only looks. A manager is caretaker of what nobody on their side owns yet: sees it, and can give it to somebody.
 */
export function relationsTo(actor: Actor, subject: Subject): ReadonlySet<Relation> {
  const found = new Set<Relation>()
  const add = (relation: Relation, holds: boolean): void => {
    if (holds) found.add(relation)
  }
  const has = (role: MemberRole): boolean => actor.roles.includes(role)
  const leads = (id: string | null): boolean => id !== null && actor.teamMemberIds.includes(id)
  const isSelf = (id: string | null | undefined): boolean =>
    id !== null && id !== undefined && id === actor.memberId
  const works = actor.roles.some((role) => role !== 'executive' && role !== 'contributor')
  const stepOwner = subject.step?.ownerId ?? null
  add('system', actor.isSystem)
  add('revops', has('revops'))
  add('admin', has('admin'))
  add('executive', has('executive'))
  add('ae', works && isSelf(subject.aeId))
  add('csm', works && isSelf(subject.csmId))
  add('sales_manager', has('sales_manager') && leads(subject.aeId))
  add('cs_manager', has('cs_manager') && leads(subject.csmId))
  add('teammate', works && (leads(subject.aeId) || leads(subject.csmId)))
  add('sales_caretaker', has('sales_manager') && subject.aeId === null)
  add('cs_caretaker', has('cs_manager') && subject.csmId === null)
  add('involved', works && (subject.involvedIds ?? []).some(isSelf))
  add('step_owner', works && isSelf(stepOwner))
  add('step_manager', (has('sales_manager') || has('cs_manager')) && leads(stepOwner))
  add('linked', opensLink(actor, subject))
  return found
}

function opensLink({ link }: Actor, subject: Subject): boolean {
  return (
    link !== undefined &&
    subject.requirementId !== undefined &&
    link.dealId === subject.dealId &&
    link.requirementId === subject.requirementId
  )
}

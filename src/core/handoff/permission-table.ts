import { claimFact } from './claim-fact.ts'
import { holdCause } from './handoff-state.ts'
import type { Actor, Relation, Subject } from './permission-subject.ts'
import { transitionStep } from './step-transitions.ts'
import { type HandoffEventType, statusAfter } from './transitions.ts'

/** One row of the permissions: who, in words for those who may not, and when. */
type Row = {
  who: readonly Relation[]
  /** Completes "Only … can do this." */
  only: string
  /** Why it cannot be done now, whoever asks; null when it can. */
  state?: (asked: Asked) => string | null
}

type Asked = { subject: Subject; actor: Actor; related: ReadonlySet<Relation> }

const owners = ['revops', 'admin'] as const
const sales = ['ae', 'sales_manager', ...owners] as const
const service = ['csm', 'cs_manager', ...owners] as const
const serviceWords = 'the CSM, their manager, RevOps or an admin'
const managers = ['sales_manager', 'cs_manager', ...owners] as const
const insiders = [
  'ae',
  'sales_manager',
  'csm',
  'cs_manager',
  'teammate',
  'sales_caretaker',
  'cs_caretaker',
  'involved',
  'step_owner',
  ...owners,
  'system',
] as const
const viewers = [...insiders, 'executive'] as const

const viewRow: Row = {
  who: viewers,
  only: 'people involved, their teams and managers, RevOps, executives and admins',
}

/** Everything that can be done to a deal, its handoff, answers, steps and questions: one row each, default refuse. */
export const permissionTable = {
  'deal.view': viewRow,
  'handoff.view': viewRow,
  'answer.view': { ...viewRow, who: [...viewers, 'linked'] },
  'gate.check': viewRow,
  'handoff.submit': {
    who: [...sales, 'csm', 'cs_manager', 'system'],
    only: 'the AE, their manager, RevOps or an admin',
    state: (asked) => inState('submit')(asked) ?? submittedByService(asked),
  },
  'handoff.accept': {
    who: service,
    only: serviceWords,
    state: inState('accept'),
  },
  'handoff.return': {
    who: service,
    only: serviceWords,
    state: inState('return'),
  },
  'handoff.confirm': {
    who: service,
    only: serviceWords,
    state: inState('confirm'),
  },
  'handoff.assign_csm': {
    who: ['cs_manager', 'cs_caretaker', ...owners, 'system'],
    only: 'a CS manager, RevOps or an admin',
    state: unlessCancelled,
  },
  'handoff.hold': {
    who: [...managers, 'system'],
    only: 'a manager of the AE or CSM, RevOps or an admin',
    state: inState('hold'),
  },
  'handoff.resume': {
    who: [...managers, 'system'],
    only: 'a manager of the AE or CSM, RevOps or an admin',
    state: (asked) => inState('resume')(asked) ?? heldByCrm(asked),
  },
  'handoff.cancel': { who: [...owners, 'system'], only: 'RevOps or an admin', state: inState('cancel') },
  'handoff.record_fact': {
    who: ['ae', 'csm', ...managers, 'involved', 'system'],
    only: 'the AE, the CSM, people who take part, their managers, RevOps or an admin',
    state: inState('record'),
  },
  'handoff.correct_fact': {
    who: managers,
    only: 'a manager of the AE or CSM, RevOps or an admin',
    state: inState('correct'),
  },
  'handoff.set_tier': {
    who: [...managers, 'system'],
    only: 'a manager of the AE or CSM, RevOps or an admin',
    state: (asked) => unlessCancelled(asked) ?? tierIsSettled(asked),
  },
  'answer.change': {
    who: [...sales, 'csm', 'cs_manager', 'involved', 'linked', 'system'],
    only: 'the AE, the CSM, people who take part, their managers, RevOps or an admin',
    state: unlessCancelled,
  },
  'answer.waive': {
    who: managers,
    only: 'a sales manager, CS manager, RevOps or an admin',
    state: (asked) => unlessCancelled(asked) ?? ownWaiver(asked),
  },
  'step.complete': {
    who: ['step_owner', 'step_manager', ...owners, 'system'],
    only: 'its owner, their manager, RevOps or an admin',
    state: (asked) => stepCanEnd('finish')(asked) ?? stepCanClaim(asked),
  },
  'step.skip': {
    who: ['step_owner', 'step_manager', ...owners, 'system'],
    only: 'its owner, their manager, RevOps or an admin',
    state: stepCanEnd('skip'),
  },
  'step.reassign': {
    who: ['step_manager', ...owners, 'system'],
    only: 'its owner’s manager, RevOps or an admin',
    state: stepCanEnd('reassign'),
  },
  'question.ask': {
    who: [...service, 'involved'],
    only: 'the CSM, people who take part, their managers, RevOps or an admin',
    state: unlessCancelled,
  },
  'question.answer': {
    who: [...sales, 'involved'],
    only: 'the AE, people who take part, their managers, RevOps or an admin',
    state: unlessCancelled,
  },
} as const satisfies Record<string, Row>

export type Action = keyof typeof permissionTable

export function permissionRow(action: Action): Row {
  return permissionTable[action]
}

const noHandoff = 'The deal has no handoff yet.'

/** Whatever the state machine says to the event. */
function inState(event: HandoffEventType): NonNullable<Row['state']> {
  return ({ subject }) => {
    if (subject.status === null) return noHandoff
    const after = statusAfter(event, { status: subject.status, hold: subject.hold })
    return after.ok ? null : after.reason
  }
}

function unlessCancelled({ subject }: Asked): string | null {
  return subject.status === 'cancelled' ? 'The handoff was cancelled.' : null
}

/** A kickoff held without a verdict asks for one on the spot: then CS need not wait for Sales to submit. */
function submittedByService({ subject, related }: Asked): string | null {
  if (hasAny(related, [...sales, 'system']) || subject.kickoffHeld === true) return null
  return 'Sales submits it; CS can do so once the kickoff has been held.'
}

/** A hold that the CRM caused is a question to RevOps. */
function heldByCrm({ subject, related }: Asked): string | null {
  if (holdCause(subject.hold) === null || hasAny(related, [...owners, 'system'])) return null
  return 'The CRM reopened or lost the deal; RevOps decides whether the handoff goes on.'
}

/** The product re-evaluates the tier until the deal is won; after that only people change it. */
function tierIsSettled({ subject: { status }, actor }: Asked): string | null {
  const settled = status !== null && status !== 'preparing'
  return actor.isSystem && settled ? 'After the win a tier changes only by hand.' : null
}

function ownWaiver({ subject: { aeId }, actor }: Asked): string | null {
  return aeId !== null && aeId === actor.memberId ? 'Nobody waives an answer they owe themselves.' : null
}

function stepCanEnd(what: 'finish' | 'skip' | 'reassign'): NonNullable<Row['state']> {
  return ({ subject: { step }, actor }) => {
    if (step === undefined) return 'There is no such step.'
    const event =
      what === 'finish'
        ? ({ type: 'finish', by: actor.isSystem ? 'fact' : 'person' } as const)
        : ({ type: 'skip', reason: what } as const)
    const after = transitionStep({ ...step, anchored: true }, event)
    return after.ok ? null : after.reason
  }
}

/** A step that stands for a fact is finished by recording it, so only by whom and when that can be recorded. */
function stepCanClaim({ subject, related }: Asked): string | null {
  const { status, hold, csmId, step } = subject
  if (step?.claims === undefined || status === null) return null
  const claim = claimFact(step.claims, { status, hold, csmId })
  if (!claim.ok) return claim.reason
  if (step.claims.recorded || step.claims.fact !== 'confirmed' || hasAny(related, service)) return null
  return `Only ${serviceWords} can do this.`
}

function hasAny(related: ReadonlySet<Relation>, wanted: readonly Relation[]): boolean {
  return wanted.some((relation) => related.has(relation))
}

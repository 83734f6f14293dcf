import { z } from 'zod'
import { handoffStatuses, pauseReasons, stepStatuses, verdictKinds } from '../core/handoff/vocabulary.ts'
import { facts } from '../core/playbook/playbook.ts'
import { operation } from './operation.ts'
import * as s from './shapes.ts'

export const handoffSorts = ['due', 'opened', 'newest'] as const

/** One line of the pipeline. */
export const HandoffRow = z.object({
  id: z.string(),
  version: s.version,
  dealId: z.string(),
  dealName: z.string(),
  accountId: z.string().nullable(),
  accountName: z.string().nullable(),
  status: z.enum(handoffStatuses),
  onHold: z.boolean(),
  tier: z.string(),
  tierTitle: z.string(),
  value: s.money.nullable(),
  ae: s.memberRef.nullable(),
  csm: s.memberRef.nullable(),
  completeness: z.number(),
  quality: z.number().nullable(),
  missingCount: z.number(),
  nextDueAt: s.instant.nullable(),
  openedAt: s.instant,
  submittedAt: s.instant.nullable(),
  closedDirty: z.boolean(),
  can: s.can,
})
export type HandoffRow = z.infer<typeof HandoffRow>

export const StepView = z.object({
  id: z.string(),
  version: s.version,
  templateId: z.string(),
  /** What is recorded as having happened when it is finished. */
  fact: z.enum(facts).nullable(),
  round: z.number(),
  title: z.string(),
  hint: z.string().nullable(),
  ownerRole: z.string(),
  ownerRoleTitle: z.string(),
  owner: s.memberRef.extend({ zone: z.string() }),
  status: z.enum(stepStatuses),
  anchorAt: s.instant.nullable(),
  dueAt: s.instant.nullable(),
  /** How the due time came about, in words: "1 business day after the signature, Dublin office hours". */
  dueBecause: z.string().nullable(),
  clock: z.enum(['not_started', 'running', 'paused', 'at_risk', 'late', 'ended']),
  pausedFor: z.enum(pauseReasons).nullable(),
  waitsFor: z.array(z.string()),
  endedAt: s.instant.nullable(),
  endedBy: s.memberRef.nullable(),
  endReason: z.string().nullable(),
  can: s.can,
})
export type StepView = z.infer<typeof StepView>

export const FactView = z.object({ fact: z.enum(facts), title: z.string(), at: s.instant.nullable() })

export const QuestionView = z.object({
  id: z.string(),
  version: s.version,
  requirementId: z.string(),
  requirementLabel: z.string(),
  text: z.string(),
  askedBy: s.memberRef,
  askedAt: s.instant,
  answer: z.string().nullable(),
  answeredBy: s.memberRef.nullable(),
  answeredAt: s.instant.nullable(),
  can: s.can,
})

export const VerdictView = z.object({
  kind: z.enum(verdictKinds),
  round: z.number(),
  note: z.string().nullable(),
  by: s.memberRef,
  at: s.instant,
})

export const RoutingView = z.object({
  reasons: z.array(z.string()),
  runnersUp: z.array(z.object({ member: s.memberRef, why: z.string() })),
  mark: z.string().nullable(),
  overriddenBy: s.memberRef.nullable(),
})

/** The whole handoff but for its brief, which is `answer.list` of the deal, and its timeline. */
export const Handoff = HandoffRow.extend({
  tierReason: z.string(),
  holdReason: z.string().nullable(),
  heldAt: s.instant.nullable(),
  acceptedWithGaps: z.boolean(),
  isHistory: z.boolean(),
  playbookVersion: z.number(),
  facts: z.array(FactView),
  steps: z.array(StepView),
  questions: z.array(QuestionView),
  verdicts: z.array(VerdictView),
  routing: RoutingView.nullable(),
  escalation: z
    .object({ id: z.string(), raisedTo: s.memberRef, openedAt: s.instant, stepTitles: z.array(z.string()) })
    .nullable(),
  contacts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      title: z.string().nullable(),
      role: z.string().nullable(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
    }),
  ),
})
export type Handoff = z.infer<typeof Handoff>

export const TimelineEntry = z.object({
  id: z.string(),
  at: s.instant,
  action: z.string(),
  /** A sentence: "Ana Lima accepted the handoff." */
  sentence: z.string(),
  actor: z.object({ kind: z.string(), name: z.string() }),
  reason: z.string().nullable(),
  changes: z.array(
    z.object({ field: z.string(), label: z.string(), before: z.unknown(), after: z.unknown() }),
  ),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

const one = z.strictObject({ id: s.handoffId })
const csmPresent = z
  .boolean()
  .meta({ description: 'The CSM was on the introduction call or thread, which is the first touch.' })
const changing = z.strictObject({ id: s.handoffId, version: s.version })
const gaps = z.array(z.strictObject({ requirementId: s.requirementId, text: s.text(2_000) })).max(60)

/** One thing owed by the reader, with the one click that does it. */
export const TodayItem = z.object({
  kind: z.enum(['step', 'question', 'verdict', 'capture', 'escalation', 'parked']),
  id: z.string(),
  title: z.string(),
  because: z.string(),
  handoffId: z.string().nullable(),
  dealId: z.string().nullable(),
  accountName: z.string().nullable(),
  dealName: z.string().nullable(),
  value: s.money.nullable(),
  tier: z.string().nullable(),
  dueAt: s.instant.nullable(),
  clock: z.enum(['none', 'running', 'paused', 'at_risk', 'late']),
  owner: s.memberRef.nullable(),
  path: z.string(),
  /** The operation one click runs, where one click is enough. */
  action: z
    .object({ operation: z.string(), input: z.record(z.string(), z.unknown()), label: z.string() })
    .nullable(),
})
export type TodayItem = z.infer<typeof TodayItem>

export const handoffOperations = {
  'handoff.today': operation({
    summary: 'Show what is owed, by when, for the one who asks.',
    permission: 'handoff.view',
    input: z.strictObject({ as: z.enum(['me', 'team']).optional() }),
    output: z.object({
      /** Whose work is shown: asked for, or by role. */
      as: z.enum(['me', 'team']),
      /** Whose work there is beside one's own: the team's, or that of everybody. */
      others: z.enum(['team', 'everyone']),
      groups: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          items: z.array(TodayItem),
          more: z.number(),
          /** There may be more than were counted. */
          atLeast: z.boolean(),
        }),
      ),
      /** Said when nothing is owed. */
      emptyBecause: z.string().nullable(),
      figures: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          value: z.string(),
          tone: z.enum(['plain', 'good', 'warn', 'bad']),
          path: z.string().nullable(),
        }),
      ),
    }),
  }),
  'handoff.list': operation({
    summary: 'List handoffs one may see.',
    permission: 'handoff.view',
    input: z.strictObject({
      sort: z.enum(handoffSorts).optional(),
      status: z.enum(handoffStatuses).optional(),
      tier: z.string().max(63).optional(),
      aeId: s.memberId.optional(),
      csmId: s.memberId.optional(),
      accountId: s.accountId.optional(),
      late: s.flag,
      search: s.text(200).optional(),
      cursor: s.cursor,
      limit: s.limit,
    }),
    output: s.page(HandoffRow).extend({ about: z.number(), tooBroad: s.tooBroad }),
  }),
  'handoff.show': operation({
    summary: 'Show one handoff.',
    permission: 'handoff.view',
    input: one,
    output: Handoff,
  }),
  'handoff.timeline': operation({
    summary: 'Tell everything that happened to a handoff, newest first.',
    permission: 'handoff.view',
    input: one.extend({ cursor: s.cursor, limit: s.limit }),
    output: s.page(TimelineEntry),
  }),
  'handoff.submit': operation({
    summary: 'Submit a handoff to its CSM for a verdict.',
    permission: 'handoff.submit',
    input: changing.extend({ note: s.text(2_000).optional() }),
    output: Handoff,
  }),
  'handoff.accept': operation({
    summary: 'Accept a handoff, with gaps named where there are some.',
    permission: 'handoff.judge',
    input: changing.extend({ note: s.text(2_000).optional(), gaps: gaps.optional() }),
    output: Handoff,
  }),
  'handoff.accept_many': operation({
    summary: 'Accept several handoffs at once; each is accepted or says why not.',
    permission: 'handoff.judge',
    input: z.strictObject({
      handoffs: z
        .array(z.strictObject({ id: s.handoffId, version: s.version }))
        .min(1)
        .max(100),
    }),
    output: z.object({
      accepted: z.array(z.string()),
      refused: z.array(z.object({ id: z.string(), reason: z.string() })),
    }),
  }),
  'handoff.return': operation({
    summary: 'Return a handoff to its seller with the gaps named one by one.',
    permission: 'handoff.judge',
    input: changing.extend({ note: s.text(2_000).optional(), gaps: gaps.min(1) }),
    output: Handoff,
  }),
  'handoff.assign_csm': operation({
    summary: 'Name another CSM, with a reason.',
    permission: 'handoff.steer',
    input: changing.extend({ csmId: s.memberId, reason: s.text(1_000) }),
    output: Handoff,
  }),
  'handoff.set_tier': operation({
    summary: 'Put a handoff in another tier, with a reason.',
    permission: 'handoff.steer',
    input: changing.extend({ tier: z.string().max(63), reason: s.text(1_000) }),
    output: Handoff,
  }),
  'handoff.hold': operation({
    summary: 'Put a handoff on hold: its clocks stand still.',
    permission: 'handoff.steer',
    input: changing.extend({ reason: s.text(1_000) }),
    output: Handoff,
  }),
  'handoff.resume': operation({
    summary: 'Take a handoff off hold.',
    permission: 'handoff.steer',
    input: changing,
    output: Handoff,
  }),
  'handoff.cancel': operation({
    summary: 'Cancel a handoff; its history stays.',
    permission: 'handoff.steer',
    input: changing.extend({ reason: s.text(1_000) }),
    output: Handoff,
  }),
  'handoff.record_fact': operation({
    summary: 'Record that something happened, such as the first touch or the kickoff.',
    permission: 'handoff.record',
    input: changing.extend({
      fact: z.enum(facts),
      at: s.givenInstant.optional(),
      csmPresent: csmPresent.optional(),
    }),
    output: Handoff,
  }),
  'handoff.correct_fact': operation({
    summary: 'Correct the time of a recorded fact, with a reason.',
    permission: 'handoff.record',
    input: changing.extend({ fact: z.enum(facts), at: s.givenInstant, reason: s.text(1_000) }),
    output: Handoff,
  }),
  'question.ask': operation({
    summary: 'Ask the seller something about one requirement.',
    permission: 'question.ask',
    input: one.extend({ requirementId: s.requirementId, text: s.text(2_000) }),
    output: Handoff,
  }),
  'question.answer': operation({
    summary: 'Answer a question of the CSM.',
    permission: 'question.answer',
    input: z.strictObject({ id: s.questionId, version: s.version, answer: s.text(4_000) }),
    output: Handoff,
  }),
}

const step = z.strictObject({ id: s.stepId, version: s.version })

export const stepOperations = {
  'step.complete': operation({
    summary: 'Finish a step.',
    permission: 'step.work',
    input: step.extend({
      at: s.givenInstant.optional(),
      note: s.text(1_000).optional(),
      csmPresent: csmPresent.optional(),
    }),
    output: Handoff,
  }),
  'step.skip': operation({
    summary: 'Skip a step, with a reason.',
    permission: 'step.work',
    input: step.extend({ reason: s.text(1_000) }),
    output: Handoff,
  }),
  'step.reassign': operation({
    summary: 'Give a step to another owner.',
    permission: 'step.work',
    input: step.extend({ ownerId: s.memberId, reason: s.text(1_000).optional() }),
    output: Handoff,
  }),
  'step.pause': operation({
    summary: 'Pause the clock of a step for a named reason.',
    permission: 'step.work',
    input: step.extend({ reason: z.enum(['waiting_for_customer', 'legal_review']) }),
    output: Handoff,
  }),
  'step.resume': operation({
    summary: 'Let the clock of a step run again.',
    permission: 'step.work',
    input: step,
    output: Handoff,
  }),
}

export const EscalationRow = z.object({
  id: z.string(),
  version: s.version,
  handoffId: z.string(),
  accountName: z.string().nullable(),
  dealName: z.string(),
  stepTitles: z.array(z.string()),
  rungTitle: z.string(),
  raisedTo: s.memberRef,
  openedAt: s.instant,
  raisedAt: s.instant,
  closedAt: s.instant.nullable(),
  cause: z.string().nullable(),
})

export const escalationOperations = {
  'escalation.list': operation({
    summary: 'List open escalations.',
    permission: 'handoff.view',
    input: z.strictObject({ cursor: s.cursor, limit: s.limit }),
    output: s.page(EscalationRow),
  }),
  'escalation.close': operation({
    summary: 'Close an escalation with its cause.',
    permission: 'escalation.work',
    input: z.strictObject({ id: s.escalationId, version: s.version, cause: s.text(1_000) }),
    output: EscalationRow,
  }),
}

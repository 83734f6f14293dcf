import { z } from 'zod'
import { answerSources, answerStates } from '../core/deal/answer.ts'
import { dealTypes } from '../core/deal/deal.ts'
import { knowableStages, needs, requirementTypes, stageKinds } from '../core/playbook/playbook.ts'
import { AnswerValue, Evidence } from './answer-value.ts'
import { operation } from './operation.ts'
import * as s from './shapes.ts'

export const DealRow = z.object({
  id: z.string(),
  version: s.version,
  name: z.string(),
  accountId: z.string().nullable(),
  accountName: z.string().nullable(),
  owner: s.memberRef.nullable(),
  stageKind: z.enum(stageKinds),
  stageLabel: z.string().nullable(),
  dealType: z.enum(dealTypes).nullable(),
  amount: s.money.nullable(),
  annual: s.money.nullable(),
  probability: z.number().nullable(),
  expectedCloseOn: s.day.nullable(),
  wonAt: s.instant.nullable(),
  tier: z.string().nullable(),
  handoffId: z.string().nullable(),
  createdAt: s.instant,
})
export type DealRow = z.infer<typeof DealRow>

export const Finding = z.object({
  ruleId: z.string(),
  requirementId: z.string().nullable(),
  sentence: z.string(),
  severity: z.enum(['blocks', 'warns']),
})

export const GateAnswer = z.object({
  allowed: z.boolean(),
  /** `observe`: nothing is blocked, but what is missing is seen; `block`: the deal may not enter the stage. */
  mode: z.enum(['observe', 'block']),
  tier: z.string(),
  findings: z.array(Finding),
  core: z.object({
    given: z.number(),
    excused: z.number(),
    required: z.number(),
    missing: z.array(z.string()),
  }),
  full: z.object({
    given: z.number(),
    excused: z.number(),
    required: z.number(),
    missing: z.array(z.string()),
  }),
})
export type GateAnswer = z.infer<typeof GateAnswer>

/** A requirement of this deal with what is known about it. */
export const BriefItem = z.object({
  requirementId: z.string(),
  section: z.string(),
  label: z.string(),
  prompt: z.string(),
  example: z.string().nullable(),
  type: z.enum(requirementTypes),
  options: z.array(z.object({ id: z.string(), label: z.string() })),
  columns: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      type: z.enum(['text', 'number', 'date', 'choice', 'yes_no']),
      options: z.array(z.string()).optional(),
      required: z.boolean().optional(),
    }),
  ),
  need: z.enum(needs),
  knowable: z.enum(knowableStages),
  /** Whether it can be known by now; the rest need not be asked yet. */
  due: z.boolean(),
  noneLabel: z.string().nullable(),
  neverUnknown: z.boolean(),
  unknownLimitOn: s.day.nullable().describe('The last day “unknown until” may name'),
  status: z.enum([
    'given',
    'none',
    'not_applicable',
    'waived',
    'unknown',
    'missing',
    'expired',
    'not_applicable_by_rule',
  ]),
  answer: z
    .object({
      state: z.enum(answerStates),
      value: AnswerValue.nullable(),
      reason: z.string().nullable(),
      approver: s.memberRef.nullable(),
      expiresAt: s.instant.nullable(),
      untilOn: s.day.nullable(),
      person: z.string().nullable(),
      source: z.enum(answerSources),
      sourceLabel: z.string().nullable(),
      author: s.memberRef.nullable(),
      evidence: z.array(Evidence),
      validated: z.enum(['customer', 'assumed']).nullable(),
      answeredAt: s.instant,
      version: s.version,
    })
    .nullable(),
  /** Points of quality lost here, each with its sentence. */
  lost: z.array(z.object({ ruleId: z.string(), points: z.number(), sentence: z.string() })),
  openQuestions: z.number(),
})
export type BriefItem = z.infer<typeof BriefItem>

export const Brief = z.object({
  dealId: z.string(),
  handoffId: z.string().nullable(),
  dealName: z.string(),
  accountName: z.string().nullable(),
  tier: z.string(),
  tierTitle: z.string(),
  stageKind: z.enum(stageKinds),
  sections: z.array(z.object({ id: z.string(), title: z.string(), hint: z.string().nullable() })),
  items: z.array(BriefItem),
  /** Requirement ids still owed for the next stage, in the order to ask them. */
  owed: z.array(z.string()),
  completeness: z.object({
    given: z.number(),
    required: z.number(),
    excused: z.number(),
    percent: z.number(),
  }),
  quality: z.object({ points: z.number(), of: z.number(), percent: z.number().nullable() }),
  packs: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      hint: z.string().nullable(),
      prompts: z.array(
        z.object({
          letter: z.string(),
          title: z.string(),
          question: z.string(),
          requirement: z.string().nullable(),
        }),
      ),
    }),
  ),
  can: s.can,
})
export type Brief = z.infer<typeof Brief>

/** What may be said about a requirement; `version` 0 says "I saw no answer yet". */
export const GivenAnswer = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('given'),
    value: AnswerValue,
    evidence: z.array(Evidence).max(20).optional(),
    validated: z.enum(['customer', 'assumed']).optional(),
  }),
  z.strictObject({ state: z.literal('none') }),
  z.strictObject({ state: z.literal('not_applicable'), reason: s.text(1_000) }),
  z.strictObject({ state: z.literal('waived'), reason: s.text(1_000), expiresAt: s.givenInstant }),
  z.strictObject({ state: z.literal('unknown'), untilOn: s.day, person: s.name() }),
])
export type GivenAnswer = z.infer<typeof GivenAnswer>

const deal = z.strictObject({ id: s.dealId })
const dealFields = {
  name: s.name(300),
  accountName: s.name(300).nullable(),
  ownerId: s.memberId.nullable(),
  stageKind: z.enum(stageKinds),
  dealType: z.enum(dealTypes).nullable(),
  amount: s.money.nullable(),
  annual: s.money.nullable(),
  probability: z.number().int().min(0).max(100).nullable(),
  products: z.array(s.name(300)).max(100),
  expectedCloseOn: s.day.nullable(),
  signedAt: s.givenInstant.nullable(),
  complexity: z.enum(['high', 'normal']).nullable(),
}

export const dealOperations = {
  'deal.list': operation({
    summary: 'List deals one may see, with what their sellers owe.',
    permission: 'deal.view',
    input: z.strictObject({
      stageKind: z.enum(stageKinds).optional(),
      ownerId: s.memberId.optional(),
      accountId: s.accountId.optional(),
      search: s.text(200).optional(),
      cursor: s.cursor,
      limit: s.limit,
    }),
    output: s.page(DealRow).extend({ about: z.number(), tooBroad: s.tooBroad }),
  }),
  'deal.show': operation({
    summary: 'Show one deal.',
    permission: 'deal.view',
    input: deal,
    output: DealRow.extend({
      products: z.array(z.string()),
      fields: z.record(z.string(), z.unknown()),
      signedAt: s.instant.nullable(),
      complexity: z.enum(['high', 'normal']).nullable(),
      closedDirtyReason: z.string().nullable(),
    }),
  }),
  'deal.create': operation({
    summary: 'Create a deal by hand, for a try or where there is no CRM.',
    permission: 'deal.change',
    input: z
      .strictObject({ ...dealFields })
      .partial()
      .required({ name: true, stageKind: true }),
    output: DealRow,
  }),
  'deal.update': operation({
    summary: 'Change a deal made by hand, or move it to another stage.',
    permission: 'deal.change',
    input: z
      .strictObject({ ...dealFields })
      .partial()
      .extend({ id: s.dealId, version: s.version }),
    output: DealRow,
  }),
  'deal.close_with_gaps': operation({
    summary: 'Close a deal although required answers are missing, with a reason.',
    permission: 'deal.change',
    input: deal.extend({ version: s.version, reason: s.text(1_000) }),
    output: DealRow,
  }),
  'gate.check': operation({
    summary: 'Say whether a deal may enter a stage, and what is missing.',
    permission: 'deal.view',
    input: deal.extend({ stage: z.enum(stageKinds).optional() }),
    output: GateAnswer,
  }),
  'answer.list': operation({
    summary: 'Show the brief of a deal: every requirement and what is known.',
    permission: 'deal.view',
    input: deal,
    output: Brief,
  }),
  'answer.put': operation({
    summary: 'Answer one requirement, or excuse it.',
    permission: 'answer.change',
    input: deal.extend({
      requirementId: s.requirementId,
      version: z.number().int().min(0),
      answer: GivenAnswer,
    }),
    output: Brief,
  }),
  'answer.clear': operation({
    summary: 'Take an answer back.',
    permission: 'answer.change',
    input: deal.extend({ requirementId: s.requirementId, version: s.version }),
    output: Brief,
  }),
}

export const Contribution = z.object({
  id: z.string(),
  requirementId: z.string(),
  requirementLabel: z.string(),
  askedName: z.string(),
  askedEmail: z.string().nullable(),
  note: z.string().nullable(),
  askedBy: s.memberRef,
  createdAt: s.instant,
  expiresAt: s.instant,
  answeredAt: s.instant.nullable(),
  revokedAt: s.instant.nullable(),
})

export const contributionOperations = {
  'contribution.ask': operation({
    summary: 'Hand one requirement to a colleague by link.',
    permission: 'answer.change',
    input: deal.extend({
      requirementId: s.requirementId,
      name: s.name(),
      email: s.email.optional(),
      note: s.text(1_000).optional(),
    }),
    output: Contribution.extend({ link: z.string() }),
  }),
  'contribution.list': operation({
    summary: 'List the requirements of a deal that were handed to colleagues.',
    permission: 'deal.view',
    input: deal,
    output: z.object({ items: z.array(Contribution) }),
  }),
  'contribution.revoke': operation({
    summary: 'Take a link back.',
    permission: 'answer.change',
    input: z.strictObject({ id: s.contributionId }),
    output: Contribution,
  }),
  'contribution.show': operation({
    summary: 'Show the one question behind a contribution link.',
    permission: 'contributor',
    input: z.strictObject({}),
    output: z.object({
      dealName: z.string(),
      accountName: z.string().nullable(),
      askedBy: z.string(),
      askedName: z.string(),
      note: z.string().nullable(),
      item: BriefItem,
      expiresAt: s.instant,
    }),
  }),
  'contribution.answer': operation({
    summary: 'Answer the one question behind a contribution link.',
    permission: 'contributor',
    input: z.strictObject({ version: z.number().int().min(0), answer: GivenAnswer }),
    output: z.object({ thanks: z.string() }),
  }),
}

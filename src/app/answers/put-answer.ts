import { type RawBuilder, sql } from 'kysely'
import type { GivenAnswer } from '../../contract/deals.ts'
import type { AnswerSource } from '../../core/deal/answer.ts'
import { needOf } from '../../core/gate/need-of.ts'
import type { Requirement } from '../../core/playbook/playbook.ts'
import { insertMany, type JsonRow } from '../../db/insert-many.ts'
import { actingMemberId, type Ctx } from '../context.ts'
import type { AnswerRow } from '../deals/answer-row.ts'
import { type DealCase, loadDealCase } from '../deals/deal-case.ts'
import { answerView, briefOf } from '../deals/show-brief.ts'
import { forbidden, notFound, stale } from '../errors.ts'
import { allow } from '../handoffs/allow.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { Verb } from '../verbs.ts'
import { checkGiven } from './check-given.ts'
import { followAnswers } from './follow-answers.ts'

/** Answers one requirement. Whoever saw an older answer is shown both, and overwrites nothing. */
export const putAnswer: Verb<'answer.put'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const it = await loadDealCase(tx, input.id, { lock: true })
    allow(ctx, input.answer.state === 'waived' ? 'answer.waive' : 'answer.change', it, {
      requirementId: input.requirementId,
    })
    await keepAnswer(ctx, tx, {
      it,
      requirementId: input.requirementId,
      version: input.version,
      given: input.answer,
      source: 'member',
    })
    const after = await followAnswers(ctx, tx, it)
    return briefOf(ctx, tx, after)
  })

export type Keeping = {
  it: DealCase
  requirementId: string
  version: number
  given: GivenAnswer
  source: AnswerSource
  sourceLabel?: string
}

/** Checks and writes one answer in the transaction at hand. */
export async function keepAnswer(ctx: Ctx, tx: OperationTx, keeping: Keeping): Promise<void> {
  const { it, requirementId, version, given } = keeping
  const requirement = requirementOf(it, requirementId)
  checkGiven(requirement, keeping)
  const before = it.answerRows.find((row) => row.requirement_id === requirementId)
  const row = answerRow(ctx, tx, keeping)
  const write = before ? updateAnswer(tx, { row, version }) : version === 0 ? firstAnswer(row) : null
  const kept = write && (await tx.maybe(write))
  if (!kept) throw stale('answer', before ? answerView(it.directory, before) : null)
  if (it.row.playbook_version_id === null) await pinPlaybook(tx, it)
  if (given.state === 'waived')
    tx.enqueue({ job: 'refresh-scores', payload: { dealId: it.row.id }, notBefore: given.expiresAt })
  tx.record('answer.put', {
    noun: 'answer',
    id: `${it.row.id}/${requirementId}`,
    before: before ? { [requirementId]: said(before) } : null,
    after: { [requirementId]: said(row) },
    dealId: it.row.id,
    version: kept.version,
    ...(row.reason ? { reason: row.reason } : {}),
  })
}

export function requirementOf(it: DealCase, requirementId: string): Requirement {
  const requirement = it.version.playbook.requirements.find((r) => r.id === requirementId)
  if (!requirement || needOf(requirement, it.tier.id) === 'hidden') throw notFound('requirement')
  return requirement
}

function answerRow(
  ctx: Ctx,
  tx: OperationTx,
  { it, requirementId, given, source, sourceLabel }: Keeping,
): JsonRow<'answer'> {
  const author = actingMemberId(ctx.actor)
  if (given.state === 'waived' && author === null) throw forbidden('A waiver needs a person who approves it.')
  const isGiven = given.state === 'given'
  return {
    workspace_id: tx.workspaceId,
    deal_id: it.row.id,
    requirement_id: requirementId,
    state: given.state,
    value: isGiven ? given.value : null,
    reason: given.state === 'not_applicable' || given.state === 'waived' ? given.reason : null,
    approver_id: given.state === 'waived' ? author : null,
    expires_at: given.state === 'waived' ? given.expiresAt : null,
    until_on: given.state === 'unknown' ? given.untilOn : null,
    person: given.state === 'unknown' ? given.person : null,
    source,
    source_label: sourceLabel ?? null,
    author_id: author,
    evidence: isGiven ? (given.evidence ?? []) : [],
    validated: isGiven ? (given.validated ?? null) : null,
    answered_at: tx.now,
    version: 1,
  }
}

type Kept = { version: number }

const saidColumns = [
  'state',
  'value',
  'reason',
  'approver_id',
  'expires_at',
  'until_on',
  'person',
  'source',
  'source_label',
  'author_id',
  'evidence',
  'validated',
  'answered_at',
] as const

/** The first answer, or the next after one that was taken back: its version goes on from there. */
function firstAnswer(row: JsonRow<'answer'>): RawBuilder<Kept> {
  return sql<Kept>`${insertMany('answer', [row])} ON CONFLICT (workspace_id, deal_id, requirement_id) DO UPDATE SET
      ${sql.join(saidColumns.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`))}, version = answer.version + 1
    WHERE answer.state = 'cleared' RETURNING version`
}

function updateAnswer(
  tx: OperationTx,
  { row, version }: { row: JsonRow<'answer'>; version: number },
): RawBuilder<Kept> {
  return sql<Kept>`UPDATE answer AS a SET
      ${sql.join(saidColumns.map((column) => sql`${sql.ref(column)} = r.${sql.ref(column)}`))}, version = a.version + 1
    FROM jsonb_populate_record(NULL::answer, ${JSON.stringify(row)}::jsonb) AS r
    WHERE a.workspace_id = ${tx.workspaceId} AND a.deal_id = r.deal_id AND a.requirement_id = r.requirement_id AND a.version = ${version}
    RETURNING a.version`
}

function said(row: Pick<JsonRow<'answer'> | AnswerRow, 'state' | 'value' | 'reason' | 'until_on'>): unknown {
  return row.state === 'given'
    ? row.value
    : [row.state, row.reason ?? row.until_on].filter(Boolean).join(': ')
}

/** From its first answer on a deal keeps the playbook it began with. */
async function pinPlaybook(tx: OperationTx, it: DealCase): Promise<void> {
  await tx.run(
    sql`UPDATE deal SET playbook_version_id = ${it.version.id}, version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${it.row.id} AND playbook_version_id IS NULL`,
  )
}

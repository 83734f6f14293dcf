import { sql } from 'kysely'
import type { GivenAnswer } from '../../contract/deals.ts'
import { durationWords } from '../../core/clock/explain-due.ts'
import { type AnswerSource } from '../../core/deal/answer.ts'
import { checkAnswerValue } from '../../core/deal/check-answer-value.ts'
import { needOf } from '../../core/gate/need-of.ts'
import type { Requirement } from '../../core/playbook/playbook.ts'
import { insertMany, type JsonRow } from '../../db/insert-many.ts'
import { actingMemberId, type Ctx } from '../context.ts'
import type { AnswerRow } from '../deals/answer-row.ts'
import { caseOf, type DealCase, loadDealCase } from '../deals/deal-case.ts'
import { answerView, briefOf } from '../deals/show-brief.ts'
import { forbidden, invalid, notFound, refused, stale } from '../errors.ts'
import { allow } from '../handoffs/allow.ts'
import { index } from '../handoffs/announce.ts'
import { beginWork, type HandoffWork } from '../handoffs/handoff-work.ts'
import { submitNow } from '../handoffs/open-handoff.ts'
import { reconsider } from '../handoffs/reconsider.ts'
import { refreshScores } from '../handoffs/refresh-scores.ts'
import { saveWork } from '../handoffs/save-work.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { Verb } from '../verbs.ts'

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
  const { it, requirementId, version } = keeping
  const requirement = requirementOf(it, requirementId)
  check(requirement, keeping)
  const before = it.answerRows.find((row) => row.requirement_id === requirementId)
  const row = answerRow(ctx, tx, keeping)
  const touched = before
    ? await tx.run(updateAnswer(tx, { row, version }))
    : version === 0
      ? await tx.run(insertMany('answer', [row], 'skip'))
      : 0
  if (touched !== 1) throw stale('answer', before ? answerView(it.directory, before) : null)
  if (it.row.playbook_version_id === null) await pinPlaybook(tx, it)
  tx.record('answer.put', {
    noun: 'answer',
    id: `${it.row.id}/${requirementId}`,
    before: before ? { [requirementId]: said(before) } : null,
    after: { [requirementId]: said(row) },
    dealId: it.row.id,
    version: before ? before.version + 1 : 1,
    ...(row.reason ? { reason: row.reason } : {}),
  })
}

export function requirementOf(it: DealCase, requirementId: string): Requirement {
  const requirement = it.version.playbook.requirements.find((r) => r.id === requirementId)
  if (!requirement || needOf(requirement, it.tier.id) === 'hidden') throw notFound('requirement')
  return requirement
}

function check(requirement: Requirement, { given, it }: Keeping): void {
  const wrong = (message: string): Error =>
    invalid(`${requirement.label}: ${message}`, [{ path: 'answer', message }])
  switch (given.state) {
    case 'given': {
      const value = checkAnswerValue(requirement, given.value)
      if (!value.ok) throw invalid(value.reason, [{ path: 'answer.value', message: value.reason }])
      return
    }
    case 'none':
      if (requirement.none_label === undefined)
        throw wrong('“none” is not an answer here; say what is known.')
      return
    case 'unknown': {
      if (requirement.never_unknown)
        throw wrong('this cannot be left unknown; ask the customer or say who knows.')
      const limit = it.gate.unknownLimitOn
      if (given.untilOn < it.gate.today) throw wrong('the day by which it will be known is in the past.')
      if (limit !== null && given.untilOn > limit)
        throw wrong(
          `it must be known by ${limit}, ${durationWords(it.version.playbook.unknown.within)} after signature.`,
        )
      const others = it.answers.filter(
        (a) => a.state === 'unknown' && a.requirementId !== requirement.id,
      ).length
      if (others >= it.version.playbook.unknown.per_deal)
        throw refused(
          'too_many_unknowns',
          `Only ${it.version.playbook.unknown.per_deal} answers of a deal may be left unknown until a date.`,
        )
      return
    }
    case 'waived':
      if (given.expiresAt <= it.gate.now) throw wrong('the waiver would have expired already.')
      return
    case 'not_applicable':
  }
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

function updateAnswer(tx: OperationTx, { row, version }: { row: JsonRow<'answer'>; version: number }) {
  return sql`UPDATE answer AS a SET state = r.state, value = r.value, reason = r.reason, approver_id = r.approver_id, expires_at = r.expires_at, until_on = r.until_on,
      person = r.person, source = r.source, source_label = r.source_label, author_id = r.author_id, evidence = r.evidence, validated = r.validated,
      answered_at = r.answered_at, version = a.version + 1
    FROM jsonb_populate_record(NULL::answer, ${JSON.stringify(row)}::jsonb) AS r
    WHERE a.workspace_id = ${tx.workspaceId} AND a.deal_id = r.deal_id AND a.requirement_id = r.requirement_id AND a.version = ${version}`
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

/** After a change of answers: scores, the fact "brief complete", tier before the win, a small handoff that submits itself. */
export async function followAnswers(ctx: Ctx, tx: OperationTx, { row }: DealCase): Promise<DealCase> {
  index(tx, row.id)
  const it = await loadDealCase(tx, row.id)
  if (!it.handoff) return it
  const work = await beginWork({
    it,
    tx,
    row: it.handoff,
    isNew: false,
    actorId: actingMemberId(ctx.actor),
    newId: ctx.newId,
  })
  const before = standing(work)
  reconsider(work)
  refreshScores(work)
  if (before === standing(work)) return it
  await saveWork(ctx, tx, { work, action: 'handoff.score' })
  await submitNow(ctx, tx, { work })
  return caseOf(tx, it.row)
}

function standing({ row, state, steps }: HandoffWork): string {
  return JSON.stringify([row.completeness, row.quality, row.missing_count, row.tier, state, steps.length])
}

import { sql } from 'kysely'
import type { Handoff } from '../../contract/handoffs.ts'
import { insertMany } from '../../db/insert-many.ts'
import { qb } from '../../db/query.ts'
import { actingMemberId, type Ctx } from '../context.ts'
import { forbidden, notFound, refused, stale } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { Verb } from '../verbs.ts'
import { allow } from './allow.ts'
import { announce, index } from './announce.ts'
import { type Opened, openForChange } from './change-handoff.ts'
import { handoffView } from './handoff-view.ts'
import { endQuestionClock, startQuestionClock } from './question-clock.ts'
import { saveWork } from './save-work.ts'
import { checkGaps } from './verdict.ts'

/** Asks the seller about one requirement, at any time. */
export const askQuestion: Verb<'question.ask'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const opened = await openForChange(ctx, tx, input.id)
    allow(ctx, 'question.ask', opened.it, { named: 'handoff' })
    checkGaps(opened, [input])
    const by = actingMemberId(ctx.actor)
    if (!by) throw forbidden('A question is asked by a person.')
    const id = ctx.newId('qst')
    await tx.run(
      insertMany('question', [
        {
          workspace_id: tx.workspaceId,
          id,
          handoff_id: opened.row.id,
          verdict_id: null,
          requirement_id: input.requirementId,
          text: input.text,
          asked_by: by,
          asked_at: tx.now,
          version: 1,
        },
      ]),
    )
    tx.record('question.ask', {
      noun: 'question',
      id,
      after: { text: input.text, requirement: input.requirementId },
      dealId: opened.row.deal_id,
      version: 1,
    })
    announce(tx, { handoff: opened.row, event: 'question_asked', actorId: by, detail: { text: input.text } })
    index(tx, opened.row.deal_id)
    startQuestionClock(opened.work)
    return saved(ctx, tx, opened)
  })

/** Answers what was asked. The answer stays with the question; the brief is answered in its own place. */
export const answerQuestion: Verb<'question.answer'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const row = await tx.maybe(
      qb
        .selectFrom('question')
        .selectAll()
        .where('workspace_id', '=', tx.workspaceId)
        .where('id', '=', input.id),
    )
    if (!row) throw notFound('question')
    const opened = await openForChange(ctx, tx, row.handoff_id)
    allow(ctx, 'question.answer', opened.it, { named: 'question' })
    if (row.answered_at !== null) throw refused('already_answered', 'This question has been answered.')
    const by = actingMemberId(ctx.actor)
    const touched =
      await tx.run(sql`UPDATE question SET answer = ${input.answer}, answered_by = ${by}, answered_at = ${tx.now}, version = version + 1
      WHERE workspace_id = ${tx.workspaceId} AND id = ${input.id} AND version = ${input.version}`)
    if (touched !== 1) throw stale('question', await handoffView(ctx, tx, opened))
    tx.record('question.answer', {
      noun: 'question',
      id: row.id,
      after: { answer: input.answer, requirement: row.requirement_id },
      dealId: opened.row.deal_id,
      version: row.version + 1,
    })
    announce(tx, {
      handoff: opened.row,
      event: 'question_answered',
      actorId: by,
      detail: { text: input.answer },
    })
    index(tx, opened.row.deal_id)
    await endQuestionClock(tx, opened.work)
    return saved(ctx, tx, opened)
  })

/** The handoff as it is now, with the clock of its questions where that has changed. */
async function saved(ctx: Ctx, tx: OperationTx, opened: Opened): Promise<Handoff> {
  if (!opened.work.steps.some((step) => step.changed)) return handoffView(ctx, tx, opened)
  const row = await saveWork(ctx, tx, { work: opened.work, action: 'handoff.recompute' })
  return handoffView(ctx, tx, { ...opened, row, it: { ...opened.it, handoff: row } })
}

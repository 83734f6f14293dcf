import { sql } from 'kysely'
import { qb } from '../../db/query.ts'
import { actingMemberId } from '../context.ts'
import { notFound, refused, stale } from '../errors.ts'
import type { Verb } from '../verbs.ts'
import { allow } from './allow.ts'
import { announce, index } from './announce.ts'
import { openForChange } from './change-handoff.ts'
import { handoffView } from './handoff-view.ts'
import { endQuestionClock, saveQuestionClock } from './question-clock.ts'

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
    return saveQuestionClock(ctx, tx, opened)
  })

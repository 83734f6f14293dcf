import { insertMany } from '../../db/insert-many.ts'
import { actingMemberId } from '../context.ts'
import { forbidden } from '../errors.ts'
import type { Verb } from '../verbs.ts'
import { allow } from './allow.ts'
import { announce, index } from './announce.ts'
import { openForChange } from './change-handoff.ts'
import { saveQuestionClock, startQuestionClock } from './question-clock.ts'
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
    return saveQuestionClock(ctx, tx, opened)
  })

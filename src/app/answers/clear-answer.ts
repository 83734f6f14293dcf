import { sql } from 'kysely'
import { loadDealCase } from '../deals/deal-case.ts'
import { answerView, briefOf } from '../deals/show-brief.ts'
import { notFound, stale } from '../errors.ts'
import { allow } from '../handoffs/allow.ts'
import type { Verb } from '../verbs.ts'
import { followAnswers } from './follow-answers.ts'

/** Takes an answer back; what it said stays in the timeline. */
export const clearAnswer: Verb<'answer.clear'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const it = await loadDealCase(tx, input.id, { lock: true })
    allow(ctx, 'answer.change', it, { requirementId: input.requirementId })
    const before = it.answerRows.find((row) => row.requirement_id === input.requirementId)
    if (!before) throw notFound('answer')
    const touched = await tx.run(
      sql`UPDATE answer SET state = 'cleared', value = NULL, reason = NULL, approver_id = NULL, expires_at = NULL, until_on = NULL, person = NULL,
        evidence = '[]', validated = NULL, answered_at = ${tx.now}, version = version + 1
        WHERE workspace_id = ${tx.workspaceId} AND deal_id = ${it.row.id} AND requirement_id = ${input.requirementId} AND version = ${input.version}`,
    )
    if (touched !== 1) throw stale('answer', answerView(it.directory, before))
    tx.record('answer.clear', {
      noun: 'answer',
      id: `${it.row.id}/${input.requirementId}`,
      before: { [input.requirementId]: before.value ?? before.state },
      after: { [input.requirementId]: null },
      dealId: it.row.id,
      version: before.version + 1,
    })
    return briefOf(ctx, tx, await followAnswers(ctx, tx, it))
  })

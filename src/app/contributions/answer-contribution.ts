import { sql } from 'kysely'
import { followAnswers } from '../answers/follow-answers.ts'
import { keepAnswer } from '../answers/put-answer.ts'
import { forbidden } from '../errors.ts'
import type { Verb } from '../verbs.ts'
import { openLink } from './show-contribution.ts'
import { tellAsker } from './tell-asker.ts'

/** A colleague answers the one thing they were asked; the seller hears of it. */
export const answerContribution: Verb<'contribution.answer'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const { it, link } = await openLink(ctx, tx, { lock: true })
    if (input.answer.state === 'waived') throw forbidden('A link cannot waive an answer.')
    await keepAnswer(ctx, tx, {
      it,
      requirementId: link.requirement_id,
      version: input.version,
      given: input.answer,
      source: 'contributor',
      sourceLabel: link.asked_name,
    })
    await tx.run(
      sql`UPDATE contribution_link SET answered_at = ${tx.now} WHERE workspace_id = ${tx.workspaceId} AND id = ${link.id}`,
    )
    const after = await followAnswers(ctx, tx, it)
    await tellAsker(ctx, tx, { it: after, link })
    return {
      thanks: `Thank you, ${link.asked_name}. ${it.directory.members.get(link.asked_by)?.name ?? 'Your colleague'} is told.`,
    }
  })

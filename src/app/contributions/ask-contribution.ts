import { newToken } from '../../connectors/kit/tokens.ts'
import { byteaText, insertMany } from '../../db/insert-many.ts'
import { requirementOf } from '../answers/put-answer.ts'
import { actingMemberId } from '../context.ts'
import { loadDealCase } from '../deals/deal-case.ts'
import { forbidden } from '../errors.ts'
import { allow } from '../handoffs/allow.ts'
import { queueMail } from '../mail/queue-mail.ts'
import type { Verb } from '../verbs.ts'
import { contributionMail } from './contribution-mail.ts'
import { contributionView, findContribution } from './contribution-view.ts'

const daysOpen = 14

/** Hands one requirement to a colleague: a link that opens just that question, by mail where an address is given. */
export const askContribution: Verb<'contribution.ask'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const it = await loadDealCase(tx, input.id)
    allow(ctx, 'answer.change', it, { requirementId: input.requirementId })
    const requirement = requirementOf(it, input.requirementId)
    const by = actingMemberId(ctx.actor)
    if (!by) throw forbidden('A colleague is asked by a person.')
    const { token, hash } = newToken('contribution_link', tx.workspaceId)
    const id = ctx.newId('ask')
    await tx.run(
      insertMany('contribution_link', [
        {
          workspace_id: tx.workspaceId,
          id,
          token_hash: byteaText(hash),
          deal_id: it.row.id,
          requirement_id: requirement.id,
          asked_name: input.name,
          asked_email: input.email ?? null,
          note: input.note ?? null,
          asked_by: by,
          created_at: tx.now,
          expires_at: new Date(Date.parse(tx.now) + daysOpen * 86_400_000).toISOString(),
        },
      ]),
    )
    // The secret stands behind the #, which browsers never send to a server or in a referrer.
    const link = `${ctx.connectors.publicUrl}/contribute#${token}`
    tx.record('contribution.ask', {
      noun: 'contribution',
      id,
      after: { requirement: requirement.id, asked: input.name },
      dealId: it.row.id,
    })
    const row = await findContribution(tx, id)
    if (!row) throw new Error('a link just written is not there')
    if (input.email) {
      const asker = it.directory.members.get(by)?.name ?? 'A colleague'
      await queueMail(ctx, tx, {
        to: input.email,
        memberId: null,
        ...contributionMail({
          asker,
          name: input.name,
          about: it.account?.name ?? it.row.name,
          question: requirement.prompt,
          note: input.note ?? null,
          link,
        }),
      })
    }
    return { ...contributionView(it, row), link }
  })

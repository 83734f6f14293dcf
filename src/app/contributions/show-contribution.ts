import { statusContext } from '../../core/gate/check-gate.ts'
import { judgeRequirement } from '../../core/gate/requirement-status.ts'
import type { Tx } from '../../db/tx.ts'
import { requirementOf } from '../answers/put-answer.ts'
import type { Ctx } from '../context.ts'
import { toAnswer } from '../deals/answer-row.ts'
import { type DealCase, loadDealCase } from '../deals/deal-case.ts'
import { scoresOf } from '../deals/scores.ts'
import { itemOf } from '../deals/show-brief.ts'
import { forbidden, notFound, refused } from '../errors.ts'
import type { Verb } from '../verbs.ts'
import { type ContributionRow, findContribution } from './contribution-view.ts'

export type OpenedLink = { it: DealCase; link: ContributionRow }

/** What a contribution link opens, where it is still good. */
export async function openLink(ctx: Ctx, tx: Tx, how: { lock: boolean }): Promise<OpenedLink> {
  if (ctx.actor.kind !== 'contributor') throw forbidden('This needs a contribution link.')
  const link = await findContribution(tx, ctx.actor.linkId)
  if (!link || link.revoked_at !== null) throw notFound('contribution')
  if (link.expires_at <= tx.now)
    throw refused('link_expired', 'This link has expired. Ask the person who sent it for a new one.')
  return { it: await loadDealCase(tx, link.deal_id, how), link }
}

/** The one question behind a link, with just enough around it to answer well. */
export const showContribution: Verb<'contribution.show'> = (ctx) =>
  ctx.readOnly(async (tx) => {
    const { it, link } = await openLink(ctx, tx, { lock: false })
    const requirement = requirementOf(it, link.requirement_id)
    const row = it.answerRows.find((r) => r.requirement_id === requirement.id)
    const judged = judgeRequirement(requirement, row ? toAnswer(row) : null, statusContext(it.gate))
    const item = itemOf(it, { requirement, row, judged, scores: scoresOf(it), openQuestions: 0 })
    return {
      dealName: it.row.name,
      accountName: it.account?.name ?? null,
      askedBy: it.directory.members.get(link.asked_by)?.name ?? 'A colleague',
      askedName: link.asked_name,
      note: link.note,
      item,
      expiresAt: link.expires_at,
    }
  })

import { sql } from 'kysely'
import { relationsTo } from '../../core/handoff/permission-subject.ts'
import type { Tx } from '../../db/tx.ts'
import { actingMemberId, type Ctx } from '../context.ts'
import { loadDealCase } from '../deals/deal-case.ts'
import { forbidden, notFound, refused, stale } from '../errors.ts'
import { allow, coreActor, subjectOf } from '../handoffs/allow.ts'
import { lockHandoff } from '../handoffs/handoff-row.ts'
import { loadDirectory } from '../people/directory.ts'
import { playbookVersion } from '../playbooks/current-playbook.ts'
import type { Verb } from '../verbs.ts'
import { escalationView, findEscalation, type ShownEscalation } from './escalation-row.ts'

/**
 * Closes an escalation with its cause, so that one can later see what keeps going wrong. It does not stop the clocks:
 * a step that stays undone is escalated anew when it reaches the next rung.
 */
export const closeEscalation: Verb<'escalation.close'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const found = await findEscalation(tx, input.id)
    if (!found) throw notFound('escalation')
    await lockHandoff(tx, found.handoff_id)
    await allowClosing(ctx, tx, found)
    const row = (await findEscalation(tx, input.id)) ?? found
    if (row.version !== input.version) throw stale('escalation', await viewOf(tx, row))
    if (row.closed_at !== null) throw refused('already_closed', 'This escalation has been closed.')
    await tx.run(sql`UPDATE escalation SET closed_at = ${tx.now}, cause = ${input.cause}, version = version + 1
      WHERE workspace_id = ${tx.workspaceId} AND id = ${row.id}`)
    tx.record('escalation.close', {
      noun: 'escalation',
      id: row.id,
      before: { cause: null },
      after: { cause: input.cause },
      dealId: row.deal_id,
      version: row.version + 1,
      reason: input.cause,
    })
    return viewOf(tx, { ...row, closed_at: tx.now, cause: input.cause, version: row.version + 1 })
  })

/** Whoever it was raised to, or manages the AE or CSM, or runs the process. */
async function allowClosing(ctx: Ctx, tx: Tx, row: ShownEscalation): Promise<void> {
  const it = await loadDealCase(tx, row.deal_id)
  const raisedToMe = row.raised_to === actingMemberId(ctx.actor)
  if (raisedToMe) return
  allow(ctx, 'handoff.view', it, { named: 'escalation' })
  const related = relationsTo(coreActor(ctx.actor), subjectOf(ctx.actor, it))
  const closers = ['sales_manager', 'cs_manager', 'revops', 'admin'] as const
  if (!closers.some((relation) => related.has(relation)))
    throw forbidden(
      'Only whom it was raised to, a manager of the AE or CSM, RevOps or an admin can close this.',
    )
}

async function viewOf(tx: Tx, row: ShownEscalation) {
  const [directory, { playbook }] = await Promise.all([
    loadDirectory(tx),
    playbookVersion(tx, row.playbook_version_id),
  ])
  return escalationView(row, { directory, playbook })
}

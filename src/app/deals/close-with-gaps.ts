import { checkGate } from '../../core/gate/check-gate.ts'
import { refused, stale } from '../errors.ts'
import { allow } from '../handoffs/allow.ts'
import { markClosedDirty } from '../handoffs/close-dirty.ts'
import { followDeal } from '../handoffs/follow-deal.ts'
import type { Verb } from '../verbs.ts'
import { applyDeal } from './apply-deal.ts'
import { loadDealCase } from './deal-case.ts'
import { ownConnection } from './own-connection.ts'
import { writtenDeal } from './written-deal.ts'

/** A seller may always close with gaps: the reason is kept, the manager is told, and the answers are chased. */
export const closeWithGaps: Verb<'deal.close_with_gaps'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const it = await loadDealCase(tx, input.id, { lock: true })
    allow(ctx, 'answer.change', it)
    if (it.row.version !== input.version) throw stale('deal', await writtenDeal(tx, it.row.id))
    if (checkGate({ ...it.gate, toStage: 'won' }).allowed)
      throw refused('no_gaps', 'Nothing is missing: the deal can be won as it is.')
    await tx.run(markClosedDirty(tx, { dealId: it.row.id, reason: input.reason }))
    tx.record('deal.close_with_gaps', {
      noun: 'deal',
      id: it.row.id,
      after: { reason: input.reason },
      dealId: it.row.id,
      version: it.row.version + 1,
      reason: input.reason,
    })
    tx.enqueue({ job: 'chase-closed-dirty', payload: { dealId: it.row.id } })
    const source = await ownConnection(ctx, tx)
    if (it.row.connection_id === source.connectionId && it.row.stage_kind !== 'won') {
      const { after } = await applyDeal(ctx, tx, {
        source,
        deal: {
          externalId: it.row.external_id ?? it.row.id,
          stageId: 'won',
          stageLabel: 'Won',
          occurredAt: null,
        },
      })
      await followDeal(ctx, tx, { before: it.row, after, outcome: 'updated' })
    }
    return writtenDeal(tx, it.row.id)
  })

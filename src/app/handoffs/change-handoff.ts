import type { Handoff } from '../../contract/handoffs.ts'
import type { NotificationEvent } from '../../contract/messages.ts'
import type { Action } from '../../core/handoff/permission-table.ts'
import { actingMemberId, type Ctx } from '../context.ts'
import { caseOf, type DealCase } from '../deals/deal-case.ts'
import { lockDeal } from '../deals/deal-row.ts'
import { notFound, stale } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import { allow } from './allow.ts'
import { announce, askForVerdict, index } from './announce.ts'
import { dealOf, type HandoffRow, lockHandoff } from './handoff-row.ts'
import { handoffView } from './handoff-view.ts'
import { beginWork, type HandoffWork } from './handoff-work.ts'
import { submitNow } from './open-handoff.ts'
import { saveWork } from './save-work.ts'

/** A handoff taken for a change, with everything about its deal. */
export type Opened = { row: HandoffRow; it: DealCase; work: HandoffWork }

/**
 * Loads a handoff for this transaction alone; whoever changes it too, waits. The deal is locked first, as everywhere:
 * an answer and a verdict at the same moment would otherwise wait for each other.
 */
export async function openForChange(ctx: Ctx, tx: OperationTx, id: string): Promise<Opened> {
  const dealId = await dealOf(tx, id)
  const deal = dealId === undefined ? undefined : await lockDeal(tx, dealId)
  const row = deal && (await lockHandoff(tx, id))
  if (!deal || !row) throw notFound('handoff')
  const it = { ...(await caseOf(tx, deal)), handoff: row }
  const work = await beginWork({
    it,
    tx,
    row,
    isNew: false,
    actorId: actingMemberId(ctx.actor),
    newId: ctx.newId,
  })
  return { row, it, work }
}

export type Change = {
  ctx: Ctx
  input: { id: string; version: number }
  action: Action
  audit: string
  reason?: string | ((opened: Opened) => string | undefined)
  event?: NotificationEvent
  detail?: Record<string, string>
  /** Decides and changes the work in memory; writes only what lies beside the handoff. */
  decide: (opened: Opened, tx: OperationTx) => Promise<void> | void
}

/** The five beats of every change to a handoff: load, allow, decide, save, record and announce. */
export async function changeHandoff({
  ctx,
  input,
  action,
  audit,
  reason,
  event,
  detail,
  decide,
}: Change): Promise<Handoff> {
  return ctx.inTransaction(async (tx) => {
    const opened = await openForChange(ctx, tx, input.id)
    allow(ctx, action, opened.it)
    if (opened.row.version !== input.version) throw stale('handoff', await handoffView(ctx, tx, opened))
    await decide(opened, tx)
    const why = typeof reason === 'function' ? reason(opened) : reason
    const saved = await saveWork(ctx, tx, {
      work: opened.work,
      action: audit,
      ...(why === undefined ? {} : { reason: why }),
    })
    if (event)
      announce(tx, {
        handoff: saved,
        event,
        actorId: actingMemberId(ctx.actor),
        ...(detail ? { detail } : {}),
      })
    askForVerdict(tx, { before: opened.row, after: saved })
    const after = (await submitNow(ctx, tx, { work: opened.work })) ?? saved
    index(tx, after.deal_id)
    return handoffView(ctx, tx, { ...opened, row: after, it: { ...opened.it, handoff: after } })
  })
}

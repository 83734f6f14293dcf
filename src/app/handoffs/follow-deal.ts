import { dueAt } from '../../core/clock/due-at.ts'
import type { Instant } from '../../core/lib/instant.ts'
import { fillFromDeal } from '../answers/fill-from-deal.ts'
import type { Ctx } from '../context.ts'
import type { AppliedDeal } from '../deals/apply-deal.ts'
import { caseOf, type DealCase } from '../deals/deal-case.ts'
import type { OperationTx } from '../operation-tx.ts'
import { announce, index } from './announce.ts'
import { closeDirtyIfGaps, markClosedDirty } from './close-dirty.ts'
import type { HandoffRow } from './handoff-row.ts'
import { beginWork, type HandoffWork, happen, reassignRoles } from './handoff-work.ts'
import { nameCsm } from './name-csm.ts'
import { type Asked, askedBy, notAfter, openHandoff, submitNow } from './open-handoff.ts'
import { reconsider } from './reconsider.ts'
import { refreshScores } from './refresh-scores.ts'
import { saveWork } from './save-work.ts'
import { compiledFor, ownerCalendar } from './step-timing.ts'

export type Followed = { handoffId: string | null; what: string }

/**
 * What a change of a deal means for its handoff: prepare it, open it, hold it, cancel it, or nothing. Calling it twice
 * with the same deal changes nothing the second time.
 */
export async function followDeal(
  ctx: Ctx,
  tx: OperationTx,
  { after, outcome }: Pick<AppliedDeal, 'after' | 'outcome'>,
): Promise<Followed> {
  if (outcome === 'older') return { handoffId: null, what: 'Older than what is known; it changed nothing.' }
  if (outcome !== 'unchanged') index(tx, after.id)
  if (after.is_history)
    return { handoffId: null, what: 'Won before the go-live date: kept as history, not handed off.' }
  const found = await caseOf(tx, after, { isNew: outcome === 'created' })
  const asked = askedBy(found)
  const isFollowed = found.handoff !== null || asked.prepares || asked.won || asked.signed
  const it = isFollowed
    ? await fillFromDeal(tx, found, ctx.actor.kind === 'connection' ? 'crm' : 'import')
    : found
  if (it.handoff) return followUp(ctx, tx, { it, asked, handoff: it.handoff, filled: it !== found })
  if (!asked.prepares && !asked.won && !asked.signed)
    return { handoffId: null, what: 'The deal is known; nothing is to be handed off yet.' }
  if (after.stage_kind === 'lost') return { handoffId: null, what: 'The deal was lost.' }
  const opened = await openHandoff(ctx, tx, { it, asked, isFirst: outcome === 'created' })
  if (opened.closed_dirty) tx.later(markClosedDirty(tx, { dealId: after.id, reason: null }))
  return {
    handoffId: opened.id,
    what: asked.won || asked.signed ? 'The handoff is open.' : 'The handoff is being prepared.',
  }
}

type Following = { it: DealCase; asked: Asked; handoff: HandoffRow; filled: boolean }

async function followUp(
  ctx: Ctx,
  tx: OperationTx,
  { it, asked, handoff, filled }: Following,
): Promise<Followed> {
  const work = await beginWork({ it, tx, row: handoff, isNew: false, actorId: null, newId: ctx.newId })
  let changed = followPeople(work) || filled
  changed = reconsider(work) || changed
  const opened = tell(work, { it, asked })
  changed = opened.changed || changed
  if (opened.openedNow && work.row.csm_id === null) await nameCsm(ctx, tx, work)
  if (!changed) return { handoffId: handoff.id, what: 'Nothing new.' }
  refreshScores(work)
  const dirty = opened.wonNow && closeDirtyIfGaps(ctx, tx, work)
  const saved = await saveWork(ctx, tx, {
    work,
    action: opened.openedNow ? 'handoff.open' : 'handoff.follow_deal',
  })
  if (dirty) tx.later(markClosedDirty(tx, { dealId: it.row.id, reason: null }))
  if (opened.openedNow) announce(tx, { handoff: saved, event: 'handoff_opened', actorId: null })
  if (opened.heldNow) announce(tx, { handoff: saved, event: 'hold_asked', actorId: null })
  await submitNow(ctx, tx, { work })
  return { handoffId: saved.id, what: opened.what }
}

/** The deal changed hands or value in the CRM. */
function followPeople(work: HandoffWork): boolean {
  const { row } = work.it
  const before = JSON.stringify([work.row.ae_id, work.row.annual_minor, work.row.account_id])
  work.row.annual_minor = row.annual_minor
  work.row.account_id = row.account_id
  if (row.owner_id !== null && row.owner_id !== work.row.ae_id) {
    work.row.ae_id = row.owner_id
    reassignRoles(work)
  }
  return before !== JSON.stringify([work.row.ae_id, work.row.annual_minor, work.row.account_id])
}

type Told = { changed: boolean; openedNow: boolean; wonNow: boolean; heldNow: boolean; what: string }

function tell(work: HandoffWork, { it, asked }: { it: DealCase; asked: Asked }): Told {
  const at = work.tx.now
  const before = work.state
  const won = before.facts.won !== undefined
  if (it.row.stage_kind === 'lost') happen(work, { type: 'lose', at })
  else {
    if (asked.signed) happen(work, { type: 'sign', at, happenedAt: notAfter(it.row.signed_at ?? at, at) })
    if (asked.won)
      happen(work, {
        type: 'win',
        at,
        happenedAt: notAfter(it.row.won_at ?? at, at),
        resumeUntil: resumeUntil(work),
      })
    else if (won) happen(work, { type: 'reopen', at })
  }
  const { state } = work
  const openedNow = before.status === 'preparing' && state.status === 'open'
  const heldNow = before.hold === null && state.hold !== null
  return {
    changed: state !== before,
    openedNow,
    wonNow: !won && state.facts.won !== undefined,
    heldNow,
    what: inWords(state, { openedNow, heldNow }),
  }
}

function inWords(
  state: HandoffWork['state'],
  { openedNow, heldNow }: { openedNow: boolean; heldNow: boolean },
): string {
  if (openedNow) return 'The handoff is open.'
  if (state.status === 'cancelled') return 'The deal was lost; its preparation was cancelled.'
  if (heldNow) return 'The handoff is on hold, and RevOps is asked what to do.'
  return 'The handoff follows the deal.'
}

/** A reopened deal that is won again within ten business days of the hold goes on by itself (product.md). */
function resumeUntil(work: HandoffWork): Instant | null {
  const { hold } = work.state
  const ownerId = work.row.csm_id ?? work.row.ae_id
  if (!hold || !ownerId) return null
  const calendar = compiledFor(ownerCalendar(work.it.directory, ownerId), {
    from: hold.since,
    to: work.tx.now,
  })
  return dueAt(calendar, hold.since, { business_days: 10 })
}

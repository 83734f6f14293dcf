import { dueAt } from '../../core/clock/due-at.ts'
import type { Instant } from '../../core/lib/instant.ts'
import { fillFromDeal } from '../answers/fill-from-deal.ts'
import type { Ctx } from '../context.ts'
import type { AppliedDeal } from '../deals/apply-deal.ts'
import { caseOf, type DealCase } from '../deals/deal-case.ts'
import type { DealRow } from '../deals/deal-row.ts'
import { otherFingerprints } from '../deals/scores.ts'
import type { OperationTx } from '../operation-tx.ts'
import { announce, index } from './announce.ts'
import { closeDirtyIfGaps, keepClosedDirty } from './close-dirty.ts'
import { askedBefore, earlierHandoffs, isNews, withoutUsedSignature } from './earlier-handoffs.ts'
import type { HandoffRow } from './handoff-row.ts'
import { beginWork, type HandoffWork } from './handoff-work.ts'
import { happen } from './happen.ts'
import { keptLive } from './kept-live.ts'
import { nameCsm } from './name-csm.ts'
import { type Asked, askedBy, openHandoff, report, submitNow } from './open-handoff.ts'
import { reconsider } from './reconsider.ts'
import { refreshScores } from './refresh-scores.ts'
import { saveWork } from './save-work.ts'
import { compiledFor, ownerCalendar } from './step-timing.ts'
import { reassignRoles } from './work-steps.ts'

export type Followed = { handoffId: string | null; what: string }

/**
 * What a change of a deal means for its handoff: prepare it, open it, hold it, cancel it, or nothing. Calling it twice
 * with the same deal changes nothing the second time.
 */
export async function followDeal(
  ctx: Ctx,
  tx: OperationTx,
  { before, after: told, outcome }: AppliedDeal,
): Promise<Followed> {
  if (outcome === 'older') return { handoffId: null, what: 'Older than what is known; it changed nothing.' }
  if (outcome !== 'unchanged') index(tx, told.id)
  const after = told.is_history ? await keptLive(tx, told) : told
  if (!after)
    return { handoffId: null, what: 'Won before the go-live date: kept as history, not handed off.' }
  const isNew = outcome === 'created'
  const found = await caseOf(tx, after, { isNew })
  const asked = askedBy(found)
  const opens = asked.prepares || asked.won || asked.signed
  const source = ctx.actor.kind === 'connection' ? 'crm' : 'import'
  const it = found.handoff || opens ? await fillFromDeal(tx, found, { source, isNew }) : found
  const following = { it, asked, before, filled: it !== found, isRepeat: outcome === 'unchanged' }
  if (it.handoff) return followUp(ctx, tx, { ...following, handoff: it.handoff })
  if (after.stage_kind === 'lost') return { handoffId: null, what: 'The deal was lost.' }
  if (!opens) return { handoffId: null, what: 'The deal is known; nothing is to be handed off yet.' }
  return begin(ctx, tx, { ...following, isNew })
}

type News = { it: DealCase; asked: Asked; before: DealRow | null; filled: boolean; isRepeat: boolean }

/** A deal is handed off for the first time, or once more because it came to be likely, won or signed anew. */
async function begin(
  ctx: Ctx,
  tx: OperationTx,
  { it, asked: told, before, isNew }: News & { isNew: boolean },
): Promise<Followed> {
  const earlier = isNew ? null : await earlierHandoffs(tx, it.row.id)
  const asked = earlier ? withoutUsedSignature(told, it, earlier) : told
  if (earlier && !isNews(asked, askedBefore(it, before)))
    return { handoffId: null, what: 'Its handoff was cancelled, and nothing has happened since.' }
  if (!isNew) it.others = await otherFingerprints(tx, it)
  const opened = await openHandoff(ctx, tx, { it, asked, cycle: (earlier?.cycle ?? 0) + 1 })
  if (opened.closed_dirty) await keepClosedDirty(ctx, tx, it.row.id)
  return {
    handoffId: opened.id,
    what: asked.won || asked.signed ? 'The handoff is open.' : 'The handoff is being prepared.',
  }
}

async function followUp(ctx: Ctx, tx: OperationTx, news: News & { handoff: HandoffRow }): Promise<Followed> {
  const { it, handoff, filled, isRepeat } = news
  const work = await beginWork({ it, tx, row: handoff, isNew: false, actorId: null, newId: ctx.newId })
  let changed = followPeople(work) || filled
  changed = (await reconsider(ctx, tx, work)) || changed
  const told = tell(work, { ...news, asked: await unusedOf(tx, news) })
  changed = told.changed || changed
  if (told.openedNow && work.row.csm_id === null) await nameCsm(ctx, tx, work)
  if (changed || !isRepeat) {
    it.others = await otherFingerprints(tx, it)
    changed = refreshScores(work) || changed
  }
  if (!changed) return { handoffId: handoff.id, what: 'Nothing new.' }
  const dirty = told.wonNow && closeDirtyIfGaps(ctx, tx, work)
  const saved = await saveWork(ctx, tx, {
    work,
    action: told.openedNow ? 'handoff.open' : 'handoff.follow_deal',
  })
  if (dirty) await keepClosedDirty(ctx, tx, it.row.id)
  if (told.openedNow) announce(tx, { handoff: saved, event: 'handoff_opened', actorId: null })
  else if (handoff.csm_id === null && saved.csm_id !== null)
    announce(tx, { handoff: saved, event: 'csm_named', actorId: null })
  if (told.heldNow) announce(tx, { handoff: saved, event: 'hold_asked', actorId: null })
  await submitNow(ctx, tx, { work })
  return { handoffId: saved.id, what: told.what }
}

/** What the deal asks, but for a signature that belongs to an earlier handoff of it. */
async function unusedOf(
  tx: OperationTx,
  { it, asked, handoff }: News & { handoff: HandoffRow },
): Promise<Asked> {
  if (handoff.cycle === 1 || handoff.signed_at !== null || !asked.signed) return asked
  const earlier = await earlierHandoffs(tx, it.row.id)
  return earlier ? withoutUsedSignature(asked, it, earlier) : asked
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

function tell(work: HandoffWork, news: News): Told {
  const before = work.state
  const won = before.facts.won !== undefined
  tellStage(work, news)
  const { state } = work
  const openedNow = before.status === 'preparing' && state.status === 'open'
  // A deal that was reopened and is then lost is another question to RevOps.
  const heldNow = state.hold !== null && state.hold.reason !== before.hold?.reason
  return {
    changed: state !== before,
    openedNow,
    wonNow: !won && state.facts.won !== undefined,
    heldNow,
    what: inWords(state, { openedNow, heldNow }),
  }
}

/** Only a stage that is new to the deal reopens or loses it: a handoff that RevOps let go on is not stopped again. */
function tellStage(work: HandoffWork, { it, asked, before }: News): void {
  const at = work.tx.now
  const was = askedBefore(it, before)
  if (it.row.stage_kind === 'lost') {
    if (before?.stage_kind !== 'lost') happen(work, { type: 'lose', at })
  } else if (!asked.applies) {
    if (work.state.status === 'preparing')
      happen(work, { type: 'cancel', at, reason: 'The playbook hands off no deals of this kind.' })
  } else {
    report(work, { it, asked, resumeUntil: resumeUntil(work) })
    if (!asked.won && was?.won !== false && work.state.facts.won !== undefined)
      happen(work, { type: 'reopen', at })
  }
}

function inWords(
  state: HandoffWork['state'],
  { openedNow, heldNow }: { openedNow: boolean; heldNow: boolean },
): string {
  if (openedNow) return 'The handoff is open.'
  if (state.status === 'cancelled')
    return 'The deal is no longer to be handed off; its preparation was cancelled.'
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

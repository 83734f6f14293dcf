import type { Instant } from '../../core/lib/instant.ts'
import { evaluateCondition } from '../../core/playbook/evaluate-condition.ts'
import type { Ctx } from '../context.ts'
import type { DealCase } from '../deals/deal-case.ts'
import { scoresOf } from '../deals/scores.ts'
import type { OperationTx } from '../operation-tx.ts'
import { announce } from './announce.ts'
import { carryAnswers } from './carry-answers.ts'
import { closeDirtyIfGaps } from './close-dirty.ts'
import type { HandoffRow } from './handoff-row.ts'
import { beginWork, type HandoffWork, type WorkStep } from './handoff-work.ts'
import { happen } from './happen.ts'
import { nameCsm, type SharedPoints } from './name-csm.ts'
import { parkOutOfReach } from './out-of-reach.ts'
import { refreshScores } from './refresh-scores.ts'
import { saveWork } from './save-work.ts'
import { retime } from './step-clocks.ts'
import { addSteps, endStep, unlock } from './work-steps.ts'

/** What the deal's stage asks of a handoff. */
export type Asked = { applies: boolean; prepares: boolean; won: boolean; signed: boolean }

export function askedBy(it: Pick<DealCase, 'version' | 'values' | 'row'>): Asked {
  const { triggers } = it.version.playbook
  const applies = evaluateCondition(triggers.applies, it.values)
  if (!applies || it.row.stage_kind === 'lost') return { applies, prepares: false, won: false, signed: false }
  return {
    applies,
    prepares: evaluateCondition(triggers.prepares, it.values),
    won: evaluateCondition(triggers.won, it.values),
    signed: evaluateCondition(triggers.signed, it.values),
  }
}

export type Opening = {
  it: DealCase
  asked: Asked
  /** From a live import: steps that were due before it are closed as imported, and one summary stands for the messages. */
  imported?: boolean
  /** How often the deal is handed off, this time included. */
  cycle: number
}

/** Makes the handoff of a deal: tier, CSM with reasons, steps with owners and due times, in one write. */
export async function openHandoff(
  ctx: Ctx,
  tx: OperationTx,
  { it, asked, imported = false, cycle }: Opening,
): Promise<HandoffRow> {
  const carried = it.tier.follow_on ? await carryAnswers(ctx, tx, it) : it
  const work = await decideOpening(ctx, tx, { it: carried, asked, imported, cycle })
  const opened = await saveWork(ctx, tx, {
    work,
    action: asked.won || asked.signed ? 'handoff.open' : 'handoff.prepare',
  })
  if (!imported) {
    announce(tx, {
      handoff: opened,
      event: asked.won || asked.signed ? 'handoff_opened' : 'csm_named',
      actorId: null,
    })
  }
  return (await submitNow(ctx, tx, { work, quiet: imported })) ?? opened
}

/** A small handoff that is complete submits itself, as a step of its own that the timeline shows. */
export async function submitNow(
  ctx: Ctx,
  tx: OperationTx,
  { work, quiet = false }: { work: HandoffWork; quiet?: boolean },
): Promise<HandoffRow | null> {
  if (!submitIfComplete(work)) return null
  const saved = await saveWork(ctx, tx, { work, action: 'handoff.submit' })
  if (!quiet) announce(tx, { handoff: saved, event: 'handoff_submitted', actorId: null })
  return saved
}

export type Deciding = Opening & { shared?: SharedPoints | null }

/** Everything about a new handoff, decided in memory; what is left is to write it. */
export async function decideOpening(
  ctx: Ctx,
  tx: OperationTx,
  { it, asked, imported = false, cycle, shared = null }: Deciding,
): Promise<HandoffWork> {
  const row = newRow(ctx, { it, cycle })
  const work = await beginWork({ it, tx, row, isNew: true, actorId: null, newId: ctx.newId })
  if (asked.prepares || asked.won || asked.signed) await nameWhenDue(ctx, tx, { work, asked, shared })
  addSteps(work)
  report(work, { it, asked })
  refreshScores(work)
  if (imported) closeOverdue(work)
  else if (asked.won) closeDirtyIfGaps(ctx, tx, work)
  return work
}

/** What was due before the import cannot be made good by chasing it now, nor what should have been said of it by then. */
function closeOverdue(work: HandoffWork): void {
  for (const step of work.steps) {
    const isOpen = step.row.status === 'open' || step.row.status === 'waiting'
    if (isOpen && step.row.floor_at !== null) withoutFloor(work, step)
    if (isOpen && step.row.due_at !== null && step.row.due_at < work.tx.now) {
      endStep(step, {
        status: 'imported',
        at: work.tx.now,
        by: null,
        reason: 'It was due before the import.',
      })
    } else if (isOpen && step.timing?.next && step.timing.next.at <= work.tx.now) {
      step.row.fired_until = work.tx.now
      retime(work, step)
    }
  }
  unlock(work)
  parkOutOfReach(work)
}

/** The grace is for what is chased from now on; what was due before the import is not. */
function withoutFloor(work: HandoffWork, step: WorkStep): void {
  step.row.floor_at = null
  step.row.floor_from = null
  retime(work, step)
}

/** The CSM is named at "likely", but for small deals at the win: most of those never close (product.md, the clock table). */
async function nameWhenDue(
  ctx: Ctx,
  tx: OperationTx,
  { work, asked, shared }: { work: HandoffWork; asked: Asked; shared: SharedPoints | null },
): Promise<void> {
  if (asked.won || asked.signed || !work.it.tier.submits_itself)
    await nameCsm(ctx, tx, Object.assign(work, { shared }))
}

/**
 * Tells the handoff what the deal says: won, signed, at the times the source gave. The win comes first where the
 * signature was earlier, because then its clocks move by what becomes known and nothing falls due at once.
 */
export function report(
  work: HandoffWork,
  { it, asked, resumeUntil = null }: { it: DealCase; asked: Asked; resumeUntil?: Instant | null },
): void {
  const at = work.tx.now
  // A signature may be any field the playbook names; where that tells no time, it is known from now.
  const signedAt = asked.signed ? notAfter(it.row.signed_at ?? at, at) : null
  const wonAt = notAfter(it.row.won_at ?? at, at)
  const sign = (): boolean => signedAt !== null && happen(work, { type: 'sign', at, happenedAt: signedAt })
  const win = (): boolean => asked.won && happen(work, { type: 'win', at, happenedAt: wonAt, resumeUntil })
  for (const tell of signedAt !== null && signedAt < wonAt ? [win, sign] : [sign, win]) tell()
}

/** A source whose clock runs ahead must not make facts of the future. */
function notAfter(told: Instant, now: Instant): Instant {
  return told <= now ? told : now
}

/** A small handoff that is complete when won submits itself. */
function submitIfComplete(work: HandoffWork): boolean {
  if (!work.it.tier.submits_itself || work.state.status !== 'open' || work.state.hold !== null) return false
  // The fact says that it was complete once; a gap may have opened since.
  if (!scoresOf(work.it).full.complete) return false
  return happen(work, { type: 'submit', at: work.tx.now })
}

const nothingYet = {
  won_at: null,
  signed_at: null,
  csm_assigned_at: null,
  brief_complete_at: null,
  submitted_at: null,
  accepted_at: null,
  internal_meeting_held_at: null,
  first_touch_at: null,
  introduced_at: null,
  kickoff_held_at: null,
  first_value_at: null,
  onboarded_at: null,
  confirmed_at: null,
}

function newRow(ctx: Ctx, { it, cycle }: { it: DealCase; cycle: number }): HandoffRow {
  return {
    workspace_id: ctx.workspaceId,
    id: ctx.newId('hnd'),
    deal_id: it.row.id,
    account_id: it.row.account_id,
    cycle,
    playbook_version_id: it.version.id,
    tier: it.tier.id,
    tier_reason: it.tierReason,
    tier_by_hand: false,
    status: 'preparing',
    held_at: null,
    hold_reason: null,
    ae_id: it.row.owner_id,
    csm_id: null,
    routing: null,
    ...nothingYet,
    accepted_with_gaps: false,
    returned_count: 0,
    closed_dirty: false,
    is_history: false,
    completeness: 0,
    quality: null,
    missing_count: 0,
    annual_minor: it.row.annual_minor,
    next_due_at: null,
    opened_at: ctx.now(),
    version: 1,
  }
}

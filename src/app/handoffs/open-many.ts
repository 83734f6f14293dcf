import { sql } from 'kysely'
import { insertMany } from '../../db/insert-many.ts'
import { fillFromDeal, fillUnanswered } from '../answers/fill-from-deal.ts'
import type { Ctx } from '../context.ts'
import { casesWithoutHandoff, type DealCase } from '../deals/deal-case.ts'
import type { DealRow } from '../deals/deal-row.ts'
import type { OperationTx } from '../operation-tx.ts'
import { loadPoints } from '../people/directory.ts'
import { carriedOver, carryAnswers } from './carry-answers.ts'
import type { HandoffRow } from './handoff-row.ts'
import type { HandoffWork } from './handoff-work.ts'
import { askedBy, decideOpening, submitNow } from './open-handoff.ts'
import { afterSave, asJson, auditable, settle, timerOf } from './save-work.ts'

/**
 * Opens the handoffs of won deals from a live import: each decided as `openHandoff` decides, all of them read and
 * written together. The deals have no handoff yet and belong to different accounts, so that none is another's
 * follow-on. Deals that the playbook hands off in no way are passed over.
 */
export async function openImported(
  ctx: Ctx,
  tx: OperationTx,
  rows: readonly DealRow[],
): Promise<HandoffRow[]> {
  const [all, points, cycles] = await Promise.all([
    casesWithoutHandoff(tx, rows),
    loadPoints(tx),
    lastCycles(tx, rows),
  ])
  const cases = await fillIn(tx, all.filter(isHandedOff))
  const remembered = await accountsToCarryFrom(tx, cases)
  const shared = new Map(points)
  const works: HandoffWork[] = []
  for (const found of cases) {
    const asked = askedBy(found)
    const carries = found.tier.follow_on && remembered.has(found.row.account_id ?? '')
    const it: DealCase = carries ? await carryAnswers(ctx, tx, found) : found
    const cycle = (cycles.get(it.row.id) ?? 0) + 1
    works.push(await decideOpening(ctx, tx, { it, asked, imported: true, cycle, shared }))
  }
  await saveNew(ctx, tx, works)
  for (const work of works) await submitNow(ctx, tx, { work, quiet: true })
  return works.map((work) => work.row)
}

async function lastCycles(tx: OperationTx, rows: readonly DealRow[]): Promise<ReadonlyMap<string, number>> {
  const ids = rows.map((row) => row.id)
  const found = await tx.many(sql<{ deal_id: string; cycle: number }>`
    SELECT deal_id, max(cycle) AS cycle FROM handoff WHERE workspace_id = ${tx.workspaceId} AND deal_id = ANY(${ids}::text[]) GROUP BY deal_id`)
  return new Map(found.map((row) => [row.deal_id, row.cycle]))
}

function isHandedOff(it: DealCase): boolean {
  const asked = askedBy(it)
  return asked.won || asked.signed
}

/** What the source told is answered before anybody is asked; most deals have no answer yet and are filled together. */
async function fillIn(tx: OperationTx, cases: readonly DealCase[]): Promise<DealCase[]> {
  const answered = cases.filter((it) => it.answerRows.length > 0)
  const filled = await fillUnanswered(
    tx,
    cases.filter((it) => it.answerRows.length === 0),
  )
  for (const it of answered) filled.push(await fillFromDeal(tx, it, { source: 'import' }))
  return filled
}

/** Accounts of which an earlier handoff has anything to carry over; asking once spares every follow-on of the others. */
async function accountsToCarryFrom(
  tx: OperationTx,
  cases: readonly DealCase[],
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(cases.flatMap((it) => (it.tier.follow_on ? (it.row.account_id ?? []) : [])))]
  if (ids.length === 0) return new Set()
  const carried = [...new Set(cases.flatMap((it) => carriedOver(it.version.playbook)))]
  const found = await tx.many(sql<{ id: string }>`
    SELECT DISTINCT h.account_id AS id FROM answer a JOIN handoff h ON h.workspace_id = a.workspace_id AND h.deal_id = a.deal_id
    WHERE a.workspace_id = ${tx.workspaceId} AND a.state <> 'cleared' AND h.account_id = ANY(${ids}::text[]) AND a.requirement_id = ANY(${carried}::text[])`)
  return new Set(found.map((row) => row.id))
}

/** What `saveWork` writes of one new handoff, of many at once. */
async function saveNew(ctx: Ctx, tx: OperationTx, works: readonly HandoffWork[]): Promise<void> {
  if (works.length === 0) return
  for (const work of works) settle(work)
  const steps = works.flatMap((work) => work.steps.map(asJson))
  const timers = works.flatMap((work) => work.steps.flatMap((step) => timerOf(ctx, tx, { work, step })))
  await Promise.all([
    tx.run(
      insertMany(
        'handoff',
        works.map((work) => work.row),
      ),
    ),
    ...(steps.length > 0 ? [tx.run(insertMany('step', steps))] : []),
    ...(timers.length > 0 ? [tx.run(insertMany('timer', timers, 'skip'))] : []),
  ])
  for (const work of works) {
    const { row } = work
    tx.record('handoff.open', { noun: 'handoff', id: row.id, after: auditable(row), dealId: row.deal_id })
    afterSave(work)
  }
}

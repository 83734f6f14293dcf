import { sql } from 'kysely'
import { dueAt } from '../../core/clock/due-at.ts'
import { checkGate } from '../../core/gate/check-gate.ts'
import type { Finding } from '../../core/gate/finding.ts'
import type { Instant } from '../../core/lib/instant.ts'
import type { Tx } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import { type DealCase, loadDealCase } from '../deals/deal-case.ts'
import { openForChange } from '../handoffs/change-handoff.ts'
import { compiledFor, ownerCalendar } from '../handoffs/step-timing.ts'
import { aboutLine } from '../notifications/about-handoff.ts'
import { type Message, notify, type Words } from '../notifications/notify.ts'
import { places } from '../notifications/places.ts'
import type { Reader } from '../notifications/reader.ts'
import { count, listed, sayMoment } from '../notifications/say.ts'
import type { OperationTx } from '../operation-tx.ts'
import { managerIn, sellerOf } from './audience.ts'
import { setAnswersDue } from './set-answers-due.ts'

/**
 * What follows when a deal was closed although required answers were missing: they fall due, and the seller and their
 * manager are told, once. The booking and its date are never touched (product.md, "The gate").
 */
export async function chaseClosedDirty(ctx: Ctx, dealId: string): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    const it = await takeCase(ctx, tx, dealId)
    const gate = checkGate({ ...it.gate, toStage: 'won' })
    const missing = gate.findings.filter((finding) => finding.severity === 'blocks')
    const dueBy = missing.length > 0 ? limitOf(it, tx.now) : null
    if (it.handoff && dueBy) await setAnswersDue(ctx, tx, { handoffId: it.handoff.id, dueBy })
    if (await wasTold(tx, dealId)) return
    tx.record('deal.chase', {
      noun: 'deal',
      id: dealId,
      dealId,
      after: { missing: missing.length, due_at: dueBy },
    })
    await notify(ctx, tx, messagesOf(it, { missing, dueBy, now: tx.now }))
  })
}

/** Locked in the order of every change: the deal, then its handoff. */
async function takeCase(ctx: Ctx, tx: OperationTx, dealId: string): Promise<DealCase> {
  const handoff = await tx.maybe(sql<{ id: string }>`
    SELECT id FROM handoff WHERE workspace_id = ${tx.workspaceId} AND deal_id = ${dealId} AND status <> 'cancelled'`)
  return handoff ? (await openForChange(ctx, tx, handoff.id)).it : loadDealCase(tx, dealId, { lock: true })
}

function limitOf(it: DealCase, now: Instant): Instant | null {
  const ownerId = it.handoff?.ae_id ?? it.row.owner_id
  if (ownerId === null) return null
  const from = it.row.closed_dirty_at ?? now
  const calendar = compiledFor(ownerCalendar(it.directory, ownerId), { from, to: now })
  return dueAt(calendar, from, it.version.playbook.closed_dirty_due)
}

/** A deal closed with gaps in two steps (the seller's reason, then the CRM's stage) is told once. */
async function wasTold(tx: Tx, dealId: string): Promise<boolean> {
  const entry = await tx.maybe(sql<{ id: string }>`
    SELECT id FROM audit WHERE workspace_id = ${tx.workspaceId} AND deal_id = ${dealId} AND action = 'deal.chase' LIMIT 1`)
  return entry !== undefined
}

type Chase = { missing: readonly Finding[]; dueBy: Instant | null; now: Instant }

function messagesOf(it: DealCase, { missing, dueBy, now }: Chase): Message[] {
  const { directory, version, row, handoff } = it
  const deal = { ae_id: handoff?.ae_id ?? row.owner_id, csm_id: handoff?.csm_id ?? null }
  const known = { directory, roles: version.playbook.roles, now }
  const sellers = sellerOf(deal, known)
  const words = wordsOf(it, { missing, dueBy, now })
  const base = {
    event: 'closed_dirty' as const,
    actorId: null,
    handoffId: handoff?.id ?? null,
    path: handoff ? places.handoff(handoff.id, 'brief') : places.deal(row.id),
  }
  return [
    {
      ...base,
      to: managerIn('seller', deal, known).filter((id) => !sellers.includes(id)),
      words: words.manager,
    },
    { ...base, to: missing.length > 0 ? sellers : [], words: words.seller },
  ]
}

function wordsOf(
  it: DealCase,
  { missing, dueBy }: Chase,
): Record<'manager' | 'seller', (reader: Reader) => Words> {
  const { row, version } = it
  const customer = it.account?.name ?? row.name
  const owner = it.handoff?.ae_id ?? row.owner_id
  const seller = (owner === null ? null : it.directory.members.get(owner)?.name) ?? 'Somebody'
  const labels = missing.map(
    (finding) =>
      version.playbook.requirements.find((r) => r.id === finding.requirementId)?.label ?? finding.sentence,
  )
  const gaps = missing.length > 0 ? `Missing: ${listed(labels, 12)}.` : 'The answers have come in since.'
  const due = (reader: Reader, words: string): string[] =>
    dueBy ? [`${words} ${sayMoment(dueBy, reader)}.`] : []
  return {
    manager: (reader) => ({
      title: `${seller} closed ${customer} with gaps`,
      body: [
        gaps,
        ...due(reader, `${seller} owes them by`),
        ...(row.closed_dirty_reason ? [`The reason given: ${row.closed_dirty_reason}`] : []),
        aboutDeal(it),
        'The booking and its date are not touched.',
      ],
      button: 'See what is missing',
    }),
    seller: (reader) => ({
      title: `${customer} was closed with ${count(missing.length, 'answer')} missing`,
      body: [gaps, ...due(reader, 'They are due'), aboutDeal(it)],
      button: 'Answer now',
    }),
  }
}

function aboutDeal({ row, handoff, tier, version, directory, workspace }: DealCase): string {
  return aboutLine(
    {
      ae_id: handoff?.ae_id ?? row.owner_id,
      csm_id: handoff?.csm_id ?? null,
      deal_name: row.name,
      tier: tier.id,
      annual_minor: row.annual_minor,
    },
    { playbook: version.playbook, directory, currency: workspace.currency },
  )
}

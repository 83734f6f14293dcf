import { sql } from 'kysely'
import type { IncomingDeal } from '../../connectors/kit/incoming.ts'
import type { DealRow as DealRowView } from '../../contract/deals.ts'
import type { Checked } from '../../contract/operations.ts'
import { checkGate } from '../../core/gate/check-gate.ts'
import { actingMemberId } from '../context.ts'
import { AppError, invalid, refused, stale } from '../errors.ts'
import { allow } from '../handoffs/allow.ts'
import { markClosedDirty } from '../handoffs/close-dirty.ts'
import { followDeal } from '../handoffs/follow-deal.ts'
import type { OperationTx } from '../operation-tx.ts'
import { loadDirectory } from '../people/directory.ts'
import type { Verb } from '../verbs.ts'
import { loadWorkspace } from '../workspaces/workspace-row.ts'
import { applyDeal } from './apply-deal.ts'
import { caseOf, type DealCase, loadDealCase } from './deal-case.ts'
import type { DealRow } from './deal-row.ts'
import { dealView } from './deal-view.ts'
import { ownConnection } from './own-connection.ts'
import { listedDeal } from './queries.ts'

/** Creates a deal by hand: for a try, or where there is no CRM. It goes the way every deal goes. */
export const createDeal: Verb<'deal.create'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const source = await ownConnection(ctx, tx)
    const ownerId = input.ownerId === undefined ? actingMemberId(ctx.actor) : input.ownerId
    const deal = await incoming(tx, { ...input, ownerId }, ctx.newId('del'))
    const applied = await applyDeal(ctx, tx, { source, deal })
    const after = await finish(tx, { row: applied.after, input: { ...input, ownerId } })
    await followDeal(ctx, tx, { before: null, after, outcome: 'created' })
    return viewOf(tx, applied.after.id)
  })

/** Changes a deal of our own. What a CRM tells us is changed there. */
export const updateDeal: Verb<'deal.update'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const it = await loadDealCase(tx, input.id, { lock: true })
    allow(ctx, 'answer.change', it)
    if (it.row.version !== input.version) throw stale('deal', await viewOf(tx, it.row.id))
    const source = await ownConnection(ctx, tx)
    if (it.row.connection_id !== source.connectionId)
      throw refused('mirrored', 'This deal is mirrored from another system; change it there.')
    if (input.stageKind === 'won') checkGateMode(it)
    const deal = await incoming(tx, input, it.row.external_id ?? it.row.id)
    const applied = await applyDeal(ctx, tx, { source, deal })
    const after = await finish(tx, { row: applied.after, input })
    await followDeal(ctx, tx, { before: it.row, after, outcome: 'updated' })
    return viewOf(tx, it.row.id)
  })

/** In a blocking mode a deal of our own cannot be won past the gate; with a written reason it always can. */
function checkGateMode(it: DealCase): void {
  if (it.workspace.gate_mode !== 'block' || it.row.stage_kind === 'won' || it.row.closed_dirty_at !== null)
    return
  const gate = checkGate({ ...it.gate, toStage: 'won' })
  if (gate.allowed) return
  throw new AppError(
    'refused',
    'gate',
    'The gate is closed: required answers are missing. Answer them, or close with gaps and give a reason.',
    {
      fields: gate.findings
        .filter((f) => f.severity === 'blocks')
        .map((f) => ({ path: f.requirementId ?? 'deal', message: f.sentence })),
    },
  )
}

/** A seller may always close with gaps: the reason is kept, the manager is told, and the answers are chased. */
export const closeWithGaps: Verb<'deal.close_with_gaps'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const it = await loadDealCase(tx, input.id, { lock: true })
    allow(ctx, 'answer.change', it)
    if (it.row.version !== input.version) throw stale('deal', await viewOf(tx, it.row.id))
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
    return viewOf(tx, it.row.id)
  })

type Typed = Partial<Omit<Checked<'deal.create'>, 'name' | 'stageKind'>> & {
  name?: string
  stageKind?: Checked<'deal.create'>['stageKind']
}

async function incoming(tx: OperationTx, input: Typed, externalId: string): Promise<IncomingDeal> {
  const directory = await loadDirectory(tx)
  if (input.ownerId && !directory.members.has(input.ownerId))
    throw invalid('There is no such member.', [
      { path: 'ownerId', message: 'expected a member of this workspace' },
    ])
  const labels = { open: 'Open', likely: 'Likely', won: 'Won', lost: 'Lost' } as const
  return {
    externalId,
    occurredAt: null,
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.accountName === undefined ? {} : { accountName: input.accountName }),
    ...(input.stageKind === undefined
      ? {}
      : { stageId: input.stageKind, stageLabel: labels[input.stageKind] }),
    ...(input.dealType === undefined ? {} : { dealType: input.dealType }),
    ...(input.amount === undefined ? {} : { amount: input.amount }),
    ...(input.annual === undefined ? {} : { annual: input.annual }),
    ...(input.probability === undefined ? {} : { probability: input.probability }),
    ...(input.products === undefined ? {} : { products: input.products }),
    ...(input.expectedCloseOn === undefined ? {} : { expectedCloseOn: input.expectedCloseOn }),
    ...(input.signedAt === undefined ? {} : { signedAt: input.signedAt }),
  }
}

/** What only people set: the owner as a member, and complexity by hand. */
async function finish(tx: OperationTx, { row, input }: { row: DealRow; input: Typed }): Promise<DealRow> {
  const { ownerId = row.owner_id, complexity = row.complexity } = input
  if (ownerId === row.owner_id && complexity === row.complexity) return row
  const after = await tx.one(sql<DealRow>`
    UPDATE deal SET version = version + 1, owner_id = ${ownerId}, complexity = ${complexity}
    WHERE workspace_id = ${tx.workspaceId} AND id = ${row.id} RETURNING *`)
  const said = (deal: DealRow) => ({ owner_id: deal.owner_id, complexity: deal.complexity })
  tx.record('deal.update', {
    noun: 'deal',
    id: row.id,
    before: said(row),
    after: said(after),
    dealId: row.id,
    version: after.version,
  })
  return after
}

async function viewOf(tx: OperationTx, id: string): Promise<DealRowView> {
  const [row, directory, workspace] = await Promise.all([
    tx.one(listedDeal(tx.workspaceId, id)),
    loadDirectory(tx),
    loadWorkspace(tx),
  ])
  const { tier } = await caseOf(tx, row)
  return dealView({ ...row, handoff_tier: tier.id }, { directory, workspace })
}

import { sql } from 'kysely'
import type { IncomingDeal } from '../../connectors/kit/incoming.ts'
import type { Checked } from '../../contract/operations.ts'
import { checkGate } from '../../core/gate/check-gate.ts'
import { actingMemberId } from '../context.ts'
import { AppError, invalid, refused, stale } from '../errors.ts'
import { allow } from '../handoffs/allow.ts'
import { followDeal } from '../handoffs/follow-deal.ts'
import type { OperationTx } from '../operation-tx.ts'
import { loadDirectory } from '../people/directory.ts'
import type { Verb } from '../verbs.ts'
import { applyDeal } from './apply-deal.ts'
import { type DealCase, loadDealCase } from './deal-case.ts'
import type { DealRow } from './deal-row.ts'
import { ownConnection } from './own-connection.ts'
import { writtenDeal } from './written-deal.ts'

/** Creates a deal by hand: for a try, or where there is no CRM. It goes the way every deal goes. */
export const createDeal: Verb<'deal.create'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const source = await ownConnection(ctx, tx)
    const ownerId = input.ownerId === undefined ? actingMemberId(ctx.actor) : input.ownerId
    const deal = await incoming(tx, { ...input, ownerId }, ctx.newId('del'))
    const applied = await applyDeal(ctx, tx, { source, deal })
    const after = await finish(tx, { row: applied.after, input: { ...input, ownerId } })
    await followDeal(ctx, tx, { before: null, after, outcome: 'created' })
    return writtenDeal(tx, applied.after.id)
  })

/** Changes a deal of our own. What a CRM tells us is changed there. */
export const updateDeal: Verb<'deal.update'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const it = await loadDealCase(tx, input.id, { lock: true })
    allow(ctx, 'answer.change', it)
    if (it.row.version !== input.version) throw stale('deal', await writtenDeal(tx, it.row.id))
    const source = await ownConnection(ctx, tx)
    if (it.row.connection_id !== source.connectionId)
      throw refused('mirrored', 'This deal is mirrored from another system; change it there.')
    if (input.stageKind === 'won') checkGateMode(it)
    const deal = await incoming(tx, input, it.row.external_id ?? it.row.id)
    const applied = await applyDeal(ctx, tx, { source, deal })
    const after = await finish(tx, { row: applied.after, input })
    await followDeal(ctx, tx, { before: it.row, after, outcome: 'updated' })
    return writtenDeal(tx, it.row.id)
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

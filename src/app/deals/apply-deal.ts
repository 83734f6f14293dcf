import { sql } from 'kysely'
import type { IncomingDeal } from '../../connectors/kit/incoming.ts'
import type { StageKind } from '../../core/playbook/playbook.ts'
import { insertMany, type JsonRow } from '../../db/insert-many.ts'
import { qb } from '../../db/query.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'
import { loadDirectory } from '../people/directory.ts'
import { loadWorkspace } from '../workspaces/workspace-row.ts'
import { annualValue } from './annual-value.ts'
import type { DealRow } from './deal-row.ts'
import { findAccountOf, matchAccount, matchOwner } from './match-deal.ts'
import { auditable, changedColumns, type DealSource, nextDealRow } from './next-deal-row.ts'
import { stageKindOf } from './stage-kind.ts'

export type { DealSource }
export type AppliedDeal = {
  before: DealRow | null
  after: DealRow
  outcome: 'created' | 'updated' | 'unchanged' | 'older'
}

/**
 * Writes what a source says of a deal onto our mirror of it. The same news twice, or older news after newer,
 * changes nothing.
 */
export async function applyDeal(
  ctx: Ctx,
  tx: OperationTx,
  from: { source: DealSource; deal: IncomingDeal },
): Promise<AppliedDeal> {
  const { source, deal } = from
  // Asked together, answered in one round trip; what a later line needs waits for it there.
  const asked = askTogether(tx, from)
  const found = await asked.found
  if (found && isOlder(found, deal)) return { before: found, after: found, outcome: 'older' }
  const kind = await asked.kind
  const next = await nextRow(ctx, tx, { source, deal, found: found ?? null, kind, asked })
  if (!found) {
    const after = await tx.maybe(sql<DealRow>`${insertMany('deal', [next], 'skip')} RETURNING *`)
    // Another event about the same new deal was faster; what this one says is applied on top.
    if (!after) return applyDeal(ctx, tx, from)
    await keepContacts(ctx, tx, { source, deal, row: after })
    tx.record('deal.create', {
      noun: 'deal',
      id: after.id,
      after: auditable(after),
      dealId: after.id,
      version: after.version,
    })
    return { before: null, after, outcome: 'created' }
  }
  const changed = changedColumns(found, next)
  await keepContacts(ctx, tx, { source, deal, row: found })
  if (changed.length === 0) return { before: found, after: found, outcome: 'unchanged' }
  const after = await tx.one(
    qb
      .updateTable('deal')
      .set({ ...pick(next, changed), version: sql<number>`version + 1` })
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', found.id)
      .returningAll(),
  )
  if (changed.some((c) => c !== 'source_at')) {
    tx.record('deal.update', {
      noun: 'deal',
      id: after.id,
      before: auditable(found),
      after: auditable(after),
      dealId: after.id,
      version: after.version,
    })
  }
  return { before: found, after, outcome: 'updated' }
}

/** What is known of what a deal names: asked at once, so that all answers come in one round trip. */
type Asked = ReturnType<typeof askTogether>

function askTogether(tx: OperationTx, { source, deal }: { source: DealSource; deal: IncomingDeal }) {
  const { connectionId } = source
  const asked = {
    found: lockByExternalId(tx, connectionId, deal.externalId),
    kind: stageKindOf(tx, { connectionId, deal }),
    workspace: loadWorkspace(tx),
    account: findAccountOf(tx, { connectionId, deal }),
    directory: loadDirectory(tx),
  }
  // An event that turns out to be older is answered before the rest is looked at; their failures are then nobody's.
  for (const promise of Object.values(asked)) promise.catch(() => undefined)
  return asked
}

async function lockByExternalId(
  tx: OperationTx,
  connectionId: string,
  externalId: string,
): Promise<DealRow | undefined> {
  return tx.maybe(
    qb
      .selectFrom('deal')
      .selectAll()
      .where('workspace_id', '=', tx.workspaceId)
      .where('connection_id', '=', connectionId)
      .where('external_id', '=', externalId)
      .forNoKeyUpdate(),
  )
}

function isOlder(row: DealRow, deal: IncomingDeal): boolean {
  return row.source_at !== null && deal.occurredAt !== null && deal.occurredAt < row.source_at
}

type Known = {
  source: DealSource
  deal: IncomingDeal
  found: DealRow | null
  kind: StageKind | undefined
  asked: Asked
}

async function nextRow(ctx: Ctx, tx: OperationTx, known: Known): Promise<JsonRow<'deal'>> {
  const { source, deal, asked } = known
  const workspace = await asked.workspace
  const accountId = await matchAccount(ctx, tx, {
    connectionId: source.connectionId,
    deal,
    found: asked.account,
  })
  const ownerId = await matchOwner(ctx, tx, { deal, directory: asked.directory })
  const value = deal.annual ?? deal.amount
  const annual = value === undefined ? null : await annualValue(tx, value, workspace.currency)
  const { workspaceId, now } = tx
  return nextDealRow({ ...known, accountId, ownerId, annual, workspaceId, now, newId: ctx.newId })
}

function pick(row: JsonRow<'deal'>, columns: readonly (keyof JsonRow<'deal'>)[]): Partial<JsonRow<'deal'>> {
  return Object.fromEntries(columns.map((c) => [c, c === 'fields' ? JSON.stringify(row[c]) : row[c]]))
}

async function keepContacts(
  ctx: Ctx,
  tx: OperationTx,
  of: { source: DealSource; deal: IncomingDeal; row: DealRow },
): Promise<void> {
  const { source, deal, row } = of
  for (const contact of deal.contacts ?? []) {
    const externalId = contact.externalId ?? contact.email ?? contact.name
    await tx.run(
      insertMany(
        'contact',
        [
          {
            workspace_id: tx.workspaceId,
            id: ctx.newId('ctc'),
            account_id: row.account_id,
            connection_id: source.connectionId,
            external_id: externalId,
            name: contact.name,
            email: contact.email ?? null,
            phone: contact.phone ?? null,
            title: contact.title ?? null,
            role: contact.role ?? null,
            created_at: tx.now,
            version: 1,
          },
        ],
        'skip',
      ),
    )
    const known = await tx.one(
      qb
        .selectFrom('contact')
        .select('id')
        .where('workspace_id', '=', tx.workspaceId)
        .where('connection_id', '=', source.connectionId)
        .where('external_id', '=', externalId),
    )
    await tx.run(
      insertMany(
        'deal_contact',
        [{ workspace_id: tx.workspaceId, deal_id: row.id, contact_id: known.id, role: contact.role ?? null }],
        'skip',
      ),
    )
  }
}

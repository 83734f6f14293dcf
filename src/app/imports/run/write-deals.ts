import { sql } from 'kysely'
import type { IncomingDeal } from '../../../connectors/kit/incoming.ts'
import type { JsonRow } from '../../../db/insert-many.ts'
import type { Tx } from '../../../db/tx.ts'
import { type AnnualValue, atRate, rateOf } from '../../deals/annual-value.ts'
import type { DealRow } from '../../deals/deal-row.ts'
import { auditable, changedColumns, nextDealRow } from '../../deals/next-deal-row.ts'
import { followDeal } from '../../handoffs/follow-deal.ts'
import { findAccounts } from './find-accounts.ts'
import { findMembers, type Resolved } from './find-members.ts'
import { findProducts } from './find-products.ts'
import { type Batch, type ImportRun, type Row, tally } from './import-run.ts'
import { incomingOf } from './incoming-of.ts'
import { writeRows } from './write-rows.ts'

type Deals = Row<'deals'>
type Known = {
  byKey: ReadonlyMap<string, DealRow>
  handedOff: ReadonlySet<string>
  rates: ReadonlyMap<string, number | null>
}
type References = { accounts: Resolved<Deals>; owners: Resolved<Deals>; names: (row: Deals) => string[] }

const columns = [
  'account_id',
  'owner_id',
  'name',
  'pipeline',
  'stage_id',
  'stage_label',
  'stage_kind',
  'deal_type',
  'amount_minor',
  'currency',
  'annual_minor',
  'rate_micros',
  'probability',
  'products',
  'expected_close_on',
  'created_on',
  'won_at',
  'lost_at',
  'signed_at',
  'fields',
  'is_history',
] as const satisfies readonly (keyof DealRow)[]

/** Deals of a file onto our mirror of them, by the same rules as one deal of a webhook, in a handful of statements. */
export async function writeDeals(batch: Batch, rows: readonly Deals[]): Promise<void> {
  const { tx } = batch
  const { references, used } = await resolve(batch, rows)
  const known = await lookUp(batch, used)
  const drafts = new Map<string, JsonRow<'deal'>>()
  const last = new Map<string, Deals>()
  for (const row of used) {
    last.set(row.record.externalId, row)
    drafts.set(row.record.externalId, draftOf(batch, row, { known, references, drafts }))
  }
  const added = [...drafts].flatMap(([key, draft]) => (known.byKey.has(key) ? [] : [draft]))
  const changed = [...drafts].flatMap(([key, draft]) => {
    const was = known.byKey.get(key)
    // What a source has told by event is newer than any file of it.
    return was && was.source_at === null && changedColumns(was, draft).length > 0
      ? [{ was, draft: { ...draft, id: was.id, version: was.version } }]
      : []
  })
  const unchanged = used.length - added.length - changed.length
  tally(batch, 'deals', { created: added.length, updated: changed.length, unchanged })
  await writeRows(tx, 'deal', { added, changed: changed.map(({ draft }) => draft), columns })
  recordAdded(batch, added)
  for (const { was, draft } of changed) {
    const after = auditable(asRow(draft))
    tx.record('deal.update', { noun: 'deal', id: was.id, before: auditable(was), after, dealId: was.id })
  }
  const written = [...added, ...changed.map(({ draft }) => draft)].map((row) => row.id)
  // Beside the run, on a connection of its own: making words findable costs as much as writing the deals.
  if (written.length > 0) tx.enqueue({ job: 'index-deals', payload: { dealIds: written } })
  if (batch.run.mode === 'live')
    await follow(
      batch,
      changed.flatMap(({ was }) => (known.handedOff.has(was.id) ? [was] : [])),
    )
}

/** Past deals are noted together, as one act of the import: they have no story here yet. Live ones begin theirs. */
function recordAdded({ tx, run }: Batch, added: readonly JsonRow<'deal'>[]): void {
  if (added.length === 0) return
  if (run.mode === 'history') {
    const after = { deals: added.length, first: added[0]?.external_id, last: added.at(-1)?.external_id }
    tx.record('import.add_deals', { noun: 'import', id: run.importId, after })
    return
  }
  for (const row of added)
    tx.record('deal.create', { noun: 'deal', id: row.id, after: auditable(asRow(row)), dealId: row.id })
}

async function resolve(
  batch: Batch,
  rows: readonly Deals[],
): Promise<{ references: References; used: Deals[] }> {
  const accounts = await findAccounts(
    batch,
    rows.map((row) => ({ row, reference: row.record.account })),
  )
  const placed = rows.filter((row) => !accounts.dropped.has(row))
  const owners = await findMembers(
    batch,
    placed.map((row) => ({ row, reference: row.record.owner })),
    { field: 'owner', role: 'ae' },
  )
  const owned = placed.filter((row) => !owners.dropped.has(row))
  const products = await findProducts(
    batch,
    owned.map((row) => ({ row, references: row.record.products })),
  )
  return {
    references: { accounts, owners, names: products.names },
    used: owned.filter((row) => !products.dropped.has(row)),
  }
}

async function lookUp({ tx, run }: Batch, rows: readonly Deals[]): Promise<Known> {
  const keys = rows.map(({ record }) => record.externalId)
  const [found, rates] = await Promise.all([
    // Joined rather than compared with a list: a table without statistics yet would be read once per key.
    tx.many(sql<DealRow>`
      SELECT d.* FROM unnest(${keys}::text[]) AS wanted(key) JOIN deal d ON d.workspace_id = ${tx.workspaceId} AND d.connection_id = ${run.connectionId} AND d.external_id = wanted.key
      ORDER BY d.id FOR NO KEY UPDATE OF d`),
    Promise.all(
      [...new Set(rows.map(({ record }) => record.currency))].map(
        async (currency) => [currency, await rateOf(tx, currency, run.currency)] as const,
      ),
    ),
  ])
  const handed = await handedOffAmong(
    tx,
    found.map((row) => row.id),
  )
  return {
    byKey: new Map(found.map((row) => [row.external_id ?? '', row])),
    handedOff: handed,
    rates: new Map(rates),
  }
}

async function handedOffAmong(tx: Tx, dealIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (dealIds.length === 0) return new Set()
  const rows = await tx.many(sql<{ id: string }>`
    SELECT h.deal_id AS id FROM unnest(${dealIds}::text[]) AS wanted(id) JOIN handoff h ON h.workspace_id = ${tx.workspaceId} AND h.deal_id = wanted.id AND h.status <> 'cancelled'`)
  return new Set(rows.map(({ id }) => id))
}

type Drafting = { known: Known; references: References; drafts: ReadonlyMap<string, JsonRow<'deal'>> }

function draftOf(batch: Batch, row: Deals, { known, references, drafts }: Drafting): JsonRow<'deal'> {
  const { run, tx, ctx } = batch
  const earlier = drafts.get(row.record.externalId)
  const was = known.byKey.get(row.record.externalId)
  const found = earlier ? asRow(earlier) : (was ?? null)
  const deal = incomingOf(run, row, productsOf(run, { found, named: references.names(row) }))
  const next = nextDealRow({
    source: { connectionId: run.connectionId, liveFrom: null, isHistory: run.mode === 'history' },
    deal,
    found,
    kind: row.record.stageKind,
    accountId: deal.accountName === undefined ? undefined : references.accounts.id(row),
    ownerId: deal.ownerName === undefined ? undefined : references.owners.id(row),
    annual: annualOf(deal, { rates: known.rates, currency: run.currency }),
    workspaceId: tx.workspaceId,
    now: tx.now,
    newId: ctx.newId,
  })
  // What is being handed off already is no history, whatever file speaks of it.
  return was && known.handedOff.has(was.id) ? { ...next, is_history: was.is_history } : next
}

/** Where lines tell of products too, those of the deal's own row are added to theirs and take none away. */
function productsOf(run: ImportRun, { found, named }: { found: DealRow | null; named: string[] }): string[] {
  const hasLines = run.mapping.files.some((file) => file.kind === 'line_items')
  return hasLines ? [...new Set([...(found?.products ?? []), ...named])] : named
}

function annualOf(
  deal: IncomingDeal,
  { rates, currency }: { rates: ReadonlyMap<string, number | null>; currency: string },
): AnnualValue | null {
  const value = deal.annual ?? deal.amount
  if (value === undefined) return null
  if (value === null) return { annualMinor: null, rateMicros: null }
  return atRate(value, currency, rates.get(value.currency) ?? null)
}

/** A row on its way in has every column of one that is there, but for those that only people set. */
function asRow(row: JsonRow<'deal'>): DealRow {
  return row as DealRow
}

/** What changed about deals that are handed off already means for their handoffs what it means from any source. */
async function follow({ ctx, tx }: Batch, before: readonly DealRow[]): Promise<void> {
  if (before.length === 0) return
  const dealIds = before.map((row) => row.id)
  const known = new Map(before.map((row) => [row.id, row]))
  const rows = await tx.many(
    sql<DealRow>`SELECT * FROM deal WHERE workspace_id = ${tx.workspaceId} AND id = ANY(${dealIds}::text[]) ORDER BY id`,
  )
  for (const after of rows)
    await followDeal(ctx, tx, { before: known.get(after.id) ?? null, after, outcome: 'updated' })
}

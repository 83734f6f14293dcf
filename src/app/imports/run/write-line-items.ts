import { sql } from 'kysely'
import type { Reference } from '../mapping/records/import-record.ts'
import { unknownReference } from './find-members.ts'
import { findProducts } from './find-products.ts'
import { type Batch, type Row, setAside, tally } from './import-run.ts'

type Line = Row<'line_items'>
type DealHead = { id: string; external_id: string | null; name: string; products: string[]; version: number }

/** Lines of deals tell which products were bought; a line whose deal is not there is set aside. */
export async function writeLineItems(batch: Batch, rows: readonly Line[]): Promise<void> {
  const { tx } = batch
  const products = await findProducts(
    batch,
    rows.map((row) => ({ row, references: productOf(row) })),
  )
  const used = rows.filter((row) => !products.dropped.has(row))
  const deals = await dealsOf(batch, used)
  const bought = new Map<string, { deal: DealHead; products: string[]; lines: number }>()
  for (const row of used) {
    const { value } = row.record.deal
    const deal = deals.get(value)
    if (!deal) {
      setAside(batch, row, unknownReference(batch, row, { field: 'deal', noun: 'deal', value }))
      continue
    }
    const entry = bought.get(deal.id) ?? { deal, products: [...deal.products], lines: 0 }
    entry.lines++
    for (const name of products.names(row)) if (!entry.products.includes(name)) entry.products.push(name)
    bought.set(deal.id, entry)
  }
  for (const { deal, products: names, lines } of bought.values()) {
    const isNew = names.length > deal.products.length
    tally(batch, 'line_items', { created: 0, updated: isNew ? lines : 0, unchanged: isNew ? 0 : lines })
    if (!isNew) continue
    await tx.run(
      sql`UPDATE deal SET products = ${names}::text[], version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${deal.id}`,
    )
    const [before, after] = [{ products: deal.products }, { products: names }]
    tx.record('deal.update', { noun: 'deal', id: deal.id, before, after, dealId: deal.id })
  }
  if (bought.size > 0) tx.enqueue({ job: 'index-deals', payload: { dealIds: [...bought.keys()] } })
}

/** A line without a product of its own is known by what it is called. */
function productOf({ record }: Line): Reference[] {
  if (record.product !== null) return [record.product]
  return record.name === null ? [] : [{ by: 'name', value: record.name }]
}

async function dealsOf({ tx, run }: Batch, rows: readonly Line[]): Promise<ReadonlyMap<string, DealHead>> {
  const byKey = rows.flatMap(({ record }) => (record.deal.by === 'externalId' ? [record.deal.value] : []))
  const byName = rows.flatMap(({ record }) => (record.deal.by === 'externalId' ? [] : [record.deal.value]))
  const found = await tx.many(sql<DealHead>`
    SELECT id, external_id, name, products, version FROM deal WHERE workspace_id = ${tx.workspaceId} AND connection_id = ${run.connectionId}
      AND (external_id = ANY(${byKey}::text[]) OR name = ANY(${byName}::text[])) ORDER BY id FOR NO KEY UPDATE`)
  const deals = new Map<string, DealHead>()
  for (const deal of found.toReversed()) deals.set(deal.name, deal)
  for (const deal of found) if (deal.external_id !== null) deals.set(deal.external_id, deal)
  return deals
}

import { type Selectable, sql } from 'kysely'
import type { ProductTable } from '../../../db/schema/product.ts'
import { type Batch, type Row, speaksOf, tally } from './import-run.ts'
import { differs, writeRows } from './write-rows.ts'

type ProductRow = Selectable<ProductTable>

const columns = [
  'external_id',
  'name',
  'family',
  'list_price_minor',
] as const satisfies readonly (keyof ProductRow)[]

export async function writeProducts(batch: Batch, rows: readonly Row<'products'>[]): Promise<void> {
  const { tx, ctx, run } = batch
  const keys = rows.map(({ record }) => record.externalId)
  const names = rows.map(({ record }) => record.name)
  const found = await tx.many(sql<ProductRow>`
    SELECT * FROM product WHERE workspace_id = ${tx.workspaceId} AND connection_id = ${run.connectionId}
      AND (external_id = ANY(${keys}::text[]) OR (external_id IS NULL AND name = ANY(${names}::text[]))) ORDER BY id`)
  const byKey = new Map(
    found.flatMap((row) => (row.external_id === null ? [] : [[row.external_id, row] as const])),
  )
  const byName = new Map(found.flatMap((row) => (row.external_id === null ? [[row.name, row] as const] : [])))
  const drafts = new Map<string, ProductRow>()
  const before = new Map<string, ProductRow>()
  for (const row of rows) {
    const { externalId, name, family, listPriceMinor } = row.record
    const was = byKey.get(externalId) ?? byName.get(name)
    if (was) before.set(externalId, was)
    const base = drafts.get(externalId) ??
      was ?? { ...place(batch), id: ctx.newId('prd'), family: null, list_price_minor: null, version: 1 }
    drafts.set(externalId, {
      ...base,
      external_id: externalId,
      name,
      family: speaksOf(run, row, 'family') ? family : base.family,
      list_price_minor: speaksOf(run, row, 'listPrice') ? listPriceMinor : base.list_price_minor,
    })
  }
  const added = [...drafts].flatMap(([key, draft]) => (before.has(key) ? [] : [draft]))
  const changed = [...drafts].flatMap(([key, draft]) => {
    const was = before.get(key)
    return was && differs(was, draft, columns) ? [draft] : []
  })
  tally(batch, 'products', 'created', added.length)
  tally(batch, 'products', 'updated', changed.length)
  tally(batch, 'products', 'unchanged', rows.length - added.length - changed.length)
  await writeRows(tx, 'product', { added, changed, columns })
  for (const row of added) tx.record('product.create', { noun: 'product', id: row.id, after: { ...row } })
  for (const row of changed) {
    tx.record('product.update', {
      noun: 'product',
      id: row.id,
      before: before.get(row.external_id ?? '') ?? null,
      after: { ...row },
    })
  }
}

function place({ tx, run }: Batch): Pick<ProductRow, 'workspace_id' | 'connection_id'> {
  return { workspace_id: tx.workspaceId, connection_id: run.connectionId }
}

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
  const { tx } = batch
  const known = await knownProducts(batch, rows)
  const drafts = new Map<string, ProductRow>()
  const before = new Map<string, ProductRow>()
  for (const row of rows) {
    const { externalId } = row.record
    const was = known(row)
    if (was) before.set(externalId, was)
    drafts.set(externalId, onTopOf(batch, row, drafts.get(externalId) ?? was ?? emptyProduct(batch)))
  }
  const added = [...drafts].flatMap(([key, draft]) => (before.has(key) ? [] : [draft]))
  const changed = [...drafts].flatMap(([key, draft]) => {
    const was = before.get(key)
    return was && differs(was, draft, columns) ? [draft] : []
  })
  const unchanged = rows.length - added.length - changed.length
  tally(batch, 'products', { created: added.length, updated: changed.length, unchanged })
  await writeRows(tx, 'product', { added, changed, columns })
  for (const row of added) tx.record('product.create', { noun: 'product', id: row.id, after: { ...row } })
  for (const row of changed) {
    const was = before.get(row.external_id ?? '') ?? null
    tx.record('product.update', { noun: 'product', id: row.id, before: was, after: { ...row } })
  }
}

/** By key, or by name where a deal named the product before its row was there. */
async function knownProducts({ tx, run }: Batch, rows: readonly Row<'products'>[]) {
  const keys = rows.map(({ record }) => record.externalId)
  const names = rows.map(({ record }) => record.name)
  const found = await tx.many(sql<ProductRow>`
    SELECT * FROM product WHERE workspace_id = ${tx.workspaceId} AND connection_id = ${run.connectionId}
      AND (external_id = ANY(${keys}::text[]) OR (external_id IS NULL AND name = ANY(${names}::text[]))) ORDER BY id`)
  const byKey = new Map(
    found.flatMap((row) => (row.external_id === null ? [] : [[row.external_id, row] as const])),
  )
  const byName = new Map(found.flatMap((row) => (row.external_id === null ? [[row.name, row] as const] : [])))
  return ({ record }: Row<'products'>) => byKey.get(record.externalId) ?? byName.get(record.name)
}

function onTopOf({ run }: Batch, row: Row<'products'>, was: ProductRow): ProductRow {
  const { externalId, name, family, listPriceMinor } = row.record
  return {
    ...was,
    external_id: externalId,
    name,
    family: speaksOf(run, row, 'family') ? family : was.family,
    list_price_minor: speaksOf(run, row, 'listPrice') ? listPriceMinor : was.list_price_minor,
  }
}

function emptyProduct({ ctx, tx, run }: Batch): ProductRow {
  const place = { workspace_id: tx.workspaceId, id: ctx.newId('prd'), connection_id: run.connectionId }
  return { ...place, external_id: null, name: '', family: null, list_price_minor: null, version: 1 }
}

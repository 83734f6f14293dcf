import { sql } from 'kysely'
import { insertMany, type JsonRow } from '../../../db/insert-many.ts'
import { referenceKey } from '../mapping/profile/value-sketch.ts'
import type { Reference } from '../mapping/records/import-record.ts'
import { unknownReference } from './find-members.ts'
import { type Batch, type Row, setAside } from './import-run.ts'

type Naming = Row<'deals'> | Row<'line_items'>
type Asked<R> = { row: R; references: readonly Reference[] }

const mostKnown = 20_000

/** The names of products that rows mean, in the spelling they are known by. Unknown ones go as the mapping says. */
export async function findProducts<R extends Naming>(
  batch: Batch,
  asked: readonly Asked<R>[],
): Promise<{ names: (row: R) => string[]; dropped: ReadonlySet<R> }> {
  const named = new Map<R, string[]>()
  const dropped = new Set<R>()
  if (asked.every(({ references }) => references.length === 0)) return { names: () => [], dropped }
  const known = await knownProducts(batch)
  const policy = batch.run.mapping.missing.product
  const added = new Map<string, JsonRow<'product'>>()
  for (const { row, references } of asked) {
    const names: string[] = []
    for (const { by, value } of references) {
      const key = referenceKey(value)
      const name =
        (by === 'externalId' ? known.byKey.get(key) : undefined) ??
        known.byName.get(key) ??
        known.byKey.get(key)
      if (name !== undefined) names.push(name)
      else if (policy === 'create') {
        names.push(value)
        if (!added.has(key)) added.set(key, productNamed(batch, { by, value }))
      } else if (policy === 'set_aside' && !dropped.has(row)) {
        dropped.add(row)
        const field = row.kind === 'deals' ? 'products' : 'product'
        setAside(batch, row, unknownReference(batch, row, { field, noun: 'product', value }))
      }
    }
    named.set(row, [...new Set(names)])
  }
  if (added.size > 0) await batch.tx.run(insertMany('product', [...added.values()]))
  for (const row of added.values())
    batch.tx.record('product.create', { noun: 'product', id: row.id, after: { name: row.name } })
  return { names: (row) => named.get(row) ?? [], dropped }
}

async function knownProducts({ tx, run }: Batch) {
  const rows = await tx.many(sql<{ name: string; external_id: string | null }>`
    SELECT name, CASE WHEN connection_id = ${run.connectionId} THEN external_id END AS external_id FROM product
    WHERE workspace_id = ${tx.workspaceId} ORDER BY (connection_id = ${run.connectionId}), id DESC LIMIT ${mostKnown}`)
  const byName = new Map<string, string>()
  const byKey = new Map<string, string>()
  for (const { name, external_id } of rows) {
    byName.set(referenceKey(name), name)
    if (external_id !== null) byKey.set(referenceKey(external_id), name)
  }
  return { byName, byKey }
}

function productNamed({ ctx, tx, run }: Batch, { by, value }: Reference): JsonRow<'product'> {
  return {
    workspace_id: tx.workspaceId,
    id: ctx.newId('prd'),
    connection_id: run.connectionId,
    external_id: by === 'externalId' ? value : null,
    name: value.slice(0, 300),
    family: null,
    list_price_minor: null,
    version: 1,
  }
}

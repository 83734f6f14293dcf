import { sql } from 'kysely'
import { insertMany, type JsonRow } from '../../../db/insert-many.ts'
import type { Tx } from '../../../db/tx.ts'
import { referenceKey } from '../mapping/profile/value-sketch.ts'
import type { NormalisedRecord, Reference } from '../mapping/records/import-record.ts'
import { type Resolved, unknownReference } from './find-members.ts'
import { type Batch, setAside } from './import-run.ts'

type Asked<R> = { row: R; reference: Reference | null }
type Found = { byExternalId: ReadonlyMap<string, string>; byName: ReadonlyMap<string, string> }

/** Beyond this many accounts a name must be written exactly as it is known. */
const mostCompared = 50_000

/** The accounts that rows name, as the mapping says where one is unknown: made, left out, or the row set aside. */
export async function findAccounts<R extends NormalisedRecord>(
  batch: Batch,
  asked: readonly Asked<R>[],
): Promise<Resolved<R>> {
  const { tx, run } = batch
  const known = await exactly(
    tx,
    run.connectionId,
    asked.flatMap(({ reference }) => reference ?? []),
  )
  const missing = asked.filter(({ reference }) => reference !== null && idIn(known, reference) === null)
  const similar = missing.length === 0 ? new Map<string, string>() : await byKey(tx, run.connectionId)
  const policy = run.mapping.missing.account
  const found = new Map<R, string | null>()
  const dropped = new Set<R>()
  const added = new Map<string, JsonRow<'account'>>()
  for (const { row, reference } of asked) {
    if (reference === null) continue
    const key = referenceKey(reference.value)
    const id = idIn(known, reference) ?? similar.get(key) ?? null
    if (id !== null) found.set(row, id)
    else if (policy === 'create') {
      const made = added.get(key) ?? accountNamed(batch, reference)
      added.set(key, made)
      found.set(row, made.id)
    } else if (policy === 'set_aside') {
      dropped.add(row)
      setAside(
        batch,
        row,
        unknownReference(batch, row, { field: 'account', noun: 'account', value: reference.value }),
      )
    }
  }
  await add(batch, [...added.values()])
  return { id: (row) => found.get(row) ?? null, dropped }
}

async function add({ tx }: Batch, rows: readonly JsonRow<'account'>[]): Promise<void> {
  if (rows.length === 0) return
  await tx.run(insertMany('account', rows))
  for (const { id, name, external_id: externalId } of rows)
    tx.record('account.create', { noun: 'account', id, after: { name, externalId } })
}

function idIn(known: Found, { by, value }: Reference): string | null {
  return (by === 'externalId' ? known.byExternalId.get(value) : known.byName.get(value)) ?? null
}

/** Keys are looked for among the accounts of this source; names among all, those of this source first. */
async function exactly(tx: Tx, connectionId: string, references: readonly Reference[]): Promise<Found> {
  const keys = [...new Set(references.flatMap(({ by, value }) => (by === 'externalId' ? [value] : [])))]
  const names = [...new Set(references.flatMap(({ by, value }) => (by === 'externalId' ? [] : [value])))]
  const [ofKeys, ofNames] = await Promise.all([
    keys.length === 0
      ? []
      : tx.many(sql<{ id: string; key: string }>`SELECT id, external_id AS key FROM account
          WHERE workspace_id = ${tx.workspaceId} AND connection_id = ${connectionId} AND external_id = ANY(${keys}::text[])`),
    names.length === 0
      ? []
      : tx.many(sql<{ id: string; key: string }>`SELECT DISTINCT ON (name) id, name AS key FROM account
          WHERE workspace_id = ${tx.workspaceId} AND name = ANY(${names}::text[]) ORDER BY name, (connection_id IS DISTINCT FROM ${connectionId}), id`),
  ])
  return {
    byExternalId: new Map(ofKeys.map(({ id, key }) => [key, id])),
    byName: new Map(ofNames.map(({ id, key }) => [key, id])),
  }
}

/** Names and keys without regard to case and blanks. */
async function byKey(tx: Tx, connectionId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.many(sql<{ id: string; name: string; external_id: string | null }>`
    SELECT id, name, CASE WHEN connection_id = ${connectionId} THEN external_id END AS external_id FROM account
    WHERE workspace_id = ${tx.workspaceId} ORDER BY id LIMIT ${mostCompared + 1}`)
  const keys = new Map<string, string>()
  if (rows.length > mostCompared) return keys
  for (const { id, name, external_id } of rows) {
    for (const key of [name, external_id]) {
      if (key !== null && !keys.has(referenceKey(key))) keys.set(referenceKey(key), id)
    }
  }
  return keys
}

function accountNamed({ ctx, tx, run }: Batch, { by, value }: Reference): JsonRow<'account'> {
  return {
    workspace_id: tx.workspaceId,
    id: ctx.newId('acc'),
    connection_id: run.connectionId,
    external_id: by === 'externalId' ? value : null,
    name: value.slice(0, 300),
    created_at: tx.now,
    fields: {},
    version: 1,
  }
}

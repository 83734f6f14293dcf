import { sql } from 'kysely'
import type { Output } from '../../contract/operations.ts'
import { qb } from '../../db/query.ts'
import { invalid } from '../errors.ts'
import type { Verb } from '../verbs.ts'
import { readMapping } from './mapping/check/read-mapping.ts'

type Saved = Output<'import_mapping.save'>
type Row = { id: string; name: string; version: number; mapping: unknown; created_at: string }

const mostListed = 500

export const listMappings: Verb<'import_mapping.list'> = (ctx) =>
  ctx.readOnly(async (tx) => {
    const rows = await tx.many(
      sql<Row>`SELECT id, name, version, mapping, created_at FROM import_mapping WHERE workspace_id = ${tx.workspaceId} ORDER BY name LIMIT ${mostListed}`,
    )
    return { items: rows.map(view) }
  })

/** Saves a mapping under a name; one of that name is replaced. */
export const saveMapping: Verb<'import_mapping.save'> = (ctx, { name, mapping }) =>
  ctx.inTransaction(async (tx) => {
    const read = readMapping(mapping)
    if (!read.ok) throw invalid(read.reason, [{ path: 'mapping', message: read.reason }])
    const kept = JSON.stringify(read.value)
    const row = await tx.one<Row>(
      qb
        .insertInto('import_mapping')
        .values({
          workspace_id: tx.workspaceId,
          id: ctx.newId('map'),
          name,
          mapping: kept,
          created_at: tx.now,
        })
        .onConflict((c) =>
          c
            .columns(['workspace_id', 'name'])
            .doUpdateSet({ mapping: kept, version: sql<number>`import_mapping.version + 1` }),
        )
        .returning(['id', 'name', 'version', 'mapping', 'created_at']),
    )
    tx.record('import_mapping.save', {
      noun: 'import_mapping',
      id: row.id,
      after: { name },
      version: row.version,
    })
    return view(row)
  })

function view(row: Row): Saved {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    mapping: asObject(row.mapping),
    createdAt: row.created_at,
  }
}

const asObject = (json: unknown): Saved['mapping'] => json as Saved['mapping']

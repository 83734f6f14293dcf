import type { Client } from 'pg'
import type { TestWorkspace } from '../support/workspace.ts'
import { as, workspaceTables } from './catalog.ts'

type Column = { name: string; type: string; nullable: boolean; check: string | null }

/** Puts a row into every table of a workspace that has none yet, whatever its columns are. As the superuser, without triggers: only for tests of who sees what. */
export async function fillEveryTable(workspace: TestWorkspace): Promise<void> {
  const tables = await workspaceTables()
  await as('super', async (client) => {
    await client.query('SET session_replication_role = replica')
    for (const table of tables) {
      const { rows } = await client.query(`SELECT FROM ${table} WHERE workspace_id = $1 LIMIT 1`, [
        workspace.id,
      ])
      if (rows.length === 0) await insertRow(client, { table, workspaceId: workspace.id })
    }
  })
}

async function insertRow(
  client: Client,
  { table, workspaceId }: { table: string; workspaceId: string },
): Promise<void> {
  const { rows } = await client.query<Column>(
    `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type, NOT a.attnotnull AS nullable,
       (SELECT string_agg(pg_get_constraintdef(k.oid), ' ') FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'c' AND a.attnum = ANY (k.conkey)) AS check
       FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped`,
    [table],
  )
  const row: Record<string, unknown> = { workspace_id: workspaceId }
  for (const column of rows) {
    if (column.name === 'workspace_id' || (column.nullable && !column.check)) continue
    row[column.name] = { ...special[table] }[column.name] ?? (column.nullable ? null : valueOf(column))
  }
  Object.assign(row, special[table])
  const columns = Object.keys(row)
    .map((name) => `"${name}"`)
    .join(', ')
  await client.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, $1::jsonb)`,
    [JSON.stringify(row)],
  )
}

/** What CHECKs over several columns ask for. */
const special: Record<string, Record<string, unknown>> = {
  search_document: { readers: ['anyone'], body: 'acme europe' },
  handoff: { status: 'preparing' },
  deal: { stage_kind: 'open' },
  answer: { state: 'none' },
  step: { status: 'waiting' },
  sign_in_link: { purpose: 'invite' },
  member: { roles: ['ae'] },
}

function valueOf({ name, type, check }: Column): unknown {
  const prefix = name === 'id' && /\^([a-z]{3})_/.exec(check ?? '')?.[1]
  if (prefix) return `${prefix}_${'0'.repeat(26)}`
  const word = /ARRAY\['([^']+)'/.exec(check ?? '')?.[1]
  if (type === 'text[]') return [word ?? 'sample']
  if (type === 'text') return word ?? (check?.includes('[A-Z]{3}') ? 'EUR' : 'sample')
  if (type === 'bytea') return `\\x${'ab'.repeat(32)}`
  if (type === 'jsonb') return {}
  if (type === 'boolean') return false
  if (type === 'date') return '2026-11-20'
  if (type.startsWith('timestamp')) return '2026-11-20T10:00:00.000Z'
  return 1
}

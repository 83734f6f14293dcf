import { sql } from 'kysely'
import { insertMany, type JsonRow } from '../../../db/insert-many.ts'
import { referenceKey } from '../mapping/profile/value-sketch.ts'
import type { Batch, Row } from './import-run.ts'

/** The teams people belong to, by name; those nobody knows are made. */
export async function openTeams(
  batch: Batch,
  rows: readonly Row<'people'>[],
): Promise<ReadonlyMap<string, string>> {
  const { tx, ctx } = batch
  const teams = new Map<string, string>()
  if (rows.every(({ record }) => record.team === null)) return teams
  const known = await tx.many(
    sql<{
      id: string
      name: string
    }>`SELECT id, name FROM team WHERE workspace_id = ${tx.workspaceId} AND archived_at IS NULL ORDER BY id`,
  )
  for (const team of known) teams.set(referenceKey(team.name), team.id)
  const added: JsonRow<'team'>[] = []
  for (const { record } of rows) {
    const name = record.team?.slice(0, 120) ?? null
    if (name === null || teams.has(referenceKey(name))) continue
    const side = record.role === 'csm' || record.role === 'cs_manager' ? 'cs' : 'sales'
    const id = ctx.newId('tem')
    teams.set(referenceKey(name), id)
    added.push({
      workspace_id: tx.workspaceId,
      id,
      name,
      side,
      manager_id: null,
      archived_at: null,
      version: 1,
    })
    tx.record('team.create', { noun: 'team', id, after: { name, side } })
  }
  if (added.length > 0) await tx.run(insertMany('team', added))
  return teams
}

import { sql } from 'kysely'
import type { z } from 'zod'
import type { Team } from '../../contract/people.ts'
import type { Tx } from '../../db/tx.ts'

export type TeamView = z.infer<typeof Team>

type Row = {
  id: string
  version: number
  name: string
  side: string
  manager_id: string | null
  manager_name: string | null
  member_count: number
  without_manager: number
}

/** The teams in use by name, with how many people work in each; one when its id is given. */
export async function findTeams(tx: Tx, id?: string): Promise<TeamView[]> {
  const rows = await tx.many(sql<Row>`
    SELECT t.id, t.version, t.name, t.side, t.manager_id, m.name AS manager_name,
      (SELECT count(*) FROM member p WHERE p.workspace_id = t.workspace_id AND p.team_id = t.id AND p.status <> 'suspended') AS member_count,
      (SELECT count(*) FROM member p WHERE p.workspace_id = t.workspace_id AND p.team_id = t.id AND p.status <> 'suspended'
        AND p.manager_id IS NULL AND t.manager_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM member r WHERE r.workspace_id = p.workspace_id AND r.manager_id = p.id AND r.team_id = p.team_id)) AS without_manager
    FROM team t LEFT JOIN member m ON m.workspace_id = t.workspace_id AND m.id = t.manager_id
    WHERE t.workspace_id = ${tx.workspaceId} AND t.archived_at IS NULL AND (${id ?? null}::text IS NULL OR t.id = ${id ?? null})
    ORDER BY t.name, t.id`)
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    name: row.name,
    side: asSide(row.side),
    manager: row.manager_id === null ? null : { id: row.manager_id, name: row.manager_name ?? '' },
    memberCount: row.member_count,
    withoutManager: row.without_manager,
  }))
}

export async function viewTeam(tx: Tx, id: string): Promise<TeamView> {
  const [team] = await findTeams(tx, id)
  if (!team) throw new Error(`team ${id} is not there`)
  return team
}

const asSide = (side: string): TeamView['side'] => side as TeamView['side']

import { insertMany } from '../../db/insert-many.ts'
import { qb } from '../../db/query.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { NewTeam } from './plan-teams.ts'

/** Writes the teams that people are about to be put into; who leads them comes once those people are there. */
export async function addTeams(tx: OperationTx, teams: readonly NewTeam[]): Promise<void> {
  if (teams.length === 0) return
  const rows = teams.map(({ id, name, side }) => ({
    workspace_id: tx.workspaceId,
    id,
    name,
    side,
    manager_id: null,
    archived_at: null,
    version: 1,
  }))
  await tx.run(insertMany('team', rows))
}

export async function leadTeams(tx: OperationTx, teams: readonly NewTeam[]): Promise<void> {
  for (const { id, name, side, managerId } of teams) {
    const version = managerId === null ? 1 : 2
    if (managerId !== null)
      await tx.run(
        qb
          .updateTable('team')
          .set({ manager_id: managerId, version })
          .where('workspace_id', '=', tx.workspaceId)
          .where('id', '=', id),
      )
    tx.record('team.create', { noun: 'team', id, after: { name, side, manager_id: managerId }, version })
  }
}

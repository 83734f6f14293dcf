import type { Checked } from '../../contract/operations.ts'
import { qb } from '../../db/query.ts'
import type { Ctx } from '../context.ts'
import { checkTeamManager, teamError } from './check-team.ts'
import { type TeamView, viewTeam } from './team-view.ts'

export async function createTeam(ctx: Ctx, input: Checked<'team.create'>): Promise<TeamView> {
  return ctx.inTransaction(async (tx) => {
    await checkTeamManager(tx, input.managerId)
    const id = ctx.newId('tem')
    const shown = { name: input.name.trim(), side: input.side, manager_id: input.managerId ?? null }
    try {
      await tx.run(
        qb.insertInto('team').values({ ...shown, workspace_id: tx.workspaceId, id, archived_at: null }),
      )
    } catch (error) {
      throw teamError(error, shown.name)
    }
    tx.record('team.create', { noun: 'team', id, after: shown, version: 1 })
    return viewTeam(tx, id)
  })
}

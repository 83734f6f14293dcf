import type { Selectable } from 'kysely'
import type { Checked } from '../../contract/operations.ts'
import { qb } from '../../db/query.ts'
import type { TeamTable } from '../../db/schema/team.ts'
import type { Tx } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import { notFound, refused, stale } from '../errors.ts'
import { canonicalJson, type OperationTx } from '../operation-tx.ts'
import { checkTeamManager, teamError } from './check-team.ts'
import { type TeamView, viewTeam } from './team-view.ts'

type TeamRow = Selectable<TeamTable>

/** Renames a team, changes its side or manager, or puts an empty one away. */
export async function updateTeam(ctx: Ctx, input: Checked<'team.update'>): Promise<TeamView> {
  return ctx.inTransaction(async (tx) => {
    const before = await lockTeam(tx, input)
    await checkTeamManager(tx, input.managerId)
    const view = await viewTeam(tx, before.id)
    if (input.archived && view.memberCount > 0) {
      const people = view.memberCount === 1 ? 'One person is' : `${view.memberCount} people are`
      throw refused('team_not_empty', `${people} in ${before.name}. Move them to another team first.`)
    }
    const wanted: TeamRow = {
      ...before,
      name: input.name?.trim() ?? before.name,
      side: input.side ?? before.side,
      manager_id: input.managerId === undefined ? before.manager_id : input.managerId,
      archived_at: input.archived ? tx.now : null,
    }
    if (canonicalJson(wanted) === canonicalJson(before)) return view
    const after = await save(tx, wanted)
    tx.record('team.update', {
      noun: 'team',
      id: after.id,
      before: audited(before),
      after: audited(after),
      version: after.version,
    })
    // A team put away is answered as it was last seen.
    return after.archived_at === null ? viewTeam(tx, after.id) : { ...view, version: after.version }
  })
}

async function lockTeam(tx: Tx, { id, version }: { id: string; version: number }): Promise<TeamRow> {
  const row = await tx.maybe(
    qb
      .selectFrom('team')
      .selectAll()
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', id)
      .where('archived_at', 'is', null)
      .forNoKeyUpdate(),
  )
  if (!row) throw notFound('team')
  if (row.version !== version) throw stale('team', await viewTeam(tx, id))
  return row
}

async function save(tx: OperationTx, { id, version, ...wanted }: TeamRow): Promise<TeamRow> {
  try {
    return await tx.one(
      qb
        .updateTable('team')
        .set({ ...wanted, version: version + 1 })
        .where('workspace_id', '=', tx.workspaceId)
        .where('id', '=', id)
        .returningAll(),
    )
  } catch (error) {
    throw teamError(error, wanted.name)
  }
}

function audited(row: TeamRow): Record<string, unknown> {
  return { name: row.name, side: row.side, manager_id: row.manager_id, archived_at: row.archived_at }
}

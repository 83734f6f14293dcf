import type { Checked, Output } from '../../contract/operations.ts'
import { qb } from '../../db/query.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'
import { addPeople } from './add-people.ts'
import { addTeams, leadTeams } from './add-teams.ts'
import { objectionTo } from './judge-change.ts'
import { rolesIn } from './member-record.ts'
import { type PeoplePlan, planPeople } from './plan-people.ts'
import { type CsvPerson, readPeopleCsv } from './read-people-csv.ts'

/** Adds the people of a list. Bad rows are told with row and column, the others are added; twice changes nothing. */
export async function inviteMany(
  ctx: Ctx,
  { csv, dryRun = false, sendMail = true, makeTeams = false }: Checked<'member.invite_many'>,
): Promise<Output<'member.invite_many'>> {
  const read = await readPeopleCsv(csv)
  return ctx.inTransaction(async (tx) => {
    const plan = await planFor(ctx, tx, { people: read.people, makeTeams })
    if (!dryRun && plan.add.length > 0) {
      await addTeams(tx, plan.teams)
      await addPeople(ctx, tx, { people: plan.add, sendMail })
      await leadTeams(tx, plan.teams)
    }
    return {
      teams: plan.teams.map(({ name, side, managerId }) => ({
        name,
        side,
        manager: managerId === null ? null : (plan.names.get(managerId) ?? null),
      })),
      added: plan.add.length,
      unchanged: plan.unchanged,
      problems: [...read.problems, ...plan.problems].sort((a, b) => a.row - b.row),
    }
  })
}

type Wanted = { people: readonly CsvPerson[]; makeTeams: boolean }

async function planFor(ctx: Ctx, tx: OperationTx, { people, makeTeams }: Wanted): Promise<PeoplePlan> {
  const [members, teams] = await Promise.all([
    tx.many(
      qb
        .selectFrom('member')
        .selectAll()
        .where('workspace_id', '=', tx.workspaceId)
        .orderBy('id')
        .forNoKeyUpdate(),
    ),
    tx.many(
      qb
        .selectFrom('team')
        .select(['id', 'name'])
        .where('workspace_id', '=', tx.workspaceId)
        .where('archived_at', 'is', null)
        .orderBy('name'),
    ),
  ])
  return planPeople(people, {
    members,
    teams,
    newId: () => ctx.newId('mem'),
    newTeamId: makeTeams ? () => ctx.newId('tem') : null,
    objection: ({ before, roles }) =>
      objectionTo(ctx, { memberId: before?.id ?? null, before: before ? rolesIn(before) : [], after: roles }),
  })
}

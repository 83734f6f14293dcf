import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import { qb } from '../../db/query.ts'

let workspace: TestWorkspace
beforeAll(async () => {
  workspace = await makeWorkspace(await testRuntime())
})

describe('whom somebody works for or with', () => {
  const team = (of: string): Promise<readonly string[]> =>
    workspace.actorOf(of).then((actor) => (actor.kind === 'member' ? actor.teamMemberIds : []))

  test('is themselves, and for managers everybody below them, through people and teams', async () => {
    const vp = await workspace.addMember({ roles: ['sales_manager'] })
    const lead = await workspace.addMember({ roles: ['sales_manager'], manager_id: vp })
    const teamId = `tem_${'7'.repeat(26)}`
    await workspace.within((tx) =>
      tx.run(
        qb.insertInto('team').values({
          workspace_id: tx.workspaceId,
          id: teamId,
          name: 'North',
          side: 'sales',
          manager_id: lead,
          archived_at: null,
        }),
      ),
    )
    const ann = await workspace.addMember({ roles: ['ae'], team_id: teamId })
    const ben = await workspace.addMember({ roles: ['ae'], manager_id: lead })
    const csm = await workspace.addMember({ roles: ['csm'], team_id: teamId })
    expect(await team(vp)).toEqual([vp, lead, ann, ben, csm].toSorted())
    expect(await team(ben)).toEqual([ben])
    expect(await team(ann)).toEqual([ann, csm].toSorted())
    expect(await team(csm)).toEqual([csm])
  })

  test('ends where managers go round in a circle', async () => {
    const one = await workspace.addMember({ roles: ['csm'] })
    const two = await workspace.addMember({ roles: ['csm'], manager_id: one })
    await workspace.within((tx) =>
      tx.run(
        sql`UPDATE member SET manager_id = ${two}, version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${one}`,
      ),
    )
    expect(await team(one)).toEqual([one, two].toSorted())
  })
})

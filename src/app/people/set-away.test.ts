import { beforeAll, describe, expect, it } from 'vitest'
import { auditOf, refusalOf } from '../../../test/support/traces.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import { newId } from '../../db/new-id.ts'
import { qb } from '../../db/query.ts'
import { peopleVerbs } from './people-verbs.ts'

const at = '2026-11-20T10:00:00.000Z'
const away = { from: '2026-11-23T08:00:00+01:00', until: '2026-11-30T00:00:00Z', coverId: null }
let workspace: TestWorkspace

beforeAll(async () => {
  workspace = await makeWorkspace(await testRuntime({ at, verbs: peopleVerbs }))
})

describe('saying when a person is out of office', () => {
  it('lets a CSM say it of themselves, with somebody who stands in, and take it back', async () => {
    const cover = await workspace.addMember({ roles: ['csm'], name: 'Cora' })
    const id = await workspace.addMember({ roles: ['csm'] })
    const me = await workspace.actorOf(id)
    const set = await workspace.run(
      'member.set_away',
      { id, version: 1, away: { ...away, coverId: cover } },
      me,
    )
    expect(set.away).toEqual({
      from: '2026-11-23T07:00:00.000Z',
      until: '2026-11-30T00:00:00.000Z',
      cover: { id: cover, name: 'Cora' },
    })
    expect((await workspace.run('member.set_away', { id, version: 2, away: null }, me)).away).toBeNull()
    const entries = (await auditOf(workspace, 'member.set_away')).filter((e) => e.recordId === id)
    expect(entries.map((e) => e.changes['away_cover_id'])).toEqual([
      [null, cover],
      [cover, null],
    ])
  })

  it('lets a manager say it of their team, directly or by the team they lead, and of nobody else', async () => {
    const boss = await workspace.addMember({ roles: ['cs_manager'] })
    const teamId = newId('tem')
    await workspace.within((tx) =>
      tx.run(
        qb.insertInto('team').values({
          workspace_id: workspace.id,
          id: teamId,
          name: 'Led',
          side: 'cs',
          manager_id: boss,
          archived_at: null,
        }),
      ),
    )
    const direct = await workspace.addMember({ roles: ['csm'], manager_id: boss })
    const inTeam = await workspace.addMember({ roles: ['csm'], team_id: teamId })
    const stranger = await workspace.addMember({ roles: ['csm'] })
    const actor = await workspace.actorOf(boss)
    for (const id of [direct, inTeam]) await workspace.run('member.set_away', { id, version: 1, away }, actor)
    const error = await refusalOf(workspace.run('member.set_away', { id: stranger, version: 1, away }, actor))
    expect(error.code).toBe('forbidden')
  })

  it('lets a CSM say it of no colleague, even of their own team', async () => {
    const teamId = newId('tem')
    await workspace.within((tx) =>
      tx.run(
        qb.insertInto('team').values({
          workspace_id: workspace.id,
          id: teamId,
          name: 'Peers',
          side: 'sales',
          manager_id: null,
          archived_at: null,
        }),
      ),
    )
    const peer = await workspace.addMember({ roles: ['ae'], team_id: teamId })
    const ae = await workspace.actorOf(await workspace.addMember({ roles: ['ae'], team_id: teamId }))
    const csm = await workspace.actorWith('csm')
    for (const actor of [ae, csm])
      expect(
        (await refusalOf(workspace.run('member.set_away', { id: peer, version: 1, away }, actor))).code,
      ).toBe('forbidden')
    const executive = await workspace.actorWith('executive')
    expect(
      (await refusalOf(workspace.run('member.set_away', { id: peer, version: 1, away }, executive))).code,
    ).toBe('forbidden')
  })

  it('refuses a cover who is oneself, not active or not there', async () => {
    const id = await workspace.addMember({ roles: ['csm'] })
    const invited = await workspace.addMember({ roles: ['csm'], status: 'invited' })
    for (const coverId of [id, invited, newId('mem')]) {
      const error = await refusalOf(
        workspace.run('member.set_away', { id, version: 1, away: { ...away, coverId } }),
      )
      expect(error.fields.map((f) => f.path)).toEqual(['away.coverId'])
    }
  })

  it('refuses an absence that ends before it begins, or is over', async () => {
    const id = await workspace.addMember({ roles: ['csm'] })
    const wrong = [
      { from: '2026-11-25T00:00:00Z', until: '2026-11-25T00:00:00Z', coverId: null },
      { from: '2026-11-01T00:00:00Z', until: '2026-11-10T00:00:00Z', coverId: null },
    ]
    for (const it of wrong)
      expect(
        (await refusalOf(workspace.run('member.set_away', { id, version: 1, away: it }))).fields[0]?.path,
      ).toBe('away.until')
  })

  it('refuses a stale version and a person of another workspace', async () => {
    const id = await workspace.addMember({ roles: ['csm'] })
    expect((await refusalOf(workspace.run('member.set_away', { id, version: 3, away }))).detail).toBe(
      'stale_version',
    )
    const other = await makeWorkspace(await testRuntime({ verbs: peopleVerbs }))
    expect((await refusalOf(other.run('member.set_away', { id, version: 1, away }))).code).toBe('not_found')
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '../../../test/support/traces.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import { newId } from '../../db/new-id.ts'
import { qb } from '../../db/query.ts'
import { peopleVerbs } from './people-verbs.ts'

const at = '2026-11-20T10:00:00.000Z'
let workspace: TestWorkspace

beforeAll(async () => {
  workspace = await makeWorkspace(await testRuntime({ at, verbs: peopleVerbs }))
})

async function addTeam(name: string): Promise<string> {
  const id = newId('tem')
  await workspace.within((tx) =>
    tx.run(
      qb
        .insertInto('team')
        .values({ workspace_id: workspace.id, id, name, side: 'cs', manager_id: null, archived_at: null }),
    ),
  )
  return id
}

describe('listing people', () => {
  it('goes through everybody page by page, by name, each once', async () => {
    for (let i = 0; i < 7; i++) await workspace.addMember({ roles: ['support'], name: `Page ${i % 3}` })
    const names: string[] = []
    const ids = new Set<string>()
    let cursor: string | undefined
    do {
      const page = await workspace.run('member.list', {
        role: 'support',
        limit: 3,
        ...(cursor ? { cursor } : {}),
      })
      names.push(...page.items.map((m) => m.name))
      for (const { id } of page.items) ids.add(id)
      expect(page.items.length).toBeLessThanOrEqual(3)
      cursor = page.next ?? undefined
    } while (cursor)
    expect(names).toEqual(['Page 0', 'Page 0', 'Page 0', 'Page 1', 'Page 1', 'Page 2', 'Page 2'])
    expect(ids.size).toBe(7)
  })

  it('refuses the cursor of another question', async () => {
    const page = await workspace.run('member.list', { limit: 1 })
    const error = await refusalOf(workspace.run('member.list', { role: 'csm', cursor: page.next ?? '' }))
    expect(error.code).toBe('invalid')
  })

  it('finds by part of a name or an e-mail address, in any case', async () => {
    await workspace.addMember({ roles: ['ae'], name: 'Zoë 50%_Off', email: 'zoe.q@example.com' })
    for (const search of ['zoË 50%_', 'ZOE.Q@', '%_off'])
      expect((await workspace.run('member.list', { search })).items.map((m) => m.name)).toEqual([
        'Zoë 50%_Off',
      ])
    expect((await workspace.run('member.list', { search: 'zo%off' })).items).toEqual([])
  })

  it('narrows to a team and to a status', async () => {
    const teamId = await addTeam('CS North')
    const id = await workspace.addMember({ roles: ['csm'], team_id: teamId, status: 'invited' })
    expect((await workspace.run('member.list', { teamId })).items.map((m) => m.id)).toEqual([id])
    expect((await workspace.run('member.list', { teamId, status: 'active' })).items).toEqual([])
  })

  it('shows a person with team, manager, cover, load and the zone that counts for them', async () => {
    const teamId = await addTeam('CS South')
    const boss = await workspace.addMember({ roles: ['cs_manager'], name: 'Bea Boss' })
    const cover = await workspace.addMember({ roles: ['csm'], name: 'Cora Cover' })
    const id = await workspace.addMember({
      roles: ['csm'],
      team_id: teamId,
      manager_id: boss,
      away_from: '2026-11-19T00:00:00.000Z',
      away_until: '2026-11-30T00:00:00.000Z',
      away_cover_id: cover,
    })
    await workspace.within((tx) =>
      tx.run(qb.insertInto('member_load').values({ workspace_id: workspace.id, member_id: id, points: 17 })),
    )
    expect(await workspace.run('member.show', { id })).toMatchObject({
      team: { name: 'CS South' },
      manager: { name: 'Bea Boss' },
      load: 17,
      zone: 'Europe/Berlin',
      locale: 'en-GB',
      away: { until: '2026-11-30T00:00:00.000Z', cover: { name: 'Cora Cover' } },
    })
  })

  it('shows an absence that is over as none', async () => {
    const id = await workspace.addMember({
      roles: ['csm'],
      away_from: '2026-11-01T00:00:00.000Z',
      away_until: '2026-11-10T00:00:00.000Z',
    })
    expect((await workspace.run('member.show', { id })).away).toBeNull()
  })

  it('is open to an executive and closed to a contributor', async () => {
    const executive = await workspace.actorWith('executive')
    expect((await workspace.run('member.list', {}, executive)).items.length).toBeGreaterThan(0)
    const contributor = await workspace.actorWith('contributor')
    expect((await refusalOf(workspace.run('member.list', {}, contributor))).code).toBe('forbidden')
  })

  it('shows nothing of another workspace', async () => {
    const other = await makeWorkspace(await testRuntime({ verbs: peopleVerbs }))
    expect((await refusalOf(other.run('member.show', { id: workspace.adminId }))).detail).toBe(
      'member_not_found',
    )
    expect((await other.run('member.list', {})).items.map((m) => m.id)).toEqual([other.adminId])
  })
})

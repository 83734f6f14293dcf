import { beforeAll, describe, expect, it } from 'vitest'
import { auditOf, refusalOf } from '../../../test/support/traces.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import { newId } from '../../db/new-id.ts'
import { teamVerbs } from './team-verbs.ts'

let workspace: TestWorkspace

beforeAll(async () => {
  workspace = await makeWorkspace(await testRuntime({ verbs: teamVerbs }))
})

describe('teams', () => {
  it('are made with a side and a manager, listed by name with their people, and audited', async () => {
    const boss = await workspace.addMember({ roles: ['sales_manager'], name: 'Bo' })
    const made = await workspace.run('team.create', { name: ' Sales West ', side: 'sales', managerId: boss })
    expect(made).toMatchObject({
      name: 'Sales West',
      side: 'sales',
      manager: { id: boss, name: 'Bo' },
      memberCount: 0,
    })
    await workspace.addMember({ roles: ['ae'], team_id: made.id })
    await workspace.addMember({ roles: ['ae'], team_id: made.id, status: 'suspended' })
    const { items } = await workspace.run('team.list', {})
    expect(items.find((t) => t.id === made.id)?.memberCount).toBe(1)
    const entry = (await auditOf(workspace, 'team.create')).find((e) => e.recordId === made.id)
    expect(entry?.changes).toMatchObject({ name: [null, 'Sales West'] })
  })

  it('can be renamed, led by another, and put away once empty', async () => {
    const { id } = await workspace.run('team.create', { name: 'Old', side: 'cs' })
    const boss = await workspace.addMember({ roles: ['cs_manager'] })
    const after = await workspace.run('team.update', {
      id,
      version: 1,
      name: 'New',
      managerId: boss,
      side: 'ops',
    })
    expect(after).toMatchObject({ name: 'New', side: 'ops', manager: { id: boss }, version: 2 })
    const member = await workspace.addMember({ roles: ['csm'], team_id: id })
    const full = await refusalOf(workspace.run('team.update', { id, version: 2, archived: true }))
    expect(full.message).toBe('One person is in New. Move them to another team first.')
    await workspace.within(async (tx) => {
      const { sql } = await import('kysely')
      await tx.run(
        sql`UPDATE member SET team_id = NULL, version = version + 1 WHERE workspace_id = ${workspace.id} AND id = ${member}`,
      )
    })
    await workspace.run('team.update', { id, version: 2, archived: true })
    expect((await workspace.run('team.list', {})).items.map((t) => t.id)).not.toContain(id)
    expect((await refusalOf(workspace.run('team.update', { id, version: 3, name: 'X' }))).detail).toBe(
      'team_not_found',
    )
    // The name is free again.
    await workspace.run('team.create', { name: 'New', side: 'cs' })
  })

  it('say for how many of their people late steps would find no manager', async () => {
    const { id } = await workspace.run('team.create', { name: 'Half led', side: 'sales' })
    const boss = await workspace.addMember({ roles: ['sales_manager'], team_id: id })
    await workspace.addMember({ roles: ['ae'], team_id: id, manager_id: boss })
    await workspace.addMember({ roles: ['ae'], team_id: id })
    const found = async () => (await workspace.run('team.list', {})).items.find((t) => t.id === id)
    expect((await found())?.withoutManager).toBe(1)
    await workspace.run('team.update', { id, version: 1, managerId: boss })
    expect((await found())?.withoutManager).toBe(0)
  })

  it('writes nothing where nothing differs', async () => {
    const { id } = await workspace.run('team.create', { name: 'Still', side: 'cs' })
    expect((await workspace.run('team.update', { id, version: 1, name: 'Still' })).version).toBe(1)
  })

  it('refuses a name that is taken, a manager who is not there or suspended, and a stale version', async () => {
    const { id } = await workspace.run('team.create', { name: 'Taken', side: 'cs' })
    const taken = await refusalOf(workspace.run('team.create', { name: 'Taken', side: 'sales' }))
    expect(taken).toMatchObject({ detail: 'team_name_taken', fields: [{ path: 'name' }] })
    const other = await workspace.run('team.create', { name: 'Other', side: 'cs' })
    const renamed = await refusalOf(workspace.run('team.update', { id: other.id, version: 1, name: 'Taken' }))
    expect(renamed.detail).toBe('team_name_taken')
    const gone = await workspace.addMember({ roles: ['ae'], status: 'suspended' })
    for (const managerId of [gone, newId('mem')]) {
      const error = await refusalOf(workspace.run('team.update', { id, version: 1, managerId }))
      expect(error.fields[0]?.path).toBe('managerId')
    }
    const stale = await refusalOf(workspace.run('team.update', { id, version: 7, name: 'X' }))
    expect(stale).toMatchObject({ detail: 'stale_version', current: { name: 'Taken', version: 1 } })
  })

  it('refuses who may only look, and shows nothing of another workspace', async () => {
    const { id } = await workspace.run('team.create', { name: 'Mine', side: 'cs' })
    const executive = await workspace.actorWith('executive')
    expect((await workspace.run('team.list', {}, executive)).items.length).toBeGreaterThan(0)
    for (const work of [
      workspace.run('team.create', { name: 'X', side: 'cs' }, executive),
      workspace.run('team.update', { id, version: 1, name: 'X' }, executive),
    ])
      expect((await refusalOf(work)).code).toBe('forbidden')
    const other = await makeWorkspace(await testRuntime({ verbs: teamVerbs }))
    expect((await other.run('team.list', {})).items).toEqual([])
    expect((await refusalOf(other.run('team.update', { id, version: 1, name: 'X' }))).code).toBe('not_found')
  })
})

import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { auditOf, refusalOf } from '../../../test/support/traces.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import type { Actor } from '../context.ts'
import { peopleVerbs } from './people-verbs.ts'

let workspace: TestWorkspace

beforeAll(async () => {
  workspace = await makeWorkspace(await testRuntime({ verbs: peopleVerbs }))
})

describe('changing a person', () => {
  it('writes what was sent, leaves the rest, counts the version up and audits the difference', async () => {
    const id = await workspace.addMember({ roles: ['csm'], name: 'Carl', capacity: 10, skills: ['api'] })
    const after = await workspace.run('member.update', {
      id,
      version: 1,
      capacity: 25,
      territories: ['DACH', 'DACH', ' Nordics '],
      zone: 'Europe/Oslo',
    })
    expect(after).toMatchObject({
      name: 'Carl',
      version: 2,
      capacity: 25,
      skills: ['api'],
      territories: ['DACH', 'Nordics'],
      zone: 'Europe/Oslo',
    })
    const entry = (await auditOf(workspace, 'member.update')).find((e) => e.recordId === id)
    expect(entry?.changes).toEqual({
      capacity: [10, 25],
      territories: [[], ['DACH', 'Nordics']],
      zone: [null, 'Europe/Oslo'],
    })
    const hint = await workspace.within((tx) =>
      tx.one(
        sql<{
          version: number
        }>`SELECT version FROM change WHERE workspace_id = ${workspace.id} AND record_id = ${id}`,
      ),
    )
    expect(hint.version).toBe(2)
  })

  it('writes nothing where nothing differs', async () => {
    const id = await workspace.addMember({ roles: ['ae'], name: 'Same' })
    expect(
      (await workspace.run('member.update', { id, version: 1, name: 'Same', roles: ['ae'] })).version,
    ).toBe(1)
    expect((await auditOf(workspace, 'member.update')).filter((e) => e.recordId === id)).toEqual([])
  })

  it('refuses a stale version and hands over what stands there now', async () => {
    const id = await workspace.addMember({ roles: ['ae'], name: 'First' })
    await workspace.run('member.update', { id, version: 1, name: 'Second' })
    const error = await refusalOf(workspace.run('member.update', { id, version: 1, name: 'Third' }))
    expect(error).toMatchObject({
      code: 'conflict',
      detail: 'stale_version',
      current: { name: 'Second', version: 2 },
    })
  })

  it('lets one of two who change the same person at once win', async () => {
    const id = await workspace.addMember({ roles: ['ae'] })
    const outcomes = await Promise.allSettled(
      ['One', 'Two'].map((name) => workspace.run('member.update', { id, version: 1, name })),
    )
    expect(outcomes.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await workspace.run('member.show', { id })).version).toBe(2)
  })

  it('ends open links when the e-mail address changes, so that the old mailbox opens nothing', async () => {
    const made = await workspace.run('member.invite', {
      name: 'Typo',
      email: 'tpyo@example.com',
      roles: ['ae'],
    })
    await workspace.run('member.update', { id: made.id, version: made.version, email: 'typo@example.com' })
    const open = await workspace.within((tx) =>
      tx.many(
        sql`SELECT 1 FROM sign_in_link WHERE workspace_id = ${workspace.id} AND member_id = ${made.id} AND used_at IS NULL`,
      ),
    )
    expect(open).toEqual([])
  })

  it('refuses an e-mail address that somebody else has', async () => {
    const id = await workspace.addMember({ roles: ['ae'] })
    const error = await refusalOf(
      workspace.run('member.update', { id, version: 1, email: 'ADA@example.com' }),
    )
    expect(error).toMatchObject({ detail: 'email_taken', fields: [{ path: 'email' }] })
  })

  it('refuses a manager who reports to this person, at any remove, and oneself', async () => {
    const top = await workspace.addMember({ roles: ['cs_manager'] })
    const middle = await workspace.addMember({ roles: ['cs_manager'], manager_id: top })
    const low = await workspace.addMember({ roles: ['csm'], manager_id: middle })
    const circle = await refusalOf(workspace.run('member.update', { id: top, version: 1, managerId: low }))
    expect(circle.message).toContain('reports to this very person')
    const self = await refusalOf(workspace.run('member.update', { id: low, version: 1, managerId: low }))
    expect(self.fields).toEqual([{ path: 'managerId', message: 'Nobody can be their own manager.' }])
  })

  it('refuses a zone and a language that nobody knows', async () => {
    const id = await workspace.addMember({ roles: ['ae'] })
    for (const bad of [{ zone: 'Mars/Olympus' }, { locale: 'not a language' }])
      expect((await refusalOf(workspace.run('member.update', { id, version: 1, ...bad }))).code).toBe(
        'invalid',
      )
  })
})

describe('roles', () => {
  it('lets RevOps change a seller but neither make nor touch an admin', async () => {
    const revops = await workspace.actorWith('revops')
    const seller = await workspace.addMember({ roles: ['ae'] })
    await workspace.run('member.update', { id: seller, version: 1, roles: ['csm'] }, revops)
    const attempts = [
      { id: seller, version: 2, roles: ['admin' as const] },
      { id: workspace.adminId, version: 1, roles: ['ae' as const] },
      { id: workspace.adminId, version: 1, email: 'mine@example.com' },
    ]
    for (const attempt of attempts)
      expect((await refusalOf(workspace.run('member.update', attempt, revops))).code).toBe('forbidden')
  })

  it('lets nobody promote themselves, whatever the door', async () => {
    const id = await workspace.addMember({ roles: ['revops'] })
    const session = await workspace.actorOf(id)
    const key: Actor = {
      kind: 'api_key',
      keyId: 'k',
      memberId: id,
      roles: ['revops'],
      teamMemberIds: [],
      scopes: ['admin'],
    }
    for (const actor of [session, key])
      expect(
        (
          await refusalOf(
            workspace.run('member.update', { id, version: 1, roles: ['revops', 'admin'] }, actor),
          )
        ).code,
      ).toBe('forbidden')
  })

  it('lets an admin work as CSM too', async () => {
    const own = await makeWorkspace(await testRuntime({ verbs: peopleVerbs }))
    const after = await own.run('member.update', { id: own.adminId, version: 1, roles: ['admin', 'csm'] })
    expect(after.roles).toEqual(['csm', 'admin'])
  })

  it('keeps the last admin an admin; an invited or suspended one does not count', async () => {
    const own = await makeWorkspace(await testRuntime({ verbs: peopleVerbs }))
    await own.addMember({ roles: ['admin'], status: 'invited' })
    await own.addMember({ roles: ['admin'], status: 'suspended' })
    const demote = { id: own.adminId, version: 1, roles: ['revops' as const] }
    expect((await refusalOf(own.run('member.update', demote))).detail).toBe('last_admin')
    await own.addMember({ roles: ['admin'] })
    expect((await own.run('member.update', demote)).roles).toEqual(['revops'])
  })

  it('refuses who may only look, and shows nothing of another workspace', async () => {
    const id = await workspace.addMember({ roles: ['ae'] })
    const change = { id, version: 1, name: 'X' }
    for (const role of ['executive', 'ae', 'cs_manager'] as const) {
      const actor = await workspace.actorWith(role)
      expect((await refusalOf(workspace.run('member.update', change, actor))).code).toBe('forbidden')
    }
    const other = await makeWorkspace(await testRuntime({ verbs: peopleVerbs }))
    expect((await refusalOf(other.run('member.update', change))).detail).toBe('member_not_found')
  })
})

import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { auditOf, refusalOf } from '../../../test/support/traces.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import { newId } from '../../db/new-id.ts'
import { qb } from '../../db/query.ts'
import { peopleVerbs } from './people-verbs.ts'

const at = '2026-11-20T10:00:00.000Z'
let workspace: TestWorkspace

beforeAll(async () => {
  workspace = await makeWorkspace(await testRuntime({ at, verbs: peopleVerbs }))
})

async function giveAccess(memberId: string): Promise<void> {
  const row = {
    workspace_id: workspace.id,
    member_id: memberId,
    created_at: at,
    expires_at: '2027-01-01T00:00:00.000Z',
  }
  await workspace.within(async (tx) => {
    const session = {
      ...row,
      id: newId('ses'),
      token_hash: randomBytes(32),
      device: 'd',
      address: 'a',
      seen_at: at,
    }
    await tx.run(qb.insertInto('session').values({ ...session, revoked_at: null }))
    const key = {
      ...row,
      id: newId('key'),
      token_hash: randomBytes(32),
      hint: 'h',
      name: 'k',
      scopes: ['read'],
    }
    await tx.run(
      qb.insertInto('api_key').values({ ...key, created_by: memberId, revoked_at: null, used_on: null }),
    )
  })
}

async function openAccess(memberId: string): Promise<number> {
  const row = await workspace.within((tx) =>
    tx.one(sql<{ n: number }>`SELECT
      (SELECT count(*) FROM session WHERE workspace_id = ${workspace.id} AND member_id = ${memberId} AND revoked_at IS NULL)
      + (SELECT count(*) FROM api_key WHERE workspace_id = ${workspace.id} AND member_id = ${memberId} AND revoked_at IS NULL) AS n`),
  )
  return row.n
}

/** A handoff whose steps, one of each status, belong to the member. */
async function giveSteps(
  memberId: string,
): Promise<{ dealId: string; open: string; waiting: string; done: string }> {
  const dealId = newId('del')
  const handoffId = newId('hnd')
  const ids = { open: newId('stp'), waiting: newId('stp'), done: newId('stp') }
  await workspace.within(async (tx) => {
    await tx.run(sql`INSERT INTO deal (workspace_id, id, name, stage_kind, won_at, created_at)
      VALUES (${workspace.id}, ${dealId}, 'Deal', 'won', ${at}, ${at})`)
    await tx.run(sql`INSERT INTO handoff (workspace_id, id, deal_id, playbook_version_id, tier, tier_reason, status, won_at, opened_at)
      SELECT ${workspace.id}, ${handoffId}, ${dealId}, id, 'smb', 'why', 'open', ${at}, ${at} FROM playbook_version WHERE workspace_id = ${workspace.id}`)
    for (const [status, id] of Object.entries(ids)) {
      const isWaiting = status === 'waiting'
      await tx.run(sql`INSERT INTO step (workspace_id, id, handoff_id, template_id, position, title, owner_role, owner_id, status, anchor_at, due_at, duration, ended_at)
        VALUES (${workspace.id}, ${id}, ${handoffId}, ${status}, 1, 'Step', 'csm', ${memberId}, ${status},
          ${isWaiting ? null : at}, ${isWaiting ? null : '2026-11-23T10:00:00.000Z'}, '{"business_days":1}', ${status === 'done' ? at : null})`)
    }
  })
  return { dealId, ...ids }
}

async function stepsOf(memberId: string): Promise<string[]> {
  const rows = await workspace.within((tx) =>
    tx.many(
      sql<{
        id: string
      }>`SELECT id FROM step WHERE workspace_id = ${workspace.id} AND owner_id = ${memberId} ORDER BY id`,
    ),
  )
  return rows.map((row) => row.id)
}

describe('suspending a person', () => {
  it('ends their devices and keys in the same moment, and says so in the audit', async () => {
    const id = await workspace.addMember({ roles: ['ae'] })
    const bystander = await workspace.addMember({ roles: ['ae'] })
    await Promise.all([giveAccess(id), giveAccess(bystander)])
    expect((await workspace.run('member.suspend', { id, version: 1 })).status).toBe('suspended')
    expect(await openAccess(id)).toBe(0)
    expect(await openAccess(bystander)).toBe(2)
    const [entry] = (await auditOf(workspace, 'member.suspend')).filter((e) => e.recordId === id)
    expect(entry?.changes).toMatchObject({
      status: ['active', 'suspended'],
      sessions_ended: [null, 1],
      keys_ended: [null, 1],
    })
  })

  it('gives unfinished steps to the first active manager above, each with a line in its timeline', async () => {
    const top = await workspace.addMember({ roles: ['cs_manager'] })
    const gone = await workspace.addMember({ roles: ['cs_manager'], manager_id: top, status: 'suspended' })
    const id = await workspace.addMember({ roles: ['csm'], name: 'Leaver', manager_id: gone })
    const steps = await giveSteps(id)
    await workspace.run('member.suspend', { id, version: 1 })
    expect(await stepsOf(top)).toEqual([steps.open, steps.waiting].sort())
    expect(await stepsOf(id)).toEqual([steps.done])
    const moved = (await auditOf(workspace, 'step.reassign')).filter((e) => e.dealId === steps.dealId)
    expect(moved.map((e) => e.recordId).sort()).toEqual([steps.open, steps.waiting].sort())
    expect(moved[0]).toMatchObject({ reason: 'Leaver was suspended', changes: { owner_id: [id, top] } })
  })

  it('gives steps to RevOps where nobody manages, and to an admin where there is no RevOps', async () => {
    const own = workspace
    const id = await own.addMember({ roles: ['csm'] })
    const steps = await giveSteps(id)
    await own.run('member.suspend', { id, version: 1 })
    expect(await stepsOf(own.adminId)).toContain(steps.open)
    const revops = await own.addMember({ roles: ['revops'] })
    const next = await own.addMember({ roles: ['csm'] })
    const others = await giveSteps(next)
    await own.run('member.suspend', { id: next, version: 1 })
    expect(await stepsOf(revops)).toContain(others.open)
  })

  it('ends links still lying in a mailbox', async () => {
    const made = await workspace.run('member.invite', { name: 'L', email: 'l@example.com', roles: ['ae'] })
    await workspace.run('member.suspend', { id: made.id, version: 1 })
    const open = await workspace.within((tx) =>
      tx.many(
        sql`SELECT 1 FROM sign_in_link WHERE workspace_id = ${workspace.id} AND member_id = ${made.id} AND used_at IS NULL`,
      ),
    )
    expect(open).toEqual([])
  })

  it('refuses oneself, the last admin, a stale version, twice, an admin by RevOps, and readers', async () => {
    const own = await makeWorkspace(await testRuntime({ verbs: peopleVerbs }))
    const self = await refusalOf(own.run('member.suspend', { id: own.adminId, version: 1 }))
    expect(self.detail).toBe('own_suspension')
    const system = { kind: 'system', job: 'test' } as const
    const last = await refusalOf(own.run('member.suspend', { id: own.adminId, version: 1 }, system))
    expect(last.detail).toBe('last_admin')
    const revops = await own.actorWith('revops')
    await own.addMember({ roles: ['admin'] })
    const byRevops = await refusalOf(own.run('member.suspend', { id: own.adminId, version: 1 }, revops))
    expect(byRevops.code).toBe('forbidden')
    const id = await own.addMember({ roles: ['ae'] })
    expect((await refusalOf(own.run('member.suspend', { id, version: 2 }))).detail).toBe('stale_version')
    const executive = await own.actorWith('executive')
    expect((await refusalOf(own.run('member.suspend', { id, version: 1 }, executive))).code).toBe('forbidden')
    await own.run('member.suspend', { id, version: 1 })
    expect((await refusalOf(own.run('member.suspend', { id, version: 2 }))).detail).toBe('already_suspended')
    expect((await refusalOf(workspace.run('member.suspend', { id, version: 2 }))).code).toBe('not_found')
  })
})

it('refuses to suspend somebody known from an import, who has no way in', async () => {
  const id = await workspace.addMember({ roles: ['ae'], email: null, status: 'known' })
  const error = await refusalOf(workspace.run('member.suspend', { id, version: 1 }))
  expect(error.detail).toBe('nothing_to_suspend')
})

describe('restoring a person', () => {
  it('lets in who had joined, leaves invited who had not, and known who was never invited', async () => {
    const joined = await workspace.addMember({ roles: ['ae'] })
    await giveAccess(joined)
    const invited = await workspace.run('member.invite', { name: 'I', email: 'i@example.com', roles: ['ae'] })
    const known = await workspace.addMember({ roles: ['ae'], status: 'known' })
    const statuses: string[] = []
    for (const id of [joined, invited.id, known]) {
      await workspace.run('member.suspend', { id, version: 1 })
      statuses.push((await workspace.run('member.restore', { id, version: 2 })).status)
    }
    expect(statuses).toEqual(['active', 'invited', 'known'])
    expect(await openAccess(joined)).toBe(0)
    expect((await auditOf(workspace, 'member.restore')).map((e) => e.recordId)).toContain(joined)
  })

  it('refuses who is not suspended, a stale version, an admin by RevOps, and readers', async () => {
    const id = await workspace.addMember({ roles: ['ae'] })
    expect((await refusalOf(workspace.run('member.restore', { id, version: 1 }))).detail).toBe(
      'not_suspended',
    )
    const gone = await workspace.addMember({ roles: ['admin'], status: 'suspended' })
    expect((await refusalOf(workspace.run('member.restore', { id: gone, version: 9 }))).detail).toBe(
      'stale_version',
    )
    for (const role of ['revops', 'executive'] as const) {
      const actor = await workspace.actorWith(role)
      expect((await refusalOf(workspace.run('member.restore', { id: gone, version: 1 }, actor))).code).toBe(
        'forbidden',
      )
    }
  })
})

import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../../../test/support/traces.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../../test/support/workspace.ts'
import type { Output } from '../../../contract/operations.ts'
import { newId } from '../../../db/new-id.ts'
import { qb } from '../../../db/query.ts'
import { dealVerbs } from '../../deals/deal-verbs.ts'
import { setupVerbs } from './setup-verbs.ts'

const runtime = () => testRuntime({ at: '2026-11-20T10:00:00.000Z', verbs: setupVerbs })

type Step = Output<'workspace.setup'>['steps'][number]

async function stepOf(workspace: TestWorkspace, id: Step['id']): Promise<Step> {
  const step = (await workspace.run('workspace.setup', {})).steps.find((s) => s.id === id)
  if (!step) throw new Error(`no step ${id}`)
  return step
}

async function addDeals(workspace: TestWorkspace, values: readonly (number | null)[]): Promise<void> {
  await workspace.within(async (tx) => {
    for (const value of values)
      await tx.run(sql`INSERT INTO deal (workspace_id, id, name, stage_kind, annual_minor, created_at)
        VALUES (${workspace.id}, ${newId('del')}, 'Deal', 'open', ${value}, ${tx.now})`)
  })
}

async function addStages(workspace: TestWorkspace, kinds: readonly (string | null)[]): Promise<string> {
  const id = newId('con')
  await workspace.within(async (tx) => {
    const connection = { id, kind: 'webhook', name: 'CRM', config: '{}', created_at: tx.now }
    await tx.run(qb.insertInto('connection').values({ ...connection, workspace_id: workspace.id }))
    for (const [i, kind] of kinds.entries())
      await tx.run(sql`INSERT INTO stage (workspace_id, connection_id, external_id, label, kind)
        VALUES (${workspace.id}, ${id}, ${String(i)}, ${`Stage ${i}`}, ${kind})`)
  })
  return id
}

async function addTeam(workspace: TestWorkspace, side: string, managerId: string | null): Promise<void> {
  const row = {
    id: newId('tem'),
    name: `${side} team ${newId('tem')}`,
    side,
    manager_id: managerId,
    archived_at: null,
  }
  await workspace.within((tx) => tx.run(qb.insertInto('team').values({ ...row, workspace_id: workspace.id })))
}

describe('the progress of setting up', () => {
  it('begins with nothing but the calendars of the playbook, and says what to do first', async () => {
    const workspace = await makeWorkspace(await runtime())
    const { done, steps, tiers } = await workspace.run('workspace.setup', {})
    expect(steps.map((s) => [s.id, s.done, s.path])).toEqual([
      ['deals', false, '/import'],
      ['stages', false, '/connections'],
      ['tiers', false, '/playbook'],
      ['teams', false, '/people'],
      ['people', false, '/people'],
      ['calendars', true, '/settings/calendars'],
      ['test_deal', false, '/deals'],
    ])
    expect(done).toBe(1)
    expect(tiers.every((t) => t.deals === 0)).toBe(true)
    expect(steps[0]?.detail).toContain('No deal is in yet')
  })

  it('counts deals and how they fall into the tiers, and names those without a value', async () => {
    const workspace = await makeWorkspace(await runtime())
    await addDeals(workspace, [1_000_000, 2_000_000, 5_000_000, 20_000_000, null])
    const { tiers } = await workspace.run('workspace.setup', {})
    const of = (id: string) => tiers.find((t) => t.id === id)?.deals
    expect([of('smb'), of('mid_market'), of('enterprise')]).toEqual([2, 2, 1])
    expect(tiers.map(({ id, when }) => [id, when])).toEqual([
      ['smb', 'annual value is below 25,000'],
      ['mid_market', 'annual value is at least 25,000'],
      ['enterprise', 'annual value is at least 100,000 or complexity is high'],
      ['follow_on', expect.stringContaining('account already has a handoff')],
    ])
    expect(await stepOf(workspace, 'deals')).toMatchObject({ done: true, detail: '5 deals are in.' })
    const step = await stepOf(workspace, 'tiers')
    expect(step.done).toBe(true)
    expect(step.detail).toBe('The newest 5 deals fall into these tiers. 1 deal has no annual value.')
  })

  it('asks again when all deals fall into one tier', async () => {
    const workspace = await makeWorkspace(await runtime())
    await addDeals(workspace, [100, 200])
    expect(await stepOf(workspace, 'tiers')).toMatchObject({
      done: false,
      detail: expect.stringContaining('one tier'),
    })
  })

  it('leads to the connection whose stages have no meaning yet', async () => {
    const workspace = await makeWorkspace(await runtime())
    const id = await addStages(workspace, ['open', null, 'won'])
    expect(await stepOf(workspace, 'stages')).toEqual({
      id: 'stages',
      title: 'Say what your stages mean',
      done: false,
      detail: '1 stage of 3 has no meaning yet; deals in them count as open.',
      path: `/connections/${id}`,
    })
    await workspace.within((tx) =>
      tx.run(sql`UPDATE stage SET kind = 'likely' WHERE workspace_id = ${workspace.id} AND kind IS NULL`),
    )
    expect((await stepOf(workspace, 'stages')).done).toBe(true)
  })

  it('has nothing to map where deals were only typed in by hand', async () => {
    const workspace = await makeWorkspace(await testRuntime({ verbs: { ...setupVerbs, ...dealVerbs } }))
    await workspace.run('deal.create', { name: 'Try', accountName: 'Acme', stageKind: 'open' })
    expect(await stepOf(workspace, 'stages')).toMatchObject({
      done: true,
      detail: 'The deals that are in carry no stages of a CRM; there is nothing to map.',
    })
  })

  it('needs a managed team on both sides, a seller and a CSM', async () => {
    const workspace = await makeWorkspace(await runtime())
    const boss = await workspace.addMember({ roles: ['sales_manager', 'ae'] })
    await addTeam(workspace, 'sales', boss)
    await addTeam(workspace, 'cs', null)
    expect((await stepOf(workspace, 'teams')).detail).toBe(
      'Missing: a CS team with its manager. Late steps are escalated to managers.',
    )
    const known = await workspace.addMember({ roles: ['csm'], status: 'known', email: null })
    expect(await stepOf(workspace, 'people')).toMatchObject({
      done: false,
      detail: '2 joined, 1 known from imports and not invited yet. Missing: a CSM.',
    })
    await workspace.addMember({ roles: ['csm'], status: 'invited' })
    await workspace.addMember({ roles: ['csm'], status: 'suspended' })
    expect(await stepOf(workspace, 'people')).toMatchObject({
      done: true,
      detail: '2 joined, 1 invited, 1 known from imports and not invited yet.',
    })
    await workspace.within((tx) =>
      tx.run(
        sql`UPDATE member SET manager_id = ${boss}, version = version + 1, team_id = (SELECT id FROM team WHERE workspace_id = ${workspace.id} AND side = 'cs') WHERE workspace_id = ${workspace.id} AND id = ${known}`,
      ),
    )
    expect((await stepOf(workspace, 'teams')).done).toBe(true)
    await workspace.within((tx) =>
      tx.run(
        sql`UPDATE member SET manager_id = NULL, version = version + 1 WHERE workspace_id = ${workspace.id} AND id = ${known}`,
      ),
    )
    expect((await stepOf(workspace, 'teams')).done).toBe(false)
    await workspace.within((tx) =>
      tx.run(
        sql`UPDATE team SET manager_id = ${boss}, version = version + 1 WHERE workspace_id = ${workspace.id} AND side = 'cs'`,
      ),
    )
    expect((await stepOf(workspace, 'teams')).done).toBe(true)
    await addTeam(workspace, 'sales', null)
    expect(await stepOf(workspace, 'teams')).toMatchObject({
      done: false,
      detail: '1 of 3 teams has no manager: late steps there go to RevOps.',
    })
  })

  it('wants a calendar without holidays looked at once', async () => {
    const workspace = await makeWorkspace(await runtime(), { zone: 'Pacific/Auckland' })
    expect(await stepOf(workspace, 'calendars')).toMatchObject({
      done: false,
      detail: expect.stringContaining('knows no holidays yet'),
    })
  })

  it('is done with the test deal once a handoff was submitted, and history does not count', async () => {
    const workspace = await makeWorkspace(await runtime())
    const add = (isHistory: boolean) =>
      workspace.within(async (tx) => {
        const dealId = newId('del')
        await tx.run(sql`INSERT INTO deal (workspace_id, id, name, stage_kind, won_at, created_at)
          VALUES (${workspace.id}, ${dealId}, 'Deal', 'won', ${tx.now}, ${tx.now})`)
        const id = newId('hnd')
        await tx.run(sql`INSERT INTO handoff (workspace_id, id, deal_id, playbook_version_id, tier, tier_reason, status, won_at, opened_at, is_history)
          SELECT ${workspace.id}, ${id}, ${dealId}, id, 'smb', 'why', 'open', ${tx.now}, ${tx.now}, ${isHistory} FROM playbook_version WHERE workspace_id = ${workspace.id}`)
        await tx.run(
          sql`UPDATE handoff SET status = 'submitted', submitted_at = ${tx.now}, version = 2 WHERE workspace_id = ${workspace.id} AND id = ${id}`,
        )
      })
    await add(true)
    expect((await stepOf(workspace, 'test_deal')).done).toBe(false)
    await add(false)
    expect((await stepOf(workspace, 'test_deal')).done).toBe(true)
  })

  it('is for those who run the workspace, and sees nothing of another', async () => {
    const workspace = await makeWorkspace(await runtime())
    await addDeals(workspace, [100])
    for (const role of ['executive', 'cs_manager'] as const) {
      const actor = await workspace.actorWith(role)
      expect((await refusalOf(workspace.run('workspace.setup', {}, actor))).code).toBe('forbidden')
    }
    const other = await makeWorkspace(await runtime())
    expect((await stepOf(other, 'deals')).done).toBe(false)
  })
})

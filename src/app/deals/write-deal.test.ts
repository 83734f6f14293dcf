import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { refusal, refusedAs } from '../../../test/support/refusal.ts'
import { makeSalesTeam, type SalesTeam } from '../../../test/support/sales-team.ts'

const typed = {
  name: 'Platform',
  accountName: 'Nordwind',
  dealType: 'new' as const,
  amount: { amountMinor: 5_000_000, currency: 'EUR' },
}

async function blocking(team: SalesTeam): Promise<void> {
  await team.space.within((tx) =>
    tx.run(sql`UPDATE workspace SET gate_mode = 'block', version = version + 1 WHERE id = ${tx.workspaceId}`),
  )
}

describe('a deal typed in by hand', () => {
  test('goes the way every deal goes: prepared when likely, open when won', async () => {
    const team = await makeSalesTeam()
    const deal = await team.run('deal.create', { ...typed, stageKind: 'likely' }, team.as.ae)
    expect(deal).toMatchObject({ owner: { id: team.ids.ae }, tier: 'mid', accountName: 'Nordwind' })
    const won = await team.run(
      'deal.update',
      { id: deal.id, version: deal.version, stageKind: 'won' },
      team.as.ae,
    )
    expect(won.wonAt).not.toBeNull()
    expect(await team.row(won.handoffId ?? '')).toMatchObject({ status: 'open', ae_id: team.ids.ae })
    const same = await team.run(
      'deal.update',
      { id: deal.id, version: won.version, stageKind: 'won' },
      team.as.ae,
    )
    expect(same.handoffId).toBe(won.handoffId)
  })

  test('complexity by hand decides the tier before the win, and stands in the timeline as does the owner', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await team.run('deal.create', { ...typed, stageKind: 'likely' }, team.as.ae)
    const deal = await team.run(
      'deal.update',
      { id, version, complexity: 'high', ownerId: team.ids.colleague },
      team.as.salesLead,
    )
    expect(deal).toMatchObject({ tier: 'ent', owner: { id: team.ids.colleague } })
    const { items } = await team.run('handoff.timeline', { id: deal.handoffId ?? '' })
    const fields = items.flatMap((i) => (i.action === 'deal.update' ? i.changes.map((c) => c.field) : []))
    expect(fields).toEqual(expect.arrayContaining(['complexity', 'owner_id']))
  })

  test('is changed neither by strangers nor from an old form, and a mirrored one only in its CRM', async () => {
    const [team, other] = await Promise.all([makeSalesTeam(), makeSalesTeam()])
    const { id, version } = await team.run('deal.create', { ...typed, stageKind: 'open' }, team.as.ae)
    const change = { id, version, name: 'Other' }
    expect(await refusedAs(team.run('deal.update', change, team.as.csm))).toBe('forbidden')
    expect(await refusedAs(team.run('deal.update', change, team.as.viewer))).toBe('forbidden')
    expect(await refusedAs(team.run('deal.update', change, await team.space.actorWith('ae')))).toBe(
      'not_found deal_not_found',
    )
    expect(await refusedAs(other.run('deal.update', change))).toBe('not_found deal_not_found')
    expect(await refusedAs(team.run('deal.update', { ...change, version: 9 }, team.as.ae))).toBe(
      'conflict stale_version',
    )
    expect(
      await refusedAs(
        team.run('deal.create', { ...typed, stageKind: 'open', ownerId: `mem_${'0'.repeat(26)}` }),
      ),
    ).toBe('invalid')
    const mirrored = await team.deal({ stageId: 'won' })
    expect(await refusedAs(team.run('deal.update', { id: mirrored.deal_id, version: 2, name: 'x' }))).toBe(
      'refused mirrored',
    )
  })
})

describe('the gate', () => {
  test('says in words what is missing, and writes nothing', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await team.run('deal.create', { ...typed, stageKind: 'likely' }, team.as.ae)
    const gate = await team.run('gate.check', { id }, team.as.ae)
    expect(gate).toMatchObject({ allowed: false, mode: 'observe', tier: 'mid' })
    expect(gate.core.missing).toEqual(['goals', 'champion', 'blockers', 'source_system'])
    expect(gate.findings[0]?.sentence).toContain('Business goals')
    expect((await team.run('gate.check', { id, stage: 'lost' }, team.as.ae)).allowed).toBe(true)
    expect((await team.run('deal.show', { id }, team.as.ae)).version).toBe(version)
  })

  test('in observe lets the deal be won and calls it closed dirty, once', async () => {
    const team = await makeSalesTeam()
    const deal = await team.run('deal.create', { ...typed, stageKind: 'won' }, team.as.ae)
    expect(await team.row(deal.handoffId ?? '')).toMatchObject({ closed_dirty: true })
    expect(await team.jobs('chase-closed-dirty')).toEqual([{ dealId: deal.id }])
  })

  test('in a blocking mode stops the win until nothing is missing, or a reason is written', async () => {
    const team = await makeSalesTeam()
    await blocking(team)
    const { id } = await team.run('deal.create', { ...typed, stageKind: 'likely' }, team.as.ae)
    const win = async () => {
      const { version } = await team.run('deal.show', { id }, team.as.ae)
      return team.run('deal.update', { id, version, stageKind: 'won' }, team.as.ae)
    }
    const closed = await refusal(win())
    expect(closed.detail).toBe('gate')
    expect(closed.fields.map((f) => f.path)).toEqual(['goals', 'champion', 'blockers', 'source_system'])
    const { version } = await team.run('deal.show', { id }, team.as.ae)
    const reason = 'The customer signs today'
    expect(await refusedAs(team.run('deal.close_with_gaps', { id, version: 99, reason }, team.as.ae))).toBe(
      'conflict stale_version',
    )
    const won = await team.run('deal.close_with_gaps', { id, version, reason }, team.as.ae)
    expect(won.stageKind).toBe('won')
    expect(await team.row(won.handoffId ?? '')).toMatchObject({ status: 'open', closed_dirty: true })
    expect((await team.run('deal.show', { id }, team.as.ae)).closedDirtyReason).toBe(reason)
    expect((await team.audit(id)).find((a) => a.action === 'deal.close_with_gaps')?.reason).toBe(reason)
  })

  test('lets a complete deal pass; closing it “with gaps” is refused, because there are none', async () => {
    const team = await makeSalesTeam()
    await blocking(team)
    const { id } = await team.run('deal.create', { ...typed, stageKind: 'likely' }, team.as.ae)
    await team.completeBrief(id)
    const { version } = await team.run('deal.show', { id }, team.as.ae)
    expect(await refusedAs(team.run('deal.close_with_gaps', { id, version, reason: 'x' }, team.as.ae))).toBe(
      'refused no_gaps',
    )
    const won = await team.run('deal.update', { id, version, stageKind: 'won' }, team.as.ae)
    expect(await team.row(won.handoffId ?? '')).toMatchObject({ closed_dirty: false })
  })
})

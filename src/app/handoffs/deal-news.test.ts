import { describe, expect, test } from 'vitest'
import { fullAnswers, makeSalesTeam, type SalesTeam } from '../../../test/support/sales-team.ts'
import type { Instant } from '../../core/lib/instant.ts'

const mid = { amount: { amountMinor: 5_000_000, currency: 'EUR' } }
const won = { ...mid, stageId: 'won' }

async function dues(team: SalesTeam, id: string): Promise<Record<string, Instant | null>> {
  const { steps } = await team.run('handoff.show', { id })
  return Object.fromEntries(steps.map((s) => [s.templateId, s.dueAt]))
}

/** When each open step is next heard of. */
async function timers(team: SalesTeam, id: string): Promise<Instant[]> {
  const { sql } = await import('kysely')
  const rows = await team.space.within((tx) =>
    tx.many(
      sql<{
        due_at: Instant
      }>`SELECT due_at FROM timer WHERE workspace_id = ${tx.workspaceId} AND handoff_id = ${id} AND done_at IS NULL ORDER BY due_at`,
    ),
  )
  return rows.map((r) => r.due_at)
}

describe('a signature', () => {
  test('opens the handoff before the CRM says won, and clocks count from it', async () => {
    const team = await makeSalesTeam()
    const { id, status } = await team.deal({ ...mid, stageId: 'likely' })
    expect(status).toBe('preparing')
    await team.tell({ signedAt: '2026-11-02T09:30:00.000Z' })
    expect(await team.row(id)).toMatchObject({ status: 'open', won_at: null, csm_id: team.ids.csm })
    expect((await dues(team, id))['first_touch']).toBe('2026-11-03T09:30:00.000Z')
    await team.tell(won)
    expect((await dues(team, id))['first_touch']).toBe('2026-11-03T09:30:00.000Z')
  })

  test.each([
    ['after the win', [won, { ...won, signedAt: '2026-10-26T10:00:00.000Z' }]],
    [
      'with the win',
      [
        { ...mid, stageId: 'likely' },
        { ...won, signedAt: '2026-10-26T10:00:00.000Z' },
      ],
    ],
    ['in place of the win', [{ ...mid, stageId: 'likely' }, { signedAt: '2026-10-26T10:00:00.000Z' }]],
    ['with the very first news', [{ ...won, signedAt: '2026-10-26T10:00:00.000Z' }]],
  ])(
    'of last week that becomes known %s moves the clocks, but nothing is due or escalated within four business hours',
    async (_, news) => {
      const team = await makeSalesTeam()
      for (const told of news) await team.tell(told)
      const [handoff] = await team.handoffsOf('d-1')
      const id = handoff?.id ?? ''
      expect((await team.step(id, 'first_touch')).anchor_at).toBe('2026-10-26T10:00:00.000Z')
      for (const due of Object.values(await dues(team, id)))
        if (due !== null) expect(due >= '2026-11-02T14:00:00.000Z').toBe(true)
      for (const at of await timers(team, id)) expect(at >= '2026-11-02T14:00:00.000Z').toBe(true)
      expect((await dues(team, id))['confirm']?.slice(0, 10)).toBe('2026-12-07')
    },
  )

  test('that is later than the win moves nothing', async () => {
    const team = await makeSalesTeam()
    const { id } = await team.deal({ ...won, wonAt: '2026-11-02T09:00:00.000Z' })
    const before = await dues(team, id)
    await team.tell({ ...won, signedAt: '2026-11-02T09:45:00.000Z' })
    expect(await dues(team, id)).toEqual(before)
    expect((await team.row(id)).signed_at).toBe('2026-11-02T09:45:00.000Z')
  })
})

describe('a won deal that is reopened', () => {
  test('puts the handoff on hold and asks RevOps once; won again within ten business days it resumes', async () => {
    const team = await makeSalesTeam()
    const { id } = await team.deal(won)
    const before = await dues(team, id)
    await team.tell({ stageId: 'likely' })
    await team.tell({ stageId: 'likely', probability: 60 })
    expect(await team.row(id)).toMatchObject({
      status: 'open',
      hold_reason: 'deal_reopened',
      next_due_at: null,
    })
    expect(await timers(team, id)).toEqual([])
    const asked = (await team.jobs('announce-handoff')).filter((j) => j['event'] === 'hold_asked')
    expect(asked).toHaveLength(1)
    team.setClock('2026-11-16T09:59:00.000Z')
    await team.tell({ stageId: 'won' })
    expect(await team.row(id)).toMatchObject({ status: 'open', held_at: null })
    const after = await dues(team, id)
    expect((after['first_touch'] ?? '') > (before['first_touch'] ?? '')).toBe(true)
    expect((await timers(team, id)).length).toBeGreaterThan(0)
  })

  test('and won again later than that stays on hold until RevOps decides', async () => {
    const team = await makeSalesTeam()
    const { id } = await team.deal(won)
    await team.tell({ stageId: 'likely' })
    team.setClock('2026-11-17T12:00:00.000Z')
    await team.tell({ stageId: 'won' })
    const held = await team.row(id)
    expect(held.hold_reason).toBe('deal_reopened')
    const after = await team.run('handoff.resume', { id, version: held.version }, team.as.revops)
    expect(after.onHold).toBe(false)
  })

  test('that RevOps lets go on is not put on hold again by the next news of the same stage', async () => {
    const team = await makeSalesTeam()
    const { id } = await team.deal(won)
    await team.tell({ stageId: 'likely' })
    await team.run('handoff.resume', { id, version: (await team.row(id)).version }, team.as.revops)
    await team.tell({ stageId: 'likely', probability: 70 })
    expect((await team.row(id)).held_at).toBeNull()
    await team.tell({ stageId: 'won' })
    await team.tell({ stageId: 'open' })
    expect((await team.row(id)).hold_reason).toBe('deal_reopened')
  })
})

describe('a lost deal', () => {
  test('whose handoff was being prepared cancels it; likely again it begins anew', async () => {
    const team = await makeSalesTeam()
    const { id } = await team.deal({ ...mid, stageId: 'likely' })
    await team.tell({ stageId: 'lost' })
    expect((await team.row(id)).status).toBe('cancelled')
    await team.tell({ stageId: 'likely' })
    expect((await team.handoffsOf('d-1')).map((h) => [h.cycle, h.status])).toEqual([
      [1, 'cancelled'],
      [2, 'preparing'],
    ])
  })

  test('that was won is cancelled only by a person, its history kept; RevOps is asked again', async () => {
    const team = await makeSalesTeam()
    const { id, deal_id } = await team.deal(won)
    await team.answer(deal_id, 'goals', { state: 'given', value: 'Ship faster' })
    await team.tell({ stageId: 'open' })
    await team.tell({ stageId: 'lost' })
    const held = await team.row(id)
    expect(held).toMatchObject({ status: 'open', hold_reason: 'deal_lost' })
    expect((await team.jobs('announce-handoff')).filter((j) => j['event'] === 'hold_asked')).toHaveLength(2)
    await team.run(
      'handoff.cancel',
      { id, version: held.version, reason: 'They went elsewhere' },
      team.as.revops,
    )
    await team.tell({ stageId: 'lost', probability: 0 })
    expect(await team.row(id)).toMatchObject({ status: 'cancelled', held_at: null })
    expect((await team.run('answer.list', { id: deal_id })).items[0]?.status).toBe('given')
  })

  test('won anew after its handoff was cancelled is handed off from its new win, whatever was signed before', async () => {
    const team = await makeSalesTeam()
    const { id } = await team.deal({ ...won, signedAt: '2026-11-02T09:00:00.000Z' })
    await team.tell({ stageId: 'lost' })
    await team.run(
      'handoff.cancel',
      { id, version: (await team.row(id)).version, reason: 'Gone' },
      team.as.revops,
    )
    team.setClock('2027-03-01T10:00:00.000Z')
    await team.tell({ stageId: 'likely' })
    await team.tell({ stageId: 'likely', probability: 90 })
    expect((await team.handoffsOf('d-1')).at(-1)).toMatchObject({ cycle: 2, status: 'preparing' })
    await team.tell({ stageId: 'won' })
    const again = (await team.handoffsOf('d-1')).at(-1)
    expect(again).toMatchObject({ cycle: 2, status: 'open', signed_at: null })
    expect(again?.won_at?.slice(0, 10)).toBe('2027-03-01')
    expect((await dues(team, again?.id ?? ''))['first_touch']?.slice(0, 10)).toBe('2027-03-02')
  })
})

describe('a handoff that somebody cancelled', () => {
  test('is not brought back by the same news, or by other news of the same stage', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await team.deal(won)
    await team.run('handoff.cancel', { id, version, reason: 'Served by a partner' }, team.as.revops)
    const told = await team.tell(won)
    expect(told).toMatchObject({ handoffId: null, what: expect.stringContaining('was cancelled') })
    await team.tell({ ...won, amount: { amountMinor: 6_000_000, currency: 'EUR' } })
    expect(await team.handoffsOf('d-1')).toHaveLength(1)
  })
})

describe('what is no new customer', () => {
  test('a further deal is a follow-on: the same CSM, earlier answers carried over, only what changed is asked', async () => {
    const team = await makeSalesTeam()
    const first = await team.deal(won)
    await team.completeBrief(first.deal_id)
    await team.deal({ ...mid, externalId: 'd-9', stageId: 'likely' })
    await team.space.addMember({ roles: ['csm'], name: 'Aaron', email: 'aaron@example.com' })
    const further = await team.deal({ externalId: 'd-2', name: 'More seats', stageId: 'won' })
    expect(further).toMatchObject({ tier: 'follow_on', csm_id: team.ids.csm })
    const brief = await team.run('answer.list', { id: further.deal_id }, team.as.ae)
    expect(brief.items.map((i) => [i.requirementId, i.answer?.source])).toEqual([
      ['goals', 'carried_over'],
      ['champion', 'carried_over'],
    ])
    expect(brief.items[0]?.answer?.value).toBe(fullAnswers['goals'])
    const { steps } = await team.run('handoff.show', { id: further.id })
    expect(steps.map((s) => s.templateId)).not.toContain('introduce')
  })

  test('of two first deals the second becomes the follow-on while it is still being prepared', async () => {
    const team = await makeSalesTeam()
    const first = await team.deal({ ...mid, stageId: 'likely' })
    const second = await team.deal({ ...mid, externalId: 'd-2', stageId: 'likely' })
    expect(second.tier).toBe('mid')
    await team.answer(first.deal_id, 'goals', { state: 'given', value: 'Ship faster' })
    await team.tell(won)
    await team.tell({ ...mid, externalId: 'd-2', stageId: 'won' })
    expect(await team.row(second.id)).toMatchObject({
      tier: 'follow_on',
      csm_id: team.ids.csm,
      status: 'open',
    })
    const brief = await team.run('answer.list', { id: second.deal_id })
    expect(brief.items[0]?.answer).toMatchObject({ source: 'carried_over', value: 'Ship faster' })
  })

  test('a renewal makes none, and a deal that turns out to be one is no longer prepared', async () => {
    const team = await makeSalesTeam()
    const renewal = await team.tell({ ...won, externalId: 'd-2', dealType: 'renewal' })
    expect(renewal.handoffId).toBeNull()
    const { id } = await team.deal({ ...mid, stageId: 'likely' })
    await team.tell({ ...mid, stageId: 'likely', dealType: 'renewal' })
    expect((await team.row(id)).status).toBe('cancelled')
    await team.tell({ ...won, dealType: 'renewal' })
    expect(await team.handoffsOf('d-1')).toHaveLength(1)
  })

  test('an open handoff whose deal is called a renewal later goes on', async () => {
    const team = await makeSalesTeam()
    const { id } = await team.deal(won)
    await team.tell({ ...won, dealType: 'renewal' })
    expect(await team.row(id)).toMatchObject({ status: 'open', held_at: null })
  })

  test('a deal won before the go-live date is history, unless it is being handed off already', async () => {
    const team = await makeSalesTeam()
    const liveFrom = { liveFrom: '2026-11-02T08:00:00.000Z' }
    const past = { ...won, wonAt: '2026-11-01T00:00:00.000Z' }
    const history = await team.tell({ ...past, externalId: 'd-2' }, liveFrom)
    expect(history).toMatchObject({ handoffId: null, what: expect.stringContaining('history') })
    expect(await team.jobs('announce-handoff')).toEqual([])
    const { handoffId } = await team.tell({ ...mid, stageId: 'likely' }, liveFrom)
    await team.tell(past, liveFrom)
    expect(await team.row(handoffId ?? '')).toMatchObject({ status: 'open' })
  })
})

describe('news', () => {
  test('of the seller and the value is followed: steps go to the new owner', async () => {
    const team = await makeSalesTeam()
    const { id } = await team.deal(won)
    await team.tell({ ...won, ownerEmail: 'alma@example.com' })
    expect(await team.row(id)).toMatchObject({ ae_id: team.ids.colleague })
    expect((await team.step(id, 'submit')).owner_id).toBe(team.ids.colleague)
  })

  test('without any CSM still finds somebody to take the customer', async () => {
    const team = await makeSalesTeam()
    await team.run('member.suspend', { id: team.ids.csm, version: 1 }, team.space.admin)
    const { csm_id, routing } = await team.deal(won)
    expect(csm_id).toBe(team.ids.csLead)
    expect(JSON.stringify(routing)).toContain('CS manager')
  })
})

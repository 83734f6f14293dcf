import { describe, expect, test } from 'vitest'
import { refusal, refusedAs } from '../../../test/support/refusal.ts'
import { makeSalesTeam } from '../../../test/support/sales-team.ts'

const won = { stageId: 'won', amount: { amountMinor: 5_000_000, currency: 'EUR' } }

describe('holding', () => {
  test('stands all clocks still, and going on moves due times by the working time it lasted', async () => {
    const team = await makeSalesTeam()
    const { id, version, deal_id } = await team.deal(won)
    const held = await team.run(
      'handoff.hold',
      { id, version, reason: 'Their works council' },
      team.as.salesLead,
    )
    expect(held).toMatchObject({ onHold: true, holdReason: 'Their works council', nextDueAt: null })
    expect(held.steps.filter((s) => s.status === 'open').map((s) => s.pausedFor)).toEqual(
      expect.arrayContaining(['on_hold']),
    )
    team.setClock('2026-11-04T10:01:00.000Z')
    const after = await team.run('handoff.resume', { id, version: held.version }, team.as.salesLead)
    expect(after.steps.find((s) => s.templateId === 'first_touch')?.dueAt?.slice(0, 13)).toBe('2026-11-05T10')
    expect((await team.audit(deal_id)).map((a) => a.action)).toEqual(
      expect.arrayContaining(['handoff.hold', 'handoff.resume']),
    )
  })

  test('twice, or going on without a hold, is refused; so is lifting what the CRM caused, but for RevOps', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await team.deal(won)
    const resume = (at: number, by: 'salesLead' | 'revops' = 'salesLead') =>
      team.run('handoff.resume', { id, version: at }, team.as[by])
    expect((await refusal(resume(version))).message).toContain('not on hold')
    const held = await team.run('handoff.hold', { id, version, reason: 'x' }, team.as.salesLead)
    expect(
      await refusedAs(
        team.run('handoff.hold', { id, version: held.version, reason: 'y' }, team.as.salesLead),
      ),
    ).toBe('refused not_now')
    await resume(held.version)
    await team.tell({ stageId: 'likely' })
    const { version: now } = await team.row(id)
    expect((await refusal(resume(now))).message).toContain('RevOps decides')
    expect((await resume(now, 'revops')).onHold).toBe(false)
  })

  test('sellers, CSMs, viewers and other workspaces do not steer', async () => {
    const [team, other] = await Promise.all([makeSalesTeam(), makeSalesTeam()])
    const { id, version } = await team.deal(won)
    const hold = { id, version, reason: 'x' }
    for (const by of ['ae', 'csm', 'viewer'] as const)
      expect(await refusedAs(team.run('handoff.hold', hold, team.as[by]))).toBe('forbidden')
    for (const [name, input] of [
      ['handoff.hold', hold],
      ['handoff.resume', { id, version }],
      ['handoff.cancel', hold],
      ['handoff.set_tier', { ...hold, tier: 'ent' }],
      ['handoff.assign_csm', { ...hold, csmId: team.ids.csm }],
      ['handoff.record_fact', { id, version, fact: 'first_touch' }],
      ['handoff.correct_fact', { ...hold, fact: 'won', at: '2026-11-01T10:00:00.000Z' }],
    ] as const)
      expect(await refusedAs(other.run(name, input))).toBe('not_found handoff_not_found')
    expect(await refusedAs(team.run('handoff.cancel', hold, team.as.salesLead))).toBe('forbidden')
  })
})

describe('cancelling', () => {
  test('ends all steps, frees the CSM’s capacity, and keeps what is known', async () => {
    const team = await makeSalesTeam()
    const { id, version, deal_id } = await team.deal(won)
    const after = await team.run('handoff.cancel', { id, version, reason: 'Wrong customer' }, team.as.revops)
    expect(after).toMatchObject({ status: 'cancelled', nextDueAt: null })
    expect(after.steps.some((s) => s.status === 'open' || s.status === 'waiting')).toBe(false)
    expect((await team.audit(deal_id)).at(-1)).toMatchObject({
      action: 'handoff.cancel',
      reason: 'Wrong customer',
    })
    expect(
      await refusedAs(team.run('handoff.record_fact', { id, version: after.version, fact: 'first_touch' })),
    ).toBe('refused not_now')
  })
})

describe('another CSM', () => {
  test('gets the steps and the account, with the reason; the next deal of the account goes there too', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await team.deal(won)
    const other = await team.space.addMember({ roles: ['csm'], name: 'Zoe', email: 'zoe@example.com' })
    const assign = { id, version, csmId: other, reason: 'Speaks Danish' }
    const after = await team.run('handoff.assign_csm', assign, team.as.csLead)
    expect(after.csm?.id).toBe(other)
    expect(after.routing).toMatchObject({ reasons: ['Named by hand: Speaks Danish'] })
    expect(after.routing?.overriddenBy?.id).toBe(team.ids.csLead)
    expect((await team.step(id, 'first_touch')).owner_id).toBe(other)
    expect((await team.deal({ ...won, externalId: 'd-2' })).csm_id).toBe(other)
    expect(await team.jobs('announce-handoff')).toContainEqual(
      expect.objectContaining({ event: 'csm_named', actorId: team.ids.csLead }),
    )
  })

  test('must exist, be at work and be a CSM', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await team.deal(won)
    const assign = (csmId: string) =>
      refusedAs(team.run('handoff.assign_csm', { id, version, csmId, reason: 'x' }, team.as.csLead))
    expect(await assign(`mem_${'0'.repeat(26)}`)).toBe('invalid')
    expect(await assign(team.ids.ae)).toBe('refused not_a_csm')
    const gone = await team.space.addMember({
      roles: ['csm'],
      status: 'suspended',
      email: 'gone@example.com',
    })
    expect(await assign(gone)).toBe('invalid')
  })
})

describe('another tier', () => {
  test('keeps what was done and the CSM, and presses nobody at once', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await team.deal(won)
    await team.run('handoff.record_fact', { id, version, fact: 'internal_meeting_held' }, team.as.csm)
    team.setClock('2026-11-12T10:00:00.000Z')
    const set = { id, version: version + 1, tier: 'ent', reason: 'A group of companies' }
    const after = await team.run('handoff.set_tier', set, team.as.salesLead)
    expect(after).toMatchObject({ tier: 'ent', tierReason: expect.stringContaining('A group of companies') })
    expect(after.csm?.id).toBe(team.ids.csm)
    expect(after.steps.find((s) => s.templateId === 'internal_meeting')?.status).toBe('done')
    const call = after.steps.find((s) => s.templateId === 'intro_call')
    expect(call).toMatchObject({ status: 'open', clock: 'at_risk' })
    expect(call?.dueAt?.slice(0, 13)).toBe('2026-11-12T14')
    expect(after.steps.find((s) => s.templateId === 'introduce')).toMatchObject({ status: 'cancelled' })
    expect(
      await refusedAs(team.run('handoff.set_tier', { ...set, version: after.version, tier: 'huge' })),
    ).toBe('invalid')
  })
})

describe('facts', () => {
  test('are recorded once, with the steps that stand for them', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await team.deal(won)
    const record = (more: object) =>
      team.run('handoff.record_fact', { id, version, fact: 'introduced', ...more }, team.as.ae)
    expect(await refusedAs(record({ at: '2026-12-24T10:00:00.000Z' }))).toBe('refused in_future')
    const after = await record({ at: '2026-11-02T09:00:00.000Z', csmPresent: true })
    expect(after.facts.filter((f) => f.at !== null).map((f) => f.fact)).toEqual(
      expect.arrayContaining(['introduced', 'first_touch']),
    )
    expect((await team.step(id, 'introduce')).status).toBe('done')
    expect((await team.step(id, 'first_touch')).status).toBe('done')
    expect(
      await refusedAs(
        team.run('handoff.record_fact', { id, version: after.version, fact: 'introduced' }, team.as.ae),
      ),
    ).toBe('refused already_recorded')
  })

  test('that follow from what is done are not entered by hand, nor is a brief with gaps called complete', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await team.deal(won)
    for (const fact of ['won', 'submitted', 'accepted', 'confirmed'] as const)
      expect(await refusedAs(team.run('handoff.record_fact', { id, version, fact }, team.as.csm))).toBe(
        'refused by_event',
      )
    const early = await refusal(
      team.run('handoff.record_fact', { id, version, fact: 'brief_complete' }, team.as.ae),
    )
    expect(early.message).toContain('The brief is not complete: Business goals and 5 more missing.')
    const small = await team.deal({
      externalId: 'd-2',
      accountName: 'Suedwind',
      stageId: 'likely',
      amount: { amountMinor: 500_000, currency: 'EUR' },
    })
    expect(
      await refusedAs(
        team.run('handoff.record_fact', { id: small.id, version: small.version, fact: 'csm_assigned' }),
      ),
    ).toBe('refused no_csm')
  })

  test('are corrected by a manager, with a reason; clocks move, and nothing is due at once', async () => {
    const team = await makeSalesTeam()
    const { id, version, deal_id } = await team.deal(won)
    const correct = { id, version, fact: 'won' as const, at: '2026-10-20T10:00:00.000Z', reason: 'Typo' }
    expect(await refusedAs(team.run('handoff.correct_fact', correct, team.as.ae))).toBe('forbidden')
    expect(
      await refusedAs(
        team.run('handoff.correct_fact', { ...correct, fact: 'introduced' }, team.as.salesLead),
      ),
    ).toBe('refused not_recorded')
    const after = await team.run('handoff.correct_fact', correct, team.as.salesLead)
    const touch = after.steps.find((s) => s.templateId === 'first_touch')
    expect(touch?.anchorAt).toBe('2026-10-20T10:00:00.000Z')
    expect(touch?.dueAt?.slice(0, 13)).toBe('2026-11-02T14')
    expect((await team.audit(deal_id)).at(-1)).toMatchObject({ reason: 'Typo' })
  })
})

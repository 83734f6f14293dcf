import { describe, expect, test } from 'vitest'
import { refusal, refusedAs } from '../../../test/support/refusal.ts'
import { makeSalesTeam, type SalesTeam } from '../../../test/support/sales-team.ts'

const won = { stageId: 'won', amount: { amountMinor: 5_000_000, currency: 'EUR' } }

async function openStep(team: SalesTeam, templateId: string, deal: object = won) {
  const { id: handoffId, deal_id } = await team.deal(deal)
  const { id, version } = await team.step(handoffId, templateId)
  return { handoffId, dealId: deal_id, step: { id, version } }
}

describe('a step', () => {
  test('finished by its owner records what it stands for and starts what follows', async () => {
    const team = await makeSalesTeam()
    const { handoffId, dealId, step } = await openStep(team, 'first_touch')
    const at = '2026-11-02T09:59:00.000Z'
    const after = await team.run('step.complete', { ...step, at, note: 'A long call' }, team.as.csm)
    expect(after.facts.find((f) => f.fact === 'first_touch')?.at).toBe(at)
    expect(await team.step(handoffId, 'first_touch')).toMatchObject({
      status: 'done',
      ended_at: at,
      ended_by: team.ids.csm,
      version: 2,
    })
    expect((await team.audit(dealId)).at(-1)).toMatchObject({
      action: 'step.complete',
      reason: 'Make the first contact: A long call',
    })
    expect(await refusedAs(team.run('step.complete', { ...step, version: 2 }, team.as.csm))).toBe(
      'refused not_now',
    )
  })

  test('of the introduction with the CSM there is the first touch too', async () => {
    const team = await makeSalesTeam()
    const { handoffId, step } = await openStep(team, 'introduce')
    await team.run('step.complete', { ...step, csmPresent: true }, team.as.ae)
    expect((await team.step(handoffId, 'first_touch')).status).toBe('done')
  })

  test('that comes after another waits for it, and opens when that one ends', async () => {
    const team = await makeSalesTeam()
    const big = { ...won, amount: { amountMinor: 20_000_000, currency: 'EUR' } }
    const { handoffId, step } = await openStep(team, 'intro_call', big)
    const error = await refusal(team.run('step.complete', step, team.as.ae))
    expect(error.message).toContain('Hold the internal meeting')
    const meeting = await team.step(handoffId, 'internal_meeting')
    await team.run(
      'step.skip',
      { id: meeting.id, version: meeting.version, reason: 'They met before' },
      team.as.csm,
    )
    expect(await team.step(handoffId, 'internal_meeting')).toMatchObject({
      status: 'skipped',
      end_reason: 'They met before',
    })
    expect((await team.step(handoffId, 'intro_call')).status).toBe('open')
  })

  test('that only submit, verdict or the answers finish is not ticked off', async () => {
    const team = await makeSalesTeam()
    const { handoffId, step } = await openStep(team, 'submit')
    expect(await refusedAs(team.run('step.complete', step, team.as.ae))).toBe('refused not_now')
    const brief = await team.step(handoffId, 'complete_brief')
    const error = await refusal(
      team.run('step.complete', { id: brief.id, version: brief.version }, team.as.ae),
    )
    expect(error.message).toMatch(/^The brief is not complete: .+ missing/)
  })

  test('says beforehand why it cannot be finished, in the words of the refusal', async () => {
    const team = await makeSalesTeam()
    const { handoffId, step } = await openStep(team, 'confirm')
    const shown = await team.run('handoff.show', { id: handoffId }, team.as.csm)
    const error = await refusal(team.run('step.complete', step, team.as.csm))
    expect(error.message).toBe('It has not been submitted yet.')
    for (const { id, version, templateId, can } of shown.steps) {
      const told = can['complete']
      if (told === true) continue
      expect((await refusal(team.run('step.complete', { id, version }, team.as.csm))).message).toBe(told)
      if (templateId === 'confirm') expect(told).toBe('It has not been submitted yet.')
    }
  })

  test('of the confirmation is not finished by an owner who may not confirm', async () => {
    const team = await makeSalesTeam()
    const { handoffId, dealId, step } = await openStep(team, 'confirm')
    await team.completeBrief(dealId)
    for (const [verb, by] of [
      ['handoff.submit', 'ae'],
      ['handoff.accept', 'csm'],
    ] as const)
      await team.run(verb, { id: handoffId, version: (await team.row(handoffId)).version }, team.as[by])
    const given = await team.run('step.reassign', { ...step, ownerId: team.ids.ae }, team.as.csLead)
    const confirm = given.steps.find((s) => s.id === step.id)
    const seen = await team.run('handoff.show', { id: handoffId }, team.as.ae)
    expect(seen.steps.find((s) => s.id === step.id)?.can['complete']).toBe(
      'Only the CSM, their manager, RevOps or an admin can do this.',
    )
    const done = await team.run(
      'step.complete',
      { id: step.id, version: confirm?.version ?? 0 },
      team.as.revops,
    )
    expect(done.status).toBe('confirmed')
  })

  test('finished in the future, stale, or by somebody whose step it is not, is refused', async () => {
    const [team, other] = await Promise.all([makeSalesTeam(), makeSalesTeam()])
    const { step } = await openStep(team, 'first_touch')
    const done = (more: object, by: keyof typeof team.as = 'csm') =>
      refusedAs(team.run('step.complete', { ...step, ...more }, team.as[by]))
    expect(await done({ at: '2026-11-02T12:00:00.000Z' })).toBe('invalid')
    expect(await done({ version: 9 })).toBe('conflict stale_version')
    expect(await done({}, 'ae')).toBe('forbidden')
    expect(await done({}, 'viewer')).toBe('forbidden')
    expect(await done({}, 'colleague')).toBe('not_found step_not_found')
    expect(await refusedAs(other.run('step.complete', step))).toBe('not_found step_not_found')
  })

  test('given to somebody else is due by their hours', async () => {
    const team = await makeSalesTeam()
    const { handoffId, step } = await openStep(team, 'first_touch')
    const zoe = await team.space.addMember({ roles: ['csm'], name: 'Zoe', email: 'zoe@example.com' })
    const give = { ...step, ownerId: zoe, reason: 'On leave' }
    expect(await refusedAs(team.run('step.reassign', give, team.as.csm))).toBe('forbidden')
    expect(
      await refusedAs(
        team.run('step.reassign', { ...give, ownerId: `mem_${'0'.repeat(26)}` }, team.as.csLead),
      ),
    ).toBe('invalid')
    await team.run('step.reassign', give, team.as.csLead)
    expect(await team.step(handoffId, 'first_touch')).toMatchObject({ owner_id: zoe, version: 2 })
  })

  test('waiting for the customer stands still, and goes on by the working time it stood', async () => {
    const team = await makeSalesTeam()
    const { handoffId, step } = await openStep(team, 'first_touch')
    const paused = await team.run('step.pause', { ...step, reason: 'waiting_for_customer' }, team.as.csm)
    expect(paused.steps.find((s) => s.id === step.id)).toMatchObject({
      clock: 'paused',
      pausedFor: 'waiting_for_customer',
    })
    expect(
      await refusedAs(team.run('step.pause', { ...step, version: 2, reason: 'legal_review' }, team.as.csm)),
    ).toBe('refused already_paused')
    team.setClock('2026-11-09T10:01:00.000Z')
    const today = await team.run('handoff.today', {}, team.as.csm)
    const item = today.groups
      .flatMap((g) => g.items.map((i) => ({ ...i, group: g.id })))
      .find((i) => i.id === step.id)
    expect(item).toMatchObject({ clock: 'paused', group: 'due' })
    await team.run('step.resume', { ...step, version: 2 }, team.as.csm)
    expect((await team.step(handoffId, 'first_touch')).due_at?.slice(0, 13)).toBe('2026-11-10T10')
    expect(await refusedAs(team.run('step.resume', { ...step, version: 3 }, team.as.csm))).toBe(
      'refused not_paused',
    )
  })
})

describe('confirming', () => {
  test('is a step too, refused before the acceptance and the end of the handoff after it', async () => {
    const team = await makeSalesTeam()
    const { handoffId, step } = await openStep(team, 'confirm')
    expect(await refusedAs(team.run('step.complete', step, team.as.csm))).toBe('refused not_now')
    const { version } = await team.row(handoffId)
    const submitted = await team.run('handoff.submit', { id: handoffId, version }, team.as.ae)
    await team.run('handoff.accept', { id: handoffId, version: submitted.version }, team.as.csm)
    const after = await team.run('step.complete', step, team.as.csm)
    expect(after.status).toBe('confirmed')
  })
})

import { describe, expect, test } from 'vitest'
import { refusal, refusedAs } from '../../../test/support/refusal.ts'
import { makeSalesTeam } from '../../../test/support/sales-team.ts'

const mid = { stageId: 'won', amount: { amountMinor: 5_000_000, currency: 'EUR' } }

describe('a seller submits a handoff', () => {
  test('it is with the CSM, who has a business day for the verdict and is told', async () => {
    const team = await makeSalesTeam()
    const { id, version, deal_id } = await team.deal(mid)
    const after = await team.run('handoff.submit', { id, version, note: 'All I know.' }, team.as.ae)
    expect(after).toMatchObject({ status: 'submitted', version: version + 1, missingCount: 6 })
    expect(await team.step(id, 'submit')).toMatchObject({ status: 'done', ended_by: team.ids.ae })
    const verdict = await team.step(id, 'verdict')
    expect(verdict).toMatchObject({ status: 'open', owner_id: team.ids.csm })
    expect(verdict.due_at?.slice(0, 13)).toBe('2026-11-03T10')
    expect((await team.audit(deal_id)).at(-1)).toMatchObject({
      action: 'handoff.submit',
      actor: team.ids.ae,
      reason: 'All I know.',
    })
    expect(await team.jobs('announce-handoff')).toContainEqual(
      expect.objectContaining({ handoffId: id, event: 'handoff_submitted', actorId: team.ids.ae }),
    )
  })

  test('a second time is refused with the reason', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await team.deal(mid)
    const { version: next } = await team.run('handoff.submit', { id, version }, team.as.ae)
    const error = await refusal(team.run('handoff.submit', { id, version: next }, team.as.ae))
    expect(error.code).toBe('refused')
    expect(error.message).toContain('waits for the CSM’s verdict')
  })

  test('what somebody else changed meanwhile is not overwritten: the handoff as it stands comes back', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await team.deal(mid)
    await team.run('handoff.record_fact', { id, version, fact: 'first_touch' }, team.as.csm)
    const error = await refusal(team.run('handoff.submit', { id, version }, team.as.ae))
    expect(error).toMatchObject({ code: 'conflict', detail: 'stale_version' })
    expect(error.current).toMatchObject({ id, version: version + 1, status: 'open' })
  })

  test('before the deal is signed or won, on hold, and after it was cancelled it is refused', async () => {
    const team = await makeSalesTeam()
    const early = await team.deal({ stageId: 'likely' })
    expect(
      await refusedAs(team.run('handoff.submit', { id: early.id, version: early.version }, team.as.ae)),
    ).toBe('refused not_now')
    const { id, version } = await team.deal(mid)
    const held = await team.run('handoff.hold', { id, version, reason: 'Legal' }, team.as.salesLead)
    expect(await refusedAs(team.run('handoff.submit', { id, version: held.version }, team.as.ae))).toBe(
      'refused not_now',
    )
    const { version: last } = await team.run(
      'handoff.cancel',
      { id, version: held.version, reason: 'A mistake' },
      team.as.revops,
    )
    expect(await refusedAs(team.run('handoff.submit', { id, version: last }, team.as.ae))).toBe(
      'refused not_now',
    )
  })

  test('nobody else does it for them: not a viewer, not a colleague, not the CSM, not another workspace', async () => {
    const [team, other] = await Promise.all([makeSalesTeam(), makeSalesTeam()])
    const { id, version } = await team.deal(mid)
    const submit = (by: keyof typeof team.as) => team.run('handoff.submit', { id, version }, team.as[by])
    expect(await refusedAs(submit('viewer'))).toBe('forbidden')
    expect(await refusedAs(submit('csm'))).toBe('refused not_now')
    expect(await refusedAs(submit('colleague'))).toBe('not_found handoff_not_found')
    expect(await refusedAs(other.run('handoff.submit', { id, version }))).toBe('not_found handoff_not_found')
    expect(await team.row(id)).toMatchObject({ status: 'open', version })
  })
})

describe('a kickoff that was held without a verdict', () => {
  test('asks the CSM for one on the spot, who may then submit it as it stands and accept', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await team.deal(mid)
    const { steps } = await team.run('handoff.show', { id }, team.as.csm)
    const kickoff = steps.find((step) => step.templateId === 'kickoff')
    const held = await team.run(
      'step.complete',
      { id: kickoff?.id ?? '', version: kickoff?.version ?? 0 },
      team.as.csm,
    )
    expect(held.version).toBe(version + 1)
    expect(await team.jobs('announce-handoff')).toContainEqual({
      handoffId: id,
      event: 'handoff_submitted',
      actorId: null,
      detail: { because: 'kickoff' },
    })
    const submitted = await team.run('handoff.submit', { id, version: held.version }, team.as.csm)
    const accepted = await team.run('handoff.accept', { id, version: submitted.version }, team.as.csm)
    expect(accepted.status).toBe('accepted')
  })
})

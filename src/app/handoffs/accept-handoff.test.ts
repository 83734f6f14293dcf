import { describe, expect, test } from 'vitest'
import { refusal, refusedAs } from '../../../test/support/refusal.ts'
import { makeSalesTeam, type SalesTeam } from '../../../test/support/sales-team.ts'

async function submitted(team: SalesTeam, externalId = 'd-1', accountName = 'Nordwind') {
  const { id, version, deal_id } = await team.deal({
    externalId,
    accountName,
    stageId: 'won',
    amount: { amountMinor: 5_000_000, currency: 'EUR' },
  })
  const after = await team.run('handoff.submit', { id, version }, team.as.ae)
  return { id, version: after.version, dealId: deal_id }
}

describe('a CSM accepts a handoff', () => {
  test('CS is accountable from here; verdict and acceptance are done, and the seller hears of it', async () => {
    const team = await makeSalesTeam()
    const { id, version, dealId } = await submitted(team)
    const after = await team.run('handoff.accept', { id, version, note: 'Clear.' }, team.as.csm)
    expect(after).toMatchObject({ status: 'accepted', acceptedWithGaps: false, version: version + 1 })
    expect(after.verdicts).toMatchObject([{ kind: 'accepted', note: 'Clear.', by: { id: team.ids.csm } }])
    expect(after.facts.find((f) => f.fact === 'accepted')?.at).not.toBeNull()
    expect(await team.step(id, 'verdict')).toMatchObject({ status: 'done', ended_by: team.ids.csm })
    expect((await team.audit(dealId)).at(-1)).toMatchObject({ action: 'handoff.accept', reason: 'Clear.' })
    expect(await team.jobs('announce-handoff')).toContainEqual(
      expect.objectContaining({ handoffId: id, event: 'handoff_accepted', actorId: team.ids.csm }),
    )
  })

  test('gaps that are named become questions to the seller, and nothing waits for them', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await submitted(team)
    const gaps = [{ requirementId: 'goals', text: 'Who measures it?' }]
    const after = await team.run('handoff.accept', { id, version, gaps }, team.as.csm)
    expect(after).toMatchObject({ status: 'accepted', acceptedWithGaps: true })
    expect(after.questions).toMatchObject([
      { requirementId: 'goals', text: 'Who measures it?', answer: null },
    ])
    expect(after.verdicts).toMatchObject([{ kind: 'accepted_with_gaps' }])
    const { items } = await team.run('handoff.timeline', { id }, team.as.ae)
    expect(items[0]).toMatchObject({
      sentence: 'Cleo accepted the handoff.',
      reason: 'Business goals: Who measures it?',
    })
  })

  test('what was not submitted, is on hold, or was accepted already is refused', async () => {
    const team = await makeSalesTeam()
    const open = await team.deal({ stageId: 'won' })
    const accept = (version: number) => team.run('handoff.accept', { id: open.id, version }, team.as.csm)
    expect((await refusal(accept(open.version))).message).toContain('not been submitted')
    const { version } = await team.run('handoff.submit', { id: open.id, version: open.version }, team.as.ae)
    const held = await team.run('handoff.hold', { id: open.id, version, reason: 'Strike' }, team.as.csLead)
    expect((await refusal(accept(held.version))).message).toContain('on hold')
    const going = await team.run('handoff.resume', { id: open.id, version: held.version }, team.as.csLead)
    const done = await accept(going.version)
    expect((await refusal(accept(done.version))).message).toContain('already accepted')
  })

  test('a seller, a viewer and another workspace cannot', async () => {
    const [team, other] = await Promise.all([makeSalesTeam(), makeSalesTeam()])
    const { id, version } = await submitted(team)
    expect(await refusedAs(team.run('handoff.accept', { id, version }, team.as.ae))).toBe('forbidden')
    expect(await refusedAs(team.run('handoff.accept', { id, version }, team.as.viewer))).toBe('forbidden')
    expect(await refusedAs(other.run('handoff.accept', { id, version }))).toBe('not_found handoff_not_found')
    expect(await team.row(id)).toMatchObject({ status: 'submitted', version })
  })

  test('another CSM does not see it, so it does not exist for them', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await submitted(team)
    const stranger = await team.space.actorWith('csm')
    expect(await refusedAs(team.run('handoff.accept', { id, version }, stranger))).toBe(
      'not_found handoff_not_found',
    )
  })
})

describe('several accepted at once', () => {
  test('each is accepted or says why not, and one that is refused leaves the others be', async () => {
    const team = await makeSalesTeam()
    const first = await submitted(team, 'd-1', 'Nordwind')
    const stale = await submitted(team, 'd-2', 'Suedwind')
    const open = await team.deal({ externalId: 'd-3', accountName: 'Ostwind', stageId: 'won' })
    const last = await submitted(team, 'd-4', 'Westwind')
    const foreign = `hnd_${'0'.repeat(26)}`
    const answer = await team.run(
      'handoff.accept_many',
      {
        handoffs: [
          { id: open.id, version: open.version },
          { id: first.id, version: first.version },
          { id: stale.id, version: stale.version - 1 },
          { id: foreign, version: 1 },
          { id: last.id, version: last.version },
          { id: last.id, version: last.version },
        ],
      },
      team.as.csm,
    )
    expect(answer.accepted.toSorted()).toEqual([first.id, last.id].toSorted())
    const why = Object.fromEntries(answer.refused.map((r) => [r.id, r.reason]))
    expect(why[open.id]).toContain('not been submitted')
    expect(why[stale.id]).toContain('Somebody else changed')
    expect(why[foreign]).toContain('no such handoff')
    expect(why[last.id]).toContain('already accepted')
    expect((await team.row(first.id)).status).toBe('accepted')
    expect((await team.row(stale.id)).status).toBe('submitted')
    expect(
      (await team.jobs('announce-handoff')).filter((j) => j['event'] === 'handoff_accepted'),
    ).toHaveLength(2)
  })

  test('a viewer accepts none', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await submitted(team)
    expect(
      await refusedAs(team.run('handoff.accept_many', { handoffs: [{ id, version }] }, team.as.viewer)),
    ).toBe('forbidden')
  })
})

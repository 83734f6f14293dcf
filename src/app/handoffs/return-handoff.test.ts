import { describe, expect, test } from 'vitest'
import { refusal, refusedAs } from '../../../test/support/refusal.ts'
import { makeSalesTeam, type SalesTeam } from '../../../test/support/sales-team.ts'

const gaps = [
  { requirementId: 'goals', text: 'Which number, and by when?' },
  { requirementId: 'champion', text: 'How do I reach her?' },
]

async function submitted(team: SalesTeam): Promise<{ id: string; version: number; dealId: string }> {
  const { id, version, deal_id } = await team.deal({
    stageId: 'won',
    amount: { amountMinor: 5_000_000, currency: 'EUR' },
  })
  const after = await team.run('handoff.submit', { id, version }, team.as.ae)
  return { id, version: after.version, dealId: deal_id }
}

describe('a CSM returns a handoff', () => {
  test('each gap is a question, and the seller has a business day to submit again', async () => {
    const team = await makeSalesTeam()
    const { id, version, dealId } = await submitted(team)
    const after = await team.run('handoff.return', { id, version, gaps, note: 'Nearly' }, team.as.csm)
    expect(after).toMatchObject({ status: 'returned', version: version + 1 })
    expect(after.questions.map((q) => [q.requirementId, q.text, q.answeredAt])).toEqual([
      ['goals', 'Which number, and by when?', null],
      ['champion', 'How do I reach her?', null],
    ])
    expect(after.verdicts).toMatchObject([{ kind: 'returned', round: 1, note: 'Nearly' }])
    expect(await team.step(id, 'verdict')).toMatchObject({ status: 'done' })
    const mend = await team.step(id, 'mend')
    expect(mend).toMatchObject({ status: 'open', owner_id: team.ids.ae, round: 1 })
    expect(mend.due_at?.slice(0, 13)).toBe('2026-11-03T10')
    expect((await team.audit(dealId)).at(-1)).toMatchObject({
      action: 'handoff.return',
      actor: team.ids.csm,
      reason: 'Business goals: Which number, and by when? · Champion: How do I reach her? · Nearly',
    })
    const { items } = await team.run('handoff.timeline', { id }, team.as.ae)
    expect(items[0]).toMatchObject({
      sentence: 'Cleo returned the handoff.',
      reason: 'Business goals: Which number, and by when? · Champion: How do I reach her? · Nearly',
    })
    expect(await team.jobs('announce-handoff')).toContainEqual(
      expect.objectContaining({ handoffId: id, event: 'handoff_returned' }),
    )
  })

  test('submitted again, it waits for a second verdict with a clock of its own', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await submitted(team)
    const returned = await team.run('handoff.return', { id, version, gaps }, team.as.csm)
    team.setClock('2026-11-03T11:00:00.000Z')
    const again = await team.run('handoff.submit', { id, version: returned.version }, team.as.ae)
    expect(await team.step(id, 'mend')).toMatchObject({ status: 'done' })
    const verdict = await team.step(id, 'verdict')
    expect(verdict).toMatchObject({ status: 'open', round: 2 })
    expect(verdict.due_at?.slice(0, 13)).toBe('2026-11-04T11')
    expect(again.submittedAt?.slice(0, 10)).toBe('2026-11-02')
    const accepted = await team.run('handoff.accept', { id, version: again.version }, team.as.csm)
    expect(accepted.verdicts.map((v) => [v.round, v.kind])).toEqual([
      [1, 'returned'],
      [2, 'accepted'],
    ])
  })

  test('without a gap, or with one the brief does not ask for, it is refused', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await submitted(team)
    const back = (named: { requirementId: string; text: string }[]) =>
      team.run('handoff.return', { id, version, gaps: named }, team.as.csm)
    expect(await refusedAs(back([]))).toBe('invalid')
    expect((await refusal(back([{ requirementId: 'nonsense', text: 'What?' }]))).fields).toEqual([
      { path: 'gaps', message: 'unknown requirement nonsense' },
    ])
    expect(await team.row(id)).toMatchObject({ status: 'submitted', version, returned_count: 0 })
  })

  test('a gap the tier hides could never be answered, so it is refused', async () => {
    const team = await makeSalesTeam()
    const { id } = await team.deal({ stageId: 'won', amount: { amountMinor: 500_000, currency: 'EUR' } })
    const { version } = await team.run(
      'handoff.submit',
      { id, version: (await team.row(id)).version },
      team.as.ae,
    )
    const hidden = { requirementId: 'champion', text: 'Who is it?' }
    expect(await refusedAs(team.run('handoff.return', { id, version, gaps: [hidden] }, team.as.csm))).toBe(
      'invalid',
    )
  })

  test('only those in service do, and only what was submitted', async () => {
    const [team, other] = await Promise.all([makeSalesTeam(), makeSalesTeam()])
    const { id, version } = await submitted(team)
    const back = (by: keyof typeof team.as) => team.run('handoff.return', { id, version, gaps }, team.as[by])
    expect(await refusedAs(back('viewer'))).toBe('forbidden')
    expect(await refusedAs(back('ae'))).toBe('forbidden')
    expect(await refusedAs(other.run('handoff.return', { id, version, gaps }))).toBe(
      'not_found handoff_not_found',
    )
    const { version: next } = await back('csLead')
    expect(await refusedAs(team.run('handoff.return', { id, version: next, gaps }, team.as.csm))).toBe(
      'refused not_now',
    )
    expect(await refusedAs(back('csm'))).toBe('refused not_now')
  })
})

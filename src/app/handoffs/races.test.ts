import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { makeSalesTeam, type SalesTeam } from '../../../test/support/sales-team.ts'
import { AppError } from '../errors.ts'

const won = { stageId: 'won', amount: { amountMinor: 5_000_000, currency: 'EUR' } }

/** What became of things done at the same moment on connections of their own: `done`, or why not. */
async function atOnce(...works: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(works)
  return settled
    .map((one) => {
      if (one.status === 'fulfilled') return 'done'
      if (one.reason instanceof AppError) return one.reason.code
      throw one.reason
    })
    .toSorted()
}

async function submitted(team: SalesTeam) {
  const { id, version, deal_id } = await team.deal(won)
  const after = await team.run('handoff.submit', { id, version }, team.as.ae)
  return { id, version: after.version, dealId: deal_id }
}

describe('at the same moment', () => {
  test('two submissions are one', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await team.deal(won)
    const submit = () => team.run('handoff.submit', { id, version }, team.as.ae)
    const ends = await atOnce(submit(), submit(), submit())
    expect(ends.filter((e) => e === 'done')).toHaveLength(1)
    expect(await team.row(id)).toMatchObject({ status: 'submitted', version: version + 1 })
  })

  test('acceptance against return: one verdict, and the other is told that it was too late', async () => {
    const team = await makeSalesTeam()
    const { id, version } = await submitted(team)
    const gaps = [{ requirementId: 'goals', text: 'Which number?' }]
    const ends = await atOnce(
      team.run('handoff.accept', { id, version }, team.as.csm),
      team.run('handoff.return', { id, version, gaps }, team.as.csLead),
    )
    expect(ends.filter((e) => e === 'done')).toHaveLength(1)
    const { verdicts, status } = await team.run('handoff.show', { id })
    expect(verdicts).toHaveLength(1)
    expect(status).toBe(verdicts[0]?.kind === 'returned' ? 'returned' : 'accepted')
  })

  test('two first answers to one question: one is kept, the other sees it', async () => {
    const team = await makeSalesTeam()
    const { deal_id: id } = await team.deal(won)
    const put = (value: string) =>
      team.run(
        'answer.put',
        { id, requirementId: 'goals', version: 0, answer: { state: 'given', value } },
        team.as.ae,
      )
    expect(await atOnce(put('A'), put('B'))).toEqual(['conflict', 'done'])
  })

  test('answers to different questions, a verdict and news of the deal disturb each other as little as can be', async () => {
    const team = await makeSalesTeam()
    const { id, version, dealId } = await submitted(team)
    const put = (requirementId: string, value: string) =>
      team.run(
        'answer.put',
        { id: dealId, requirementId, version: 0, answer: { state: 'given', value } },
        team.as.ae,
      )
    const ends = await atOnce(
      put('goals', 'Ship faster'),
      put('deal_story', 'They called us'),
      put('source_system', 'An old one'),
      team.run('handoff.accept', { id, version }, team.as.csm),
      team.tell({ ...won, probability: 100 }),
    )
    expect(ends.filter((e) => e === 'done').length).toBeGreaterThanOrEqual(4)
    const brief = await team.run('answer.list', { id: dealId })
    expect(brief.completeness.given).toBe(3)
    expect(await team.row(id)).toMatchObject({ completeness: brief.completeness.percent })
  })

  test('the same news many times makes one handoff', async () => {
    const team = await makeSalesTeam()
    await Promise.all(Array.from({ length: 6 }, () => team.tell(won)))
    expect(await team.handoffsOf('d-1')).toHaveLength(1)
  })

  test('one step is finished once, whoever else changes the handoff', async () => {
    const team = await makeSalesTeam()
    const { id } = await team.deal(won)
    const step = await team.step(id, 'first_touch')
    const done = () => team.run('step.complete', { id: step.id, version: step.version }, team.as.csm)
    const ends = await atOnce(
      done(),
      done(),
      team.run('question.ask', { id, requirementId: 'goals', text: 'Which?' }, team.as.csm),
    )
    expect(ends.filter((e) => e === 'done')).toHaveLength(2)
    const { n } = await team.space.within((tx) =>
      tx.one(
        sql<{
          n: number
        }>`SELECT count(*) AS n FROM step WHERE workspace_id = ${tx.workspaceId} AND handoff_id = ${id} AND template_id = 'first_touch'`,
      ),
    )
    expect(n).toBe(1)
  })
})

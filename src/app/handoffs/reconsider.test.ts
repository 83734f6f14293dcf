import { beforeAll, describe, expect, test } from 'vitest'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import type { Input, Output } from '../../contract/operations.ts'

const promise: Input<'answer.put'>['answer'] = {
  state: 'given',
  value: [{ promise: 'A weekly export', kind: 'Integration', to_whom: 'Priya', by: '2026-12-18' }],
}

describe('what becomes known later', () => {
  let space: TestWorkspace
  let runtime: Awaited<ReturnType<typeof testRuntime>>
  let aeId: string

  beforeAll(async () => {
    runtime = await testRuntime({ at: '2026-11-20T10:00:00.000Z' })
    space = await makeWorkspace(runtime)
    aeId = await space.addMember({ roles: ['ae'], name: 'Abel' })
    await space.addMember({ roles: ['csm'], name: 'Cleo' })
  })

  type Deal = Output<'deal.create'>
  type Shown = Output<'handoff.show'>

  const euros = (amount: number) => ({ amountMinor: amount * 100, currency: 'EUR' })
  const create = (name: string, amount: number, stageKind: 'likely' | 'won'): Promise<Deal> =>
    space.run('deal.create', { name, accountName: name, ownerId: aeId, stageKind, amount: euros(amount) })
  const change = async (deal: Deal, changes: Partial<Input<'deal.update'>>): Promise<void> => {
    const { version } = await space.run('deal.show', { id: deal.id })
    await space.run('deal.update', { id: deal.id, version, ...changes })
  }
  const answer = (deal: Deal, requirementId: string, given: Input<'answer.put'>['answer']) =>
    space.run('answer.put', { id: deal.id, requirementId, version: 0, answer: given })
  const handoffOf = async (deal: Deal): Promise<Shown> => {
    const { handoffId } = await space.run('answer.list', { id: deal.id })
    return space.run('handoff.show', { id: handoffId ?? '' })
  }
  const running = (handoff: Shown): string[] =>
    handoff.steps.filter((step) => step.status !== 'cancelled').map((step) => step.templateId)

  test('a deal whose value falls and rises again before it is won has all steps of its tier', async () => {
    const deal = await create('Up and down', 30_000, 'likely')
    const before = running(await handoffOf(deal))
    expect(before).toContain('kickoff')
    await change(deal, { amount: euros(20_000) })
    expect(running(await handoffOf(deal))).not.toContain('kickoff')
    await change(deal, { amount: euros(30_000) })
    expect((await handoffOf(deal)).tier).toBe('mid_market')
    expect(running(await handoffOf(deal)).sort()).toEqual(before.sort())
  })

  test('an answer that makes a deal complex raises its tier before it is won, and not after', async () => {
    const early = await create('Early', 30_000, 'likely')
    await answer(early, 'data_migration', { state: 'given', value: true })
    expect(await handoffOf(early)).toMatchObject({ tier: 'enterprise' })
    const late = await create('Late', 30_000, 'won')
    await answer(late, 'data_migration', { state: 'given', value: true })
    expect(await handoffOf(late)).toMatchObject({ tier: 'mid_market' })
  })

  test('a tier chosen by hand before the win stays when the deal changes', async () => {
    const deal = await create('Big later', 30_000, 'likely')
    const { id, version } = await handoffOf(deal)
    await space.run('handoff.set_tier', { id, version, tier: 'enterprise', reason: 'The group follows.' })
    await change(deal, { amount: euros(31_000) })
    await change(deal, { stageKind: 'won' })
    expect(await handoffOf(deal)).toMatchObject({ status: 'open', tier: 'enterprise' })
  })

  test('promises written down days after the win are checked, with the grace and not late at once', async () => {
    runtime.setClock('2026-11-20T10:00:00.000Z')
    const deal = await create('Promised', 30_000, 'won')
    expect(running(await handoffOf(deal))).not.toContain('promise_check')
    runtime.setClock('2026-11-27T10:00:00.000Z')
    await answer(deal, 'commitments', promise)
    const check = (await handoffOf(deal)).steps.find((step) => step.templateId === 'promise_check')
    expect(check).toMatchObject({ status: 'open', dueAt: expect.stringMatching(/^2026-11-27T14:00/) })
  })

  test.each([
    ['returned', 'retro_trouble'],
    ['accepted as it is, in time', null],
  ])('a small handoff that was %s is looked back on when it is over: %s', async (what, retro) => {
    runtime.setClock('2026-12-01T10:00:00.000Z')
    const deal = await create(`Small ${what}`, 10_000, 'won')
    const act = async (name: 'handoff.submit' | 'handoff.accept') => {
      const { id, version } = await handoffOf(deal)
      await space.run(name, { id, version })
    }
    await act('handoff.submit')
    if (what === 'returned') {
      const { id, version } = await handoffOf(deal)
      await space.run('handoff.return', { id, version, gaps: [{ requirementId: 'pains', text: 'Which?' }] })
      await act('handoff.submit')
    }
    await act('handoff.accept')
    const confirm = (await handoffOf(deal)).steps.find((step) => step.templateId === 'confirm')
    await space.run('step.complete', { id: confirm?.id ?? '', version: confirm?.version ?? 0 })
    const looksBack = running(await handoffOf(deal)).filter((id) => id.startsWith('retro'))
    expect(looksBack).toEqual(retro === null ? [] : [retro])
  })
})

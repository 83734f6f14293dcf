import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fullAnswers, makeSalesTeam } from '../../../../test/support/sales-team.ts'
import { addSource, tellDeal } from '../../../../test/support/told.ts'
import { makeWorkspace, type TestWorkspace } from '../../../../test/support/workspace.ts'
import { openWorld, type World } from '../../../../test/support/world.ts'

const noon = '2026-11-18T12:00:00.000Z'

let world: World
let space: TestWorkspace
let source: string
let ae: string
let boss: string
let csm: string
let revops: string
beforeAll(async () => {
  world = await openWorld({ at: noon })
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  world.setClock(noon)
  space = await makeWorkspace(world.runtime, { zone: 'UTC' })
  source = await addSource(space)
  boss = await space.addMember({ roles: ['sales_manager'], name: 'Boss', email: 'boss@example.com' })
  ae = await space.addMember({ roles: ['ae'], name: 'Abel', email: 'abel@example.com', manager_id: boss })
  csm = await space.addMember({ roles: ['csm'], name: 'Cleo', email: 'cleo@example.com' })
  revops = await space.addMember({ roles: ['revops'], name: 'Rita', email: 'rita@example.com' })
})

const win = (amountMinor = 5_000_000): Promise<string> =>
  tellDeal(space, source, {
    name: 'Platform',
    accountName: 'Acme',
    ownerEmail: 'abel@example.com',
    amount: { amountMinor, currency: 'EUR' },
    stageId: 'won',
  })

async function today(memberId: string, as?: 'me' | 'team') {
  const actor = await space.actorOf(memberId)
  const shown = await space.run('handoff.today', as ? { as } : {}, actor)
  const titles = (id: string) => shown.groups.find((group) => group.id === id)?.items ?? []
  return { ...shown, titles }
}

describe('Today opens with', () => {
  test('one’s own work for who has some, and the others’ for who leads or runs the process', async () => {
    await win()
    expect(await today(ae)).toMatchObject({ as: 'me', others: 'team', figures: [] })
    expect(await today(csm)).toMatchObject({ as: 'me', others: 'team' })
    expect(await today(boss)).toMatchObject({ as: 'team', others: 'team' })
    const everyones = await today(revops)
    expect(everyones).toMatchObject({ as: 'team', others: 'everyone' })
    expect(everyones.figures[0]).toMatchObject({ label: 'Handoffs running', value: '1' })
    expect(everyones.titles('due').map((item) => item.owner?.name)).toEqual(
      expect.arrayContaining(['Abel', 'Cleo']),
    )
    expect((await today(revops, 'me')).groups).toEqual([])
  })
})

describe('one who must judge', () => {
  async function submitted(): Promise<string> {
    const id = await win(500_000)
    const { version } = await space.run('handoff.show', { id })
    await space.run('handoff.submit', { id, version }, await space.actorOf(ae))
    return id
  }

  test('is asked once, with how much is missing, and looks before accepting what is not complete', async () => {
    await submitted()
    const { groups, titles } = await today(csm)
    const [verdict] = titles('verdicts')
    expect(verdict?.because).toMatch(/^\d+ answers missing, \d+ % complete$/)
    expect(verdict?.action).toBe(null)
    const owed = groups.flatMap((group) => group.items.map((item) => item.title))
    expect(owed).not.toContain('Accept the handoff')
  })
})

describe('what is done with one press', () => {
  test('is offered to whoever may do it now, and goes through', async () => {
    const id = await win(30_000_000)
    const { steps } = await space.run('handoff.show', { id })
    const members = [ae, csm, boss, revops]
    for (const member of members) {
      const actor = await space.actorOf(member)
      const { steps: seen } = await space.run('handoff.show', { id }, actor)
      const { groups } = await today(member)
      for (const item of groups.flatMap((g) => g.items.filter((i) => i.kind === 'step'))) {
        const step = seen.find((s) => s.id === item.id)
        const isBrief = step?.templateId === 'complete_brief'
        expect([item.title, item.action !== null]).toEqual([
          item.title,
          step?.can['complete'] === true && !isBrief,
        ])
      }
    }
    const confirm = steps.find((s) => s.templateId === 'confirm')
    const shown = (await today(csm)).groups.flatMap((g) => g.items).find((i) => i.id === confirm?.id)
    expect(shown).toMatchObject({ title: 'Confirm the handoff', action: null })
    const meeting = (await today(ae)).groups
      .flatMap((g) => g.items)
      .find((i) => i.title === 'Hold the internal handoff meeting')
    expect(meeting?.action).toMatchObject({ operation: 'step.complete', label: 'Done' })
  })
})

describe('an escalation', () => {
  test('says how many steps are late, since the first of them was due', async () => {
    await win()
    world.setClock('2026-12-01T12:00:00.000Z')
    await world.settle()
    const { groups } = await today(revops)
    const [item] = groups[0]?.items ?? []
    expect(groups[0]?.id).toBe('escalations')
    expect(item?.title).toMatch(/^\d+ steps late$/)
    expect(item?.because).toContain('Complete the brief')
    expect(item?.clock).toBe('late')
    expect(item?.dueAt?.slice(0, 10)).toMatch(/^2026-11-(18|19)$/)
  })
})

describe('what must not be lost from sight', () => {
  test('a submitted handoff waits for a verdict also while its brief is still to be reviewed', async () => {
    const id = await win(5_000_000)
    const { version } = await space.run('handoff.show', { id })
    await space.run('handoff.submit', { id, version }, await space.actorOf(ae))
    const { steps } = await space.run('handoff.show', { id })
    expect(steps.find((step) => step.templateId === 'verdict')?.status).toBe('waiting')
    expect((await today(csm)).titles('verdicts')).toMatchObject([
      { handoffId: id, title: 'Give the verdict' },
    ])
    const { figures, titles } = await today(revops)
    expect(figures.find((figure) => figure.id === 'submitted')?.value).toBe('1')
    expect(titles('verdicts')).toHaveLength(1)
  })

  test('a hundred late steps hide neither a verdict nor what comes next', async () => {
    const id = await win(5_000_000)
    const { version } = await space.run('handoff.show', { id })
    await space.run('handoff.submit', { id, version }, await space.actorOf(ae))
    await space.within((tx) =>
      tx.run(sql`INSERT INTO step (workspace_id, id, handoff_id, template_id, round, position, title, owner_role, owner_id, status, anchor_at, duration, due_at)
        SELECT workspace_id, 'stp_' || lpad(n::text, 26, '0'), handoff_id, 'first_touch', 100 + n, 0, 'Old ' || n, 'csm', ${csm}, 'open', anchor_at, duration, timestamptz '2026-01-01Z' + n * interval '1 minute'
        FROM step, generate_series(1, 250) n WHERE workspace_id = ${tx.workspaceId} AND template_id = 'kickoff'`),
    )
    const { groups, titles } = await today(csm)
    expect(groups.find((group) => group.id === 'late')).toMatchObject({ more: 125, atLeast: true })
    expect(titles('verdicts')).toHaveLength(1)
    expect(titles('due').length).toBeGreaterThan(0)
  })

  test('a question names what it is about, who owes the answer and when', async () => {
    const id = await win(5_000_000)
    const { version } = await space.run('handoff.show', { id })
    await space.run('handoff.submit', { id, version }, await space.actorOf(ae))
    const submitted = await space.run('handoff.show', { id })
    const gaps = [{ requirementId: 'goals', text: 'By when?' }]
    await space.run('handoff.return', { id, version: submitted.version, gaps }, await space.actorOf(csm))
    const [question] = (await today(ae)).titles('questions')
    expect(question).toMatchObject({ title: expect.stringMatching(/^.+: By when\?$/), owner: { id: ae } })
    expect(question?.dueAt).not.toBeNull()
  })
})

describe('answers owed before closing', () => {
  test('are as many as Capture asks for, and gone once the stage asks for no more', async () => {
    const team = await makeSalesTeam()
    const { deal_id: id } = await team.deal({
      stageId: 'likely',
      amount: { amountMinor: 5_000_000, currency: 'EUR' },
    })
    const owed = async () => (await team.run('answer.list', { id }, team.as.ae)).owed
    const shown = async () =>
      (await team.run('handoff.today', { as: 'me' }, team.as.ae)).groups
        .flatMap(({ items }) => items)
        .filter(({ kind }) => kind === 'capture')
        .map(({ title }) => title)
    const first = await owed()
    expect(await shown()).toEqual([`${first.length} answers missing`])
    for (const requirementId of first) {
      await team.answer(id, requirementId, { state: 'given', value: fullAnswers[requirementId] ?? 'Known' })
    }
    expect(await owed()).toEqual([])
    expect(await shown()).toEqual([])
  })
})

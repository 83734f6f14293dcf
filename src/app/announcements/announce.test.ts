import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addSource, mailsOf, notesOf, type ToldNote, tellDeal } from '../../../test/support/told.ts'
import { auditOf } from '../../../test/support/traces.ts'
import { makeWorkspace, type TestWorkspace } from '../../../test/support/workspace.ts'
import { openWorld, type World } from '../../../test/support/world.ts'
import type { IncomingDeal } from '../../connectors/kit/incoming.ts'
import type { Actor } from '../context.ts'
import { standardPlaybook } from '../playbooks/standard-playbook.ts'
import { summariseImport } from './summarise-import.ts'

const noon = '2026-11-18T12:00:00.000Z'
const night = '2026-11-18T22:00:00.000Z'

let world: World
let space: TestWorkspace
let source: string
let ae: string
let csm: string
let boss: string
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
  await space.addMember({ roles: ['revops'], name: 'Rita', email: 'rita@example.com' })
})

const tell = (deal: Partial<IncomingDeal>): Promise<string> =>
  tellDeal(space, source, {
    name: 'Platform',
    accountName: 'Acme',
    ownerEmail: 'abel@example.com',
    amount: { amountMinor: 5_000_000, currency: 'EUR' },
    ...deal,
  })

async function told(event: string): Promise<ToldNote[]> {
  await world.settle()
  return (await notesOf(space)).filter((n) => n.event === event)
}

const actor = (id: string): Promise<Actor> => space.actorOf(id)

describe('the CSM is told at once, on screen and by mail', () => {
  test('when named, also at night; the seller sees who it is', async () => {
    world.setClock(night)
    const id = await tell({ stageId: 'likely' })
    const notes = await told('csm_named')
    expect(notes.find((n) => n.who === 'Cleo')).toMatchObject({
      title: 'Acme is yours',
      path: `/handoffs/${id}`,
    })
    expect(notes.find((n) => n.who === 'Cleo')?.body).toContain(
      'Platform · €50,000 a year · Mid-market · Abel → Cleo',
    )
    expect(notes.find((n) => n.who === 'Abel')?.title).toBe('Cleo is the CSM for Acme')
    const mails = await mailsOf(space)
    expect(mails.map((m) => [m.who, m.subject, m.status])).toEqual([['Cleo', 'Acme is yours', 'kept']])
    expect(mails[0]?.text).toContain(`https://handoff.example.com/handoffs/${id}`)
  })

  test('when the deal is won: what it is, what comes first and what is missing', async () => {
    await tell({ stageId: 'won' })
    const [note] = (await told('handoff_opened')).filter((n) => n.who === 'Cleo')
    expect(note?.title).toBe('Acme is won: the handoff is yours')
    expect(note?.body).toMatch(/First for you: .+, due Thu 19 Nov, 12:00 UTC\./)
    expect(note?.body).toMatch(/The brief is \d+ % complete; \d+ answers missing\./)
    const mine = (await mailsOf(space)).filter((m) => m.who === 'Cleo')
    expect(mine.map((m) => m.subject)).toEqual(['Acme is won: the handoff is yours'])
  })

  test('of the win alone where the deal was won before they could hear that it is likely', async () => {
    await tell({ stageId: 'likely' })
    await tell({ stageId: 'won' })
    await world.settle()
    const mine = (await mailsOf(space)).filter((m) => m.who === 'Cleo')
    expect(mine.map((m) => m.subject)).toEqual(['Acme is won: the handoff is yours'])
    expect(mine[0]?.html).toContain('>Acme is won: the handoff is yours</h1>')
  })

  test('once, however often the news comes', async () => {
    await tell({ stageId: 'won' })
    await tell({ stageId: 'won' })
    await world.settle()
    expect(await told('handoff_opened')).toHaveLength(2)
  })
})

describe('who hears of what', () => {
  test('submitted, returned with its gaps, answered and accepted', async () => {
    const id = await tell({ stageId: 'won' })
    await world.settle()
    const show = () => space.run('handoff.show', { id })
    await space.run('handoff.submit', { id, version: (await show()).version }, await actor(ae))
    const [asked] = await told('handoff_submitted')
    expect(asked).toMatchObject({ who: 'Cleo', title: 'Acme waits for your verdict' })
    expect(asked?.body).toContain('Abel submitted the handoff; the verdict is due Thu 19 Nov, 12:00 UTC.')
    const [requirement] = standardPlaybook().playbook.requirements
    const gaps = [{ requirementId: requirement?.id ?? '', text: 'Which <one>?' }]
    await space.run('handoff.return', { id, version: (await show()).version, gaps }, await actor(csm))
    const [back] = await told('handoff_returned')
    expect(back).toMatchObject({ who: 'Abel', title: 'Acme came back: 1 gap to close' })
    expect(back?.body).toContain(`• ${requirement?.label}: Which <one>?`)
    expect((await mailsOf(space)).find((m) => m.subject === back?.title)?.html).toMatch(
      /<li [^>]*>[^<]*: Which &lt;one&gt;\?<\/li>/,
    )
    const [question] = (await show()).questions
    await space.run(
      'question.answer',
      { id: question?.id ?? '', version: question?.version ?? 0, answer: 'The red one' },
      await actor(ae),
    )
    const [answered] = await told('question_answered')
    expect(answered).toMatchObject({ who: 'Cleo', title: 'Abel answered about Acme' })
    expect(answered?.body).toContain('Answered: The red one')
    await space.run('handoff.submit', { id, version: (await show()).version }, await actor(ae))
    await space.run('handoff.accept', { id, version: (await show()).version }, await actor(csm))
    const [accepted] = await told('handoff_accepted')
    expect(accepted).toMatchObject({ who: 'Abel', title: 'Acme is accepted' })
    // Submitted a second time and judged before the message went out: nobody is asked for what is done.
    expect(await told('handoff_submitted')).toHaveLength(1)
  })

  test('a question goes to the seller, never to the one who asks', async () => {
    const id = await tell({ stageId: 'won' })
    const [requirement] = standardPlaybook().playbook.requirements
    await space.run(
      'question.ask',
      { id, requirementId: requirement?.id ?? '', text: 'Who signs?' },
      await actor(csm),
    )
    expect(await told('question_asked')).toMatchObject([{ who: 'Abel', title: 'Cleo asks about Acme' }])
  })

  test('what is asked of a seller who was never invited reaches their manager', async () => {
    await space.within((tx) =>
      tx.run(
        sql`UPDATE member SET status = 'known', version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${ae}`,
      ),
    )
    const id = await tell({ stageId: 'won' })
    const [requirement] = standardPlaybook().playbook.requirements
    await space.run(
      'question.ask',
      { id, requirementId: requirement?.id ?? '', text: 'Who signs?' },
      await actor(csm),
    )
    expect((await told('question_asked')).map((n) => n.who)).toEqual(['Boss'])
  })

  test('a won deal that is reopened asks those who run the process', async () => {
    await tell({ stageId: 'won' })
    await tell({ stageId: 'likely' })
    const notes = await told('hold_asked')
    expect(notes.map((n) => n.who)).toEqual(['Rita'])
    expect(notes[0]?.body).toContain('the won deal was reopened in the CRM')
  })

  test('another CSM named by hand hears who did it', async () => {
    const id = await tell({ stageId: 'won' })
    await world.settle()
    const dora = await space.addMember({ roles: ['csm'], name: 'Dora', email: 'dora@example.com' })
    const { version } = await space.run('handoff.show', { id })
    await space.run('handoff.assign_csm', { id, version, csmId: dora, reason: 'Speaks Danish' })
    const [note] = (await told('csm_named')).filter((n) => n.who === 'Dora')
    expect(note?.body).toContain('Ada Admin has named you as the CSM of Acme.')
  })
})

test('the CS manager is told once that customers go to somebody without room', async () => {
  await space.addMember({ roles: ['cs_manager'], name: 'Lena', email: 'lena@example.com' })
  await space.within((tx) =>
    tx.run(
      sql`UPDATE member SET capacity = 1, version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${csm}`,
    ),
  )
  await tell({ stageId: 'won' })
  await world.settle()
  await tell({ externalId: 'd-2', accountName: 'Other', stageId: 'won' })
  const notes = await told('capacity_reached')
  expect(notes).toMatchObject([{ who: 'Lena', title: 'Cleo is over their limit', inDigest: true }])
})

describe('a deal closed with gaps', () => {
  test('is told to the manager and the seller once, and what is missing falls due', async () => {
    const id = await tell({ stageId: 'won' })
    const notes = await told('closed_dirty')
    expect(notes.map((n) => [n.who, n.title]).sort((a, b) => (String(a) < String(b) ? -1 : 1))).toEqual([
      ['Abel', expect.stringMatching(/^Acme was closed with \d+ answers missing$/)],
      ['Boss', 'Abel closed Acme with gaps'],
    ])
    const manager = notes.find((n) => n.who === 'Boss')
    expect(manager?.body).toContain('Abel owes them by Fri 20 Nov, 12:00 UTC.')
    const steps = (await space.run('handoff.show', { id })).steps
    const brief = steps.find((s) => s.templateId === 'complete_brief')
    expect(brief?.dueAt?.slice(0, 16)).toBe('2026-11-20T12:00')
    const [{ deal_id: dealId } = { deal_id: '' }] = await space.within((tx) =>
      tx.many(sql<{ deal_id: string }>`SELECT deal_id FROM handoff WHERE workspace_id = ${tx.workspaceId}`),
    )
    await space.within(async (tx) => tx.enqueue({ job: 'chase-closed-dirty', payload: { dealId } }))
    expect(await told('closed_dirty')).toHaveLength(2)
    expect(await auditOf(space, 'deal.chase')).toHaveLength(1)
  })

  test('gets a step of its own where the playbook has none that completes the brief', async () => {
    const { playbook } = standardPlaybook()
    const without = playbook.steps
      .filter((s) => s.id !== 'complete_brief')
      .map((s) => ({ ...s, after: (s.after ?? []).filter((a) => a !== 'complete_brief') }))
    space = await makeWorkspace(world.runtime, {
      zone: 'UTC',
      playbook: { ...playbook, raci: {}, steps: without },
    })
    source = await addSource(space)
    await space.addMember({ roles: ['ae'], name: 'Abel', email: 'abel@example.com' })
    await space.addMember({ roles: ['csm'], name: 'Cleo', email: 'cleo@example.com' })
    const id = await tell({ stageId: 'won' })
    await world.settle()
    const own = (await space.run('handoff.show', { id })).steps.filter(
      (s) => s.templateId === 'closed_with_gaps',
    )
    expect(own).toMatchObject([
      { owner: { name: 'Abel' }, status: 'open', title: 'Answer what was missing when the deal was closed' },
    ])
    expect(own[0]?.dueAt?.slice(0, 16)).toBe('2026-11-20T12:00')
    await space.run('step.complete', { id: own[0]?.id ?? '', version: own[0]?.version ?? 0 })
  })
})

test('an import tells each person once, however many handoffs it made', async () => {
  await space.within((tx, ctx) =>
    summariseImport(ctx, tx, {
      importId: ctx.newId('imp'),
      startedById: space.adminId,
      result: '8,800 new, 4,238 handoffs opened.',
      setAside: 3,
      failure: null,
      perCsm: new Map([[csm, 4238]]),
    }),
  )
  expect(
    (await notesOf(space)).map((n) => [n.who, n.title]).sort((a, b) => (String(a) < String(b) ? -1 : 1)),
  ).toEqual([
    ['Ada Admin', 'The import is done; 3 rows set aside'],
    ['Cleo', '4238 handoffs from an import are yours'],
  ])
  expect(await mailsOf(space)).toHaveLength(2)
})

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addSource, mailsOf, notesOf, tellDeal } from '../../../test/support/told.ts'
import { auditOf } from '../../../test/support/traces.ts'
import { makeWorkspace, type TestWorkspace } from '../../../test/support/workspace.ts'
import { openWorld, type World } from '../../../test/support/world.ts'
import type { IncomingDeal } from '../../connectors/kit/incoming.ts'
import type { Playbook } from '../../core/playbook/playbook.ts'
import { standardPlaybook } from '../playbooks/standard-playbook.ts'

/** Monday; the office is open from 9 to 18 UTC. */
const wonAt = '2026-11-16T10:00:00.000Z'

/** The shipped playbook with few steps and nothing required, so that each message has one cause. */
function playbookOf(...steps: string[]): Playbook {
  const { playbook } = standardPlaybook()
  const kept = playbook.steps.filter((s) => steps.includes(s.id)).map((step) => ({ ...step, after: [] }))
  const requirements = playbook.requirements.map((r) => ({
    ...r,
    need: Object.fromEntries(playbook.tiers.map((tier) => [tier.id, 'optional' as const])),
  }))
  return { ...playbook, steps: kept, requirements, raci: {} }
}

type Cast = { space: TestWorkspace; source: string; ids: Record<string, string> }

/** One person per part: their names say what they are. */
async function makeCast(world: World, steps = ['first_touch']): Promise<Cast> {
  world.setClock(wonAt)
  const space = await makeWorkspace(world.runtime, { playbook: playbookOf(...steps), zone: 'UTC' })
  const add = (
    name: string,
    role: Parameters<TestWorkspace['addMember']>[0]['roles'][number],
    managerId?: string,
  ) => space.addMember({ roles: [role], name, email: `${name}@example.com`, manager_id: managerId ?? null })
  const executive = await add('executive', 'executive')
  const vpCs = await add('vp-cs', 'cs_manager', executive)
  const lead = await add('cs-manager', 'cs_manager', vpCs)
  const csm = await add('csm', 'csm', lead)
  const boss = await add('sales-manager', 'sales_manager')
  const ae = await add('ae', 'ae', boss)
  const revops = await add('revops', 'revops')
  const source = await addSource(space)
  return { space, source, ids: { executive, vpCs, lead, csm, boss, ae, revops } }
}

function winDeal({ space, source }: Cast, deal: Partial<IncomingDeal> = {}): Promise<string> {
  return tellDeal(space, source, {
    name: 'Platform',
    accountName: 'Acme',
    ownerEmail: 'ae@example.com',
    stageId: 'won',
    amount: { amountMinor: 5_000_000, currency: 'EUR' },
    ...deal,
  })
}

const clockEvents = ['step_reminder', 'step_due', 'escalation']

async function told({ space }: Cast): Promise<string[]> {
  const notes = await notesOf(space)
  return notes.filter((n) => clockEvents.includes(n.event)).map((n) => `${n.who} ${n.event}`)
}

async function steps({ space }: Cast) {
  return space.within((tx) =>
    tx.many(sql<{ id: string; version: number; title: string; due_at: string; fired_until: string | null }>`
      SELECT id, version, title, due_at, fired_until FROM step WHERE workspace_id = ${tx.workspaceId} ORDER BY position`),
  )
}

async function nextTimer({ space }: Cast): Promise<{ rung: string; due_at: string } | undefined> {
  return space.within((tx) =>
    tx.maybe(sql<{ rung: string; due_at: string }>`
      SELECT rung, due_at FROM timer WHERE workspace_id = ${tx.workspaceId} AND kind = 'step' AND done_at IS NULL`),
  )
}

const plus = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString()
const minute = (at: string): string => at.slice(0, 16)

let world: World
beforeAll(async () => {
  world = await openWorld({ at: wonAt })
})
afterAll(() => world[Symbol.asyncDispose]())

type Rung = { at: string; who: string; event: string; how: 'mail' | 'digest' }
const firstRungs: Rung[] = [
  { at: '2026-11-16T16:45', who: 'csm', event: 'step_reminder', how: 'mail' },
  { at: '2026-11-17T10:00', who: 'csm', event: 'step_due', how: 'mail' },
  { at: '2026-11-17T14:00', who: 'cs-manager', event: 'escalation', how: 'mail' },
  { at: '2026-11-18T10:00', who: 'revops', event: 'escalation', how: 'mail' },
]

describe('a step that stays undone climbs the ladder of its tier, never a moment early', () => {
  const cases: { tier: string; deal: Partial<IncomingDeal>; ladder: Rung[] }[] = [
    {
      tier: 'smb',
      deal: { amount: { amountMinor: 500_000, currency: 'EUR' } },
      ladder: [
        ...firstRungs.slice(0, 2),
        { at: '2026-11-17T14:00', who: 'cs-manager', event: 'escalation', how: 'digest' },
      ],
    },
    { tier: 'mid_market', deal: { amount: { amountMinor: 5_000_000, currency: 'EUR' } }, ladder: firstRungs },
    {
      tier: 'enterprise',
      deal: { amount: { amountMinor: 50_000_000, currency: 'EUR' } },
      ladder: [...firstRungs, { at: '2026-11-19T10:00', who: 'vp-cs', event: 'escalation', how: 'digest' }],
    },
    {
      tier: 'follow_on',
      deal: { dealType: 'expansion' },
      // Two days for the first touch of a follow-on: Monday 10:00 to Wednesday 10:00 are 18 hours.
      ladder: [
        { at: '2026-11-17T14:30', who: 'csm', event: 'step_reminder', how: 'mail' },
        { at: '2026-11-18T10:00', who: 'csm', event: 'step_due', how: 'mail' },
        { at: '2026-11-18T14:00', who: 'cs-manager', event: 'escalation', how: 'mail' },
        { at: '2026-11-19T10:00', who: 'revops', event: 'escalation', how: 'mail' },
      ],
    },
  ]

  test.each(cases)('$tier', async ({ tier, deal, ladder }) => {
    const cast = await makeCast(world)
    await winDeal(cast, deal)
    const handoff = await cast.space.within((tx) =>
      tx.one(sql<{ tier: string }>`SELECT tier FROM handoff WHERE workspace_id = ${tx.workspaceId}`),
    )
    expect(handoff.tier).toBe(tier)
    const expected: string[] = []
    for (const rung of ladder) {
      const timer = await nextTimer(cast)
      expect(minute(timer?.due_at ?? '')).toBe(rung.at)
      world.setClock(plus(timer?.due_at ?? '', -1_000))
      await world.settle()
      expect(await told(cast)).toEqual(expected)
      world.setClock(plus(timer?.due_at ?? '', 1_000))
      await world.settle()
      expected.push(`${rung.who} ${rung.event}`)
      expect(await told(cast)).toEqual(expected)
      const note = (await notesOf(cast.space)).findLast((n) => n.who === rung.who && n.event === rung.event)
      expect(note?.inDigest).toBe(rung.how === 'digest')
      const mails = (await mailsOf(cast.space)).filter((m) => m.who === rung.who && m.subject === note?.title)
      expect(mails).toHaveLength(rung.how === 'mail' ? 1 : 0)
    }
    // Nothing more for a week, whoever looks: the ladder has ended.
    world.setClock('2026-11-26T10:00:00.000Z')
    await world.settle()
    expect(await told(cast)).toEqual(expected)
    const digests = (await mailsOf(cast.space)).filter((m) => m.text.includes('Escalated to you (1)'))
    expect(digests.map((m) => m.who)).toEqual(ladder.filter((r) => r.how === 'digest').map((r) => r.who))
  })
})

describe('what stops a clock stops its ladder', () => {
  test('a paused step is not reminded; resumed, it goes on by the working time it stood still', async () => {
    const cast = await makeCast(world)
    await winDeal(cast)
    const before = (await steps(cast))[0]
    world.setClock('2026-11-16T16:00:00.000Z')
    await cast.space.run('step.pause', {
      id: before?.id ?? '',
      version: before?.version ?? 0,
      reason: 'waiting_for_customer',
    })
    world.setClock('2026-11-18T16:00:00.000Z')
    await world.settle()
    expect(await told(cast)).toEqual([])
    const paused = (await steps(cast))[0]
    await cast.space.run('step.resume', { id: paused?.id ?? '', version: paused?.version ?? 0 })
    const timer = await nextTimer(cast)
    expect(minute(timer?.due_at ?? '')).toBe('2026-11-18T16:45')
    world.setClock('2026-11-18T16:46:00.000Z')
    await world.settle()
    expect(await told(cast)).toEqual(['csm step_reminder'])
    expect(minute((await steps(cast))[0]?.due_at ?? '')).toBe('2026-11-19T10:00')
  })

  test('a timer that was due when the hold began tells nobody until the handoff goes on', async () => {
    const cast = await makeCast(world)
    const id = await winDeal(cast)
    world.setClock('2026-11-16T16:50:00.000Z')
    const handoff = await cast.space.run('handoff.show', { id })
    const held = await cast.space.run('handoff.hold', {
      id,
      version: handoff.version,
      reason: 'Contract dispute',
    })
    await world.settle()
    expect(await told(cast)).toEqual([])
    world.setClock('2026-11-20T12:00:00.000Z')
    await world.settle()
    expect(await told(cast)).toEqual([])
    await cast.space.run('handoff.resume', { id, version: held.version })
    await world.settle()
    expect(await told(cast)).toEqual(['csm step_reminder'])
  })

  test('a finished step is not heard of again, and its escalation closes itself as done', async () => {
    const cast = await makeCast(world)
    const id = await winDeal(cast)
    world.setClock('2026-11-17T14:01:00.000Z')
    await world.settle()
    const { escalation } = await cast.space.run('handoff.show', { id })
    expect(escalation?.raisedTo.name).toBe('cs-manager')
    expect(escalation?.stepTitles).toEqual(['Make the first contact'])
    const step = (await steps(cast))[0]
    await cast.space.run('step.complete', { id: step?.id ?? '', version: step?.version ?? 0 })
    expect((await cast.space.run('handoff.show', { id })).escalation).toBeNull()
    expect(await auditOf(cast.space, 'escalation.close')).toMatchObject([
      { reason: 'done', noun: 'escalation' },
    ])
    const count = (await told(cast)).length
    world.setClock('2026-11-25T10:00:00.000Z')
    await world.settle()
    expect(await told(cast)).toHaveLength(count)
  })
})

describe('an escalation', () => {
  test('after an outage each person gets one message, at the highest rung they are told of', async () => {
    const cast = await makeCast(world)
    await winDeal(cast, { amount: { amountMinor: 50_000_000, currency: 'EUR' } })
    world.setClock('2026-11-24T10:00:00.000Z')
    await world.settle()
    expect((await told(cast)).sort()).toEqual([
      'cs-manager escalation',
      'csm step_due',
      'revops escalation',
      'vp-cs escalation',
    ])
    const owner = (await notesOf(cast.space)).find((n) => n.event === 'step_due')
    expect(owner?.title).toBe('Overdue for Acme: Make the first contact')
    const { items } = await cast.space.run('escalation.list', {})
    expect(items).toMatchObject([
      { accountName: 'Acme', rungTitle: "To the VP of the owner's side", raisedTo: { name: 'vp-cs' } },
    ])
    expect(await auditOf(cast.space, 'escalation.raise')).toHaveLength(1)
  })

  test('is one for all late steps of a handoff, and is raised as they stay undone', async () => {
    const cast = await makeCast(world, ['first_touch', 'milestone_plan', 'kickoff'])
    await winDeal(cast)
    world.setClock('2026-11-17T14:01:00.000Z')
    await world.settle()
    world.setClock('2026-11-24T10:01:00.000Z')
    await world.settle()
    const { items } = await cast.space.run('escalation.list', {})
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({
      stepTitles: ['Make the first contact', 'Prepare the plan for the first 30 days', 'Hold the kickoff'],
      rungTitle: 'To RevOps',
      raisedTo: { name: 'revops' },
    })
    const managers = (await notesOf(cast.space)).filter(
      (n) => n.who === 'cs-manager' && n.event === 'escalation',
    )
    // The first was told at once; the others were added to what the manager knows.
    expect(managers[0]?.inDigest).toBe(false)
  })

  test('is closed with a cause by whom it was raised to, and opened anew when the next rung is reached', async () => {
    const cast = await makeCast(world)
    await winDeal(cast)
    world.setClock('2026-11-17T14:01:00.000Z')
    await world.settle()
    const [open] = (await cast.space.run('escalation.list', {})).items
    const csm = await cast.space.actorOf(cast.ids['csm'] ?? '')
    const close = { id: open?.id ?? '', version: open?.version ?? 0, cause: 'Champion was ill' }
    await expect(cast.space.run('escalation.close', close, csm)).rejects.toMatchObject({ code: 'forbidden' })
    const other = await makeWorkspace(world.runtime)
    await expect(other.run('escalation.close', close)).rejects.toMatchObject({ code: 'not_found' })
    const lead = await cast.space.actorOf(cast.ids['lead'] ?? '')
    await expect(cast.space.run('escalation.close', { ...close, version: 99 }, lead)).rejects.toMatchObject({
      code: 'conflict',
      current: { id: open?.id },
    })
    const closed = await cast.space.run('escalation.close', close, lead)
    expect(closed).toMatchObject({ cause: 'Champion was ill', closedAt: expect.any(String) })
    expect((await cast.space.run('escalation.list', {})).items).toEqual([])
    await expect(
      cast.space.run('escalation.close', { ...close, version: closed.version }, lead),
    ).rejects.toMatchObject({ detail: 'already_closed' })
    world.setClock('2026-11-18T10:01:00.000Z')
    await world.settle()
    expect((await cast.space.run('escalation.list', {})).items).toMatchObject([
      { raisedTo: { name: 'revops' } },
    ])
  })

  test('falls to the next one up where the manager is out of office, and says so', async () => {
    const cast = await makeCast(world)
    await cast.space.within((tx) =>
      tx.run(sql`UPDATE member SET away_from = '2026-11-16T00:00:00.000Z', away_until = '2026-11-30T00:00:00.000Z', version = version + 1
        WHERE workspace_id = ${tx.workspaceId} AND id = ${cast.ids['lead'] ?? ''}`),
    )
    await winDeal(cast)
    world.setClock('2026-11-17T14:01:00.000Z')
    await world.settle()
    expect((await told(cast)).at(-1)).toBe('vp-cs escalation')
    const [entry] = await auditOf(cast.space, 'escalation.raise')
    expect(entry?.reason).toBe('cs-manager cannot be reached just now.')
    const note = (await notesOf(cast.space)).at(-1)
    expect(note?.body).toContain('You are told because cs-manager cannot be reached just now.')
  })

  test('is shown to those who may see the handoff or whom it was raised to, and to nobody else', async () => {
    const cast = await makeCast(world)
    await winDeal(cast)
    const stranger = await cast.space.actorWith('csm')
    world.setClock('2026-11-17T14:01:00.000Z')
    await world.settle()
    const seenBy = async (actor: typeof stranger) =>
      (await cast.space.run('escalation.list', {}, actor)).items.length
    expect(await seenBy(stranger)).toBe(0)
    expect(await seenBy(await cast.space.actorOf(cast.ids['csm'] ?? ''))).toBe(1)
    expect(await seenBy(await cast.space.actorOf(cast.ids['lead'] ?? ''))).toBe(1)
    expect(await seenBy(await cast.space.actorOf(cast.ids['executive'] ?? ''))).toBe(1)
  })
})

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultyPool } from '../../../test/support/faulty-pool.ts'
import { firedTimers, type MadeClock, makeClocks, type NewClock } from '../../../test/support/many-clocks.ts'
import { seededRandom } from '../../../test/support/seeded-random.ts'
import { mailsOf, notesOf } from '../../../test/support/told.ts'
import { makeWorkspace, type TestWorkspace } from '../../../test/support/workspace.ts'
import { openWorld, type World } from '../../../test/support/world.ts'

const monday = '2026-11-16T10:00:00.000Z'
const plus = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString()

let world: World
beforeAll(async () => {
  world = await openWorld({ at: monday })
})
afterAll(() => world[Symbol.asyncDispose]())

async function makeTeam(owners: number): Promise<{ space: TestWorkspace; owners: string[] }> {
  const space = await makeWorkspace(world.runtime, { zone: 'UTC' })
  const vp = await space.addMember({ roles: ['cs_manager'], name: 'vp' })
  const lead = await space.addMember({ roles: ['cs_manager'], name: 'lead', manager_id: vp })
  await space.addMember({ roles: ['revops'], name: 'revops' })
  const ids: string[] = []
  for (let i = 0; i < owners; i++)
    ids.push(await space.addMember({ roles: ['csm'], name: `csm ${i}`, manager_id: lead }))
  return { space, owners: ids }
}

function clocksOf(owners: readonly string[], count: number, clock: Partial<NewClock> = {}): NewClock[] {
  return Array.from({ length: count }, (_, i) => ({
    tier: 'mid_market',
    ownerId: owners[i % owners.length] ?? '',
    anchorAt: monday,
    ...clock,
  }))
}

describe('a flood of late steps', () => {
  test('a hundred steps late at once are one mail for each person, on screen a line each', async () => {
    world.setClock(monday)
    const { space, owners } = await makeTeam(1)
    await makeClocks(space, clocksOf(owners, 100))
    world.setClock('2026-11-19T12:00:00.000Z')
    await world.settle()
    expect(await mailsOf(space)).toEqual([])
    world.setClock('2026-11-19T12:02:00.000Z')
    await world.settle()
    const mails = await mailsOf(space)
    expect(mails.map((m) => String(m.who)).sort()).toEqual(['csm 0', 'lead', 'revops'])
    const owner = mails.find((m) => m.who === 'csm 0')
    expect(owner?.subject).toMatch(/100 due or late$/)
    expect(owner?.text).toContain('And 50 more')
    expect(mails.find((m) => m.who === 'lead')?.subject).toMatch(/100 escalated$/)
    const notes = (await notesOf(space)).filter((n) => n.who === 'csm 0')
    expect(notes).toHaveLength(100)
    expect(new Set(notes.map((n) => n.title)).size).toBe(100)
    world.setClock('2026-11-20T12:00:00.000Z')
    await world.settle()
    expect(await mailsOf(space)).toHaveLength(3)
  })

  test('steps that fell due in an outage are told in the order they fell due', async () => {
    world.setClock(monday)
    const { space, owners } = await makeTeam(1)
    const anchors = [3, 1, 2, 0, 4].map((hours) => plus(monday, hours * 3_600_000))
    const made = await makeClocks(
      space,
      anchors.flatMap((anchorAt) => clocksOf(owners, 1, { anchorAt })),
    )
    world.setClock('2026-11-17T16:00:00.000Z')
    await world.settle()
    const told = (await notesOf(space)).filter((n) => n.who === 'csm 0').map((n) => n.path)
    const inOrder = made
      .toSorted((a, b) => (a.anchorAt < b.anchorAt ? -1 : 1))
      .map((m) => `/handoffs/${m.handoffId}?tab=steps`)
    expect(told).toEqual(inOrder)
  })
})

describe('a clock that cannot be fired', () => {
  test('for an unusable calendar is put off, and the others fire', async () => {
    world.setClock(monday)
    const { space, owners } = await makeTeam(2)
    const made = await makeClocks(space, clocksOf(owners, 2))
    const breakCalendar = (country: string | null) =>
      space.within(async (tx, ctx) => {
        const id = ctx.newId('cal')
        const definition = {
          id: 'odd',
          title: 'Odd',
          zone: 'UTC',
          week: {
            mon: ['09:00-18:00'],
            tue: ['09:00-18:00'],
            wed: ['09:00-18:00'],
            thu: [],
            fri: [],
            sat: [],
            sun: [],
          },
          ...(country ? { holidays: { country } } : {}),
        }
        await tx.run(
          sql`INSERT INTO calendar (workspace_id, id, key, title, definition) VALUES (${space.id}, ${id}, ${id.slice(-12)}, 'Odd', ${JSON.stringify(definition)}::jsonb)`,
        )
        await tx.run(
          sql`UPDATE member SET calendar_id = ${id}, version = version + 1 WHERE workspace_id = ${space.id} AND id = ${owners[0]}`,
        )
      })
    await breakCalendar('XX')
    world.setClock('2026-11-16T17:00:00.000Z')
    await world.settle()
    expect((await firedTimers(space)).map((t) => t.step_id)).toEqual([made[1]?.stepId])
    await breakCalendar(null)
    world.setClock('2026-11-16T17:20:00.000Z')
    await world.settle()
    expect((await firedTimers(space)).map((t) => t.step_id)).toEqual([made[1]?.stepId, made[0]?.stepId])
  })

  test('for a fault of its own is put off, and those due with it fire', async () => {
    world.setClock(monday)
    const { space, owners } = await makeTeam(2)
    const made = await makeClocks(space, clocksOf(owners, 4))
    world.setClock('2026-11-16T17:00:00.000Z')
    const bad = made[1]?.handoffId ?? ''
    const hurt = (values: readonly unknown[]): boolean =>
      values.some((v) => typeof v === 'string' && v.includes(bad) && v.includes('step_reminder'))
    {
      await using process = world.start({
        pool: (pool) =>
          faultyPool(pool, {
            atQuery: (text, values) =>
              text.includes('notification') && hurt(values) ? new Error('no such thing') : null,
          }),
      })
      await process.queue.idle()
    }
    const fired = new Set((await firedTimers(space)).map((t) => t.step_id))
    expect(fired).toEqual(new Set([made[0], made[2], made[3]].map((m) => m?.stepId)))
    world.setClock('2026-11-16T17:16:00.000Z')
    await world.settle()
    expect(await firedTimers(space)).toHaveLength(4)
  })
})

/** What a clock must have told, given when its timers fired: each rung's people once, the highest rung of each firing. */
function expectedNotes(clock: MadeClock, firedAt: readonly string[]): string[] {
  const people: Record<string, string> = { manager: 'lead', revops: 'revops', vp: 'vp' }
  const notes: string[] = []
  let until = ''
  for (const at of firedAt) {
    const reached = clock.moments.filter((m) => m.at > until && m.at <= at)
    const rungs = reached.map((m) => m.rungId)
    if (rungs.includes('due')) notes.push('owner step_due')
    else if (rungs.includes('reminder')) notes.push('owner step_reminder')
    for (const rung of rungs) if (people[rung]) notes.push(`${people[rung]} escalation`)
    until = reached.at(-1)?.at ?? until
  }
  return notes.sort()
}

test('a thousand clocks fire exactly once each, in order and never early, while two processes race, die at commits and start again', async () => {
  world.setClock(monday)
  const teams = await Promise.all([makeTeam(7), makeTeam(3)])
  const seed = Math.floor(Math.random() * 2 ** 32)
  const dice = seededRandom(seed)
  const tiers = ['smb', 'mid_market', 'enterprise', 'follow_on']
  const made = await Promise.all(
    teams.map(({ space, owners }, i) =>
      makeClocks(
        space,
        Array.from({ length: i === 0 ? 800 : 200 }, () => ({
          tier: tiers[Math.floor(dice() * 4)] ?? 'smb',
          ownerId: owners[Math.floor(dice() * owners.length)] ?? '',
          anchorAt: plus(monday, Math.floor(dice() * 5 * 86_400_000)),
        })),
      ),
    ),
  )
  let deaths = 0
  const atCommit = (): 'before' | 'after' | 'never' => {
    const fate = dice()
    if (fate >= 0.2) return 'never'
    deaths++
    return fate < 0.1 ? 'before' : 'after'
  }
  let now = monday
  while (now < '2026-12-01') {
    now = plus(now, Math.floor(dice() ** 2 * 40 * 3_600_000) + 60_000)
    world.setClock(now)
    const pool = (p: Parameters<typeof faultyPool>[0]) => faultyPool(p, { atCommit })
    const one = world.start({ pool })
    const two = world.start({ pool })
    const idle = Promise.all([one.queue.idle(), two.queue.idle()])
    // Now and then a process is stopped in the middle of its work.
    if (dice() < 0.3) await one[Symbol.asyncDispose]()
    await idle
    await Promise.allSettled([one[Symbol.asyncDispose](), two[Symbol.asyncDispose]()])
  }
  world.setClock('2026-12-01T12:00:00.000Z')
  await world.settle()
  expect(deaths, `seed ${seed}`).toBeGreaterThan(20)
  for (const [i, { space }] of teams.entries()) {
    const fired = Map.groupBy(await firedTimers(space), (t) => t.step_id)
    const notes = Map.groupBy(await notesOf(space), (n) => n.path.slice('/handoffs/'.length).split('?')[0])
    for (const clock of made[i] ?? []) {
      const timers = fired.get(clock.stepId) ?? []
      expect(
        timers.every((t) => t.done_at >= t.due_at),
        `early, seed ${seed}`,
      ).toBe(true)
      expect(timers.map((t) => t.due_at)).toEqual(timers.map((t) => t.due_at).toSorted())
      expect(new Set(timers.map((t) => t.due_at)).size).toBe(timers.length)
      const told = (notes.get(clock.handoffId) ?? []).map((n) =>
        n.who.startsWith('csm') ? `owner ${n.event}` : `${n.who} ${n.event}`,
      )
      expect(told.sort(), `seed ${seed}`).toEqual(
        expectedNotes(
          clock,
          timers.map((t) => t.done_at),
        ),
      )
    }
    const rows = await space.within((tx) =>
      tx.many(sql<{ n: number; open: number }>`
        SELECT (SELECT count(*) FROM timer WHERE workspace_id = ${tx.workspaceId} AND done_at IS NULL AND kind = 'step') AS n,
          (SELECT count(*) - count(DISTINCT handoff_id) FROM escalation WHERE workspace_id = ${tx.workspaceId}) AS open`),
    )
    expect(rows).toEqual([{ n: 0, open: 0 }])
  }
}, 180_000)

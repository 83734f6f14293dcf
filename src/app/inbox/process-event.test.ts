import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  dealsOf,
  eventsOf,
  handleDue,
  handoffsOf,
  makeSource,
  news,
  openHooks,
  send,
  type TestSource,
} from '../../../test/support/hooks.ts'
import type { TestRuntime } from '../../../test/support/runtime.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import { qb } from '../../db/query.ts'
import { startQueue } from '../../jobs/queue.ts'
import type { Runtime } from '../runtime.ts'
import { type ClaimedEvent, ClaimLost, claimEvent, finishEvent, mostTries } from './claim-event.ts'
import { ownLane } from './own-lane.ts'
import { handleEvent, processEvent } from './process-event.ts'

let runtime: TestRuntime
let workspace: TestWorkspace
let source: TestSource

async function fresh(): Promise<void> {
  runtime = await testRuntime()
  workspace = await makeWorkspace(runtime)
  await workspace.addMember({ roles: ['csm'], name: 'Cleo', email: 'cleo@example.com' })
  await workspace.addMember({ roles: ['ae'], name: 'Abel', email: 'abel@example.com' })
  source = await makeSource(workspace)
}

async function receive(body: object, id?: string): Promise<void> {
  const app = await openHooks(runtime)
  const answer = await send(app, source, body, id ? { id } : {})
  if (answer.statusCode !== 200) throw new Error(answer.body)
  await app.close()
}

/** Stores an event as a worker does that is killed before it handles it: claimed, and left. */
async function leftByAKilledWorker(body: object): Promise<ClaimedEvent> {
  const lane = ownLane(runtime)
  let taken = 0
  while (lane.reserve()) taken++
  const app = await openHooks(runtime)
  const answer = await send(app, source, body)
  for (; taken > 0; taken--) lane.release()
  await app.close()
  const [row] = await eventsOf(workspace)
  const claimed = await claim(runtime, row?.id ?? '')
  if (answer.statusCode !== 200 || !claimed) throw new Error('expected a claim')
  return claimed
}

function claim(by: Runtime, id: string): Promise<ClaimedEvent | null> {
  return claimEvent(by, { workspaceId: workspace.id, id })
}

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString()

describe('a worker that dies', () => {
  test('its event is left alone while its claim lasts, then another takes it over, once', async () => {
    await fresh()
    const held = await leftByAKilledWorker(news({ deal: 'D-1' }))
    expect(held).toMatchObject({ epoch: 1, attempts: 1 })
    runtime.setClock(inSeconds(20))
    expect(await handleDue(runtime, workspace.id)).toBe(0)
    const [a, b] = [await testRuntime({ at: inSeconds(31) }), await testRuntime({ at: inSeconds(31) })]
    await Promise.all([a, b].map((it) => handleEvent(it, { workspaceId: workspace.id, id: held.id })))
    expect(await eventsOf(workspace)).toMatchObject([{ status: 'done', lease_epoch: 2, attempts: 2 }])
    expect(await handoffsOf(workspace)).toHaveLength(1)
  })

  test('when it wakes up after all, nothing it does stands', async () => {
    await fresh()
    const asleep = await leftByAKilledWorker(news({ deal: 'D-1', amount: 5 }))
    const other = await testRuntime({ at: inSeconds(31) })
    const taken = await claim(other, asleep.id)
    expect(taken).toMatchObject({ epoch: 2 })
    await processEvent(runtime, asleep)
    expect(await dealsOf(workspace)).toEqual([])
    expect(await eventsOf(workspace)).toMatchObject([{ status: 'pending', lease_epoch: 2, outcome: null }])
    const late = workspace.within((tx) => finishEvent(tx, asleep, { outcome: 'late', dealId: null }))
    await expect(late).rejects.toThrow(ClaimLost)
    if (taken) await processEvent(other, taken)
    expect(await eventsOf(workspace)).toMatchObject([{ status: 'done' }])
    expect(await handoffsOf(workspace)).toHaveLength(1)
  })

  test('two queues on one database handle a hundred events once each', async () => {
    await fresh()
    const app = await openHooks(runtime)
    const batch = Array.from({ length: 100 }, (_, i) => news({ deal: `D-${i % 25}`, at: inSeconds(i - 200) }))
    await send(app, source, batch)
    await app.close()
    const jobs = {} as Parameters<typeof startQueue>[1]['jobs']
    const options = {
      jobs,
      handlers: { inbox: onlyMine, timer: async () => undefined },
      width: 4,
      pollMs: 20,
    }
    const queues = [startQueue(await testRuntime(), options), startQueue(await testRuntime(), options)]
    await expect
      .poll(async () => (await eventsOf(workspace)).filter((e) => e.status !== 'done').length, {
        timeout: 50_000,
      })
      .toBe(0)
    for (const queue of queues) await queue[Symbol.asyncDispose]()
    expect((await eventsOf(workspace)).map((e) => e.attempts)).toEqual(Array(100).fill(1))
    expect(await dealsOf(workspace)).toHaveLength(25)
    expect(await handoffsOf(workspace)).toHaveLength(25)
  })

  const onlyMine: typeof handleEvent = async (by, due) => {
    if (due.workspaceId === workspace.id) await handleEvent(by, due)
  }
})

describe('an event that cannot be handled', () => {
  test('it is tried again later and later, then parked where somebody sees it, and replayed', async () => {
    await fresh()
    const held = await leftByAKilledWorker(news({ deal: 'D-1' }))
    const read = () => {
      throw new Error('a bug of ours')
    }
    const { deals } = runtime.connectors
    const failing = { ...runtime, connectors: { ...runtime.connectors, deals: { ...deals, read } } }
    const at = (seconds: number) => Object.assign(failing, { clockOffsetMs: seconds * 1_000 })
    let seconds = 31
    for (let tries = held.attempts; tries < mostTries; tries++) {
      await handleEvent(at(seconds), { workspaceId: workspace.id, id: held.id })
      const [event] = await eventsOf(workspace)
      if (event?.status === 'parked') break
      expect(event?.outcome).toContain('It is tried again.')
      expect(event?.outcome).not.toContain('a bug of ours')
      expect(Date.parse(event?.due_at ?? '')).toBeGreaterThan(Date.parse(inSeconds(seconds)))
      seconds += 90_000
    }
    const [parked] = await eventsOf(workspace)
    expect(parked).toMatchObject({ status: 'parked', attempts: mostTries })
    expect(parked?.outcome).toContain('Replay it')
    await workspace.run('connection.replay', { id: source.id, eventIds: [held.id] })
    runtime.setClock(inSeconds(seconds))
    await handleDue(runtime, workspace.id)
    expect(await eventsOf(workspace)).toMatchObject([
      { status: 'done', outcome: expect.stringContaining('handoff') },
    ])
  })

  test('one that kills every worker that tries it is parked after six of them', async () => {
    await fresh()
    const { id } = await leftByAKilledWorker(news({ deal: 'D-1' }))
    for (let tries = 2; tries <= mostTries; tries++)
      await claim(await testRuntime({ at: inSeconds(31 * tries) }), id)
    await handleEvent(await testRuntime({ at: inSeconds(400) }), { workspaceId: workspace.id, id })
    expect(await eventsOf(workspace)).toMatchObject([{ status: 'parked', attempts: mostTries + 1 }])
  })

  test('an event nobody can place without a playbook waits for one', async () => {
    await fresh()
    await workspace.within((tx) =>
      tx.run(
        qb
          .updateTable('playbook_version')
          .set({ status: 'superseded' })
          .where('workspace_id', '=', workspace.id),
      ),
    )
    await receive(news({ deal: 'D-1' }))
    await handleDue(runtime, workspace.id)
    const [event] = await eventsOf(workspace)
    expect(event).toMatchObject({
      status: 'parked',
      outcome: expect.stringContaining('Publish one first. Then replay'),
    })
    expect(await dealsOf(workspace)).toEqual([])
  })
})

describe('order and repetition', () => {
  beforeAll(fresh)
  let run = 0

  const life = (deal: string) =>
    (['open', 'open', 'likely', 'likely', 'won', 'won'] as const).map((stage, i) =>
      news({
        deal,
        stage,
        at: `2026-11-1${i}T10:00:00.000Z`,
        wonAt: '2026-11-14T09:00:00.000Z',
        amount: 1_000 * (i + 1),
        account: `Account of ${deal}`,
        owner: i < 3 ? 'abel@example.com' : 'bea@example.com',
      }),
    )

  test('however a deal’s events are shuffled and repeated, the mirror is the same and there is one handoff', {
    timeout: 60_000,
  }, async () => {
    const orders = fc
      .array(fc.integer({ min: 0, max: 5 }), { maxLength: 8 })
      .chain((repeats) =>
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5, ...repeats], { minLength: 6 + repeats.length }),
      )
    const app = await openHooks(runtime)
    await fc.assert(
      fc.asyncProperty(orders, fc.boolean(), async (order, atOnce) => {
        const deal = `R-${++run}`
        const bodies = life(deal)
        const one = (i: number, n: number) => send(app, source, bodies[i], { id: `${deal}-${i}-${n % 2}` })
        if (atOnce) await Promise.all(order.map(one))
        else
          for (const [n, i] of order.entries()) {
            await one(i, n)
            await ownLane(runtime).settled()
          }
        await handleDue(runtime, workspace.id)
        const mirror = (await dealsOf(workspace)).filter((d) => d.external_id === deal)
        expect(mirror).toMatchObject([
          {
            stage_kind: 'won',
            amount_minor: 600_000,
            won_at: '2026-11-14T09:00:00.000Z',
            source_at: '2026-11-15T10:00:00.000Z',
          },
        ])
        const handoffs = (await handoffsOf(workspace)).filter((h) => h.deal_id === mirror[0]?.id)
        expect(handoffs).toMatchObject([{ status: 'open', ae_id: mirror[0]?.owner_id }])
        const events = (await eventsOf(workspace)).filter((e) => e.event_id.startsWith(`${deal}-`))
        expect(events.filter((e) => e.status !== 'done')).toEqual([])
      }),
      { numRuns: 25 },
    )
    await app.close()
  })
})

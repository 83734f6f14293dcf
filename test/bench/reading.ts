import { existsSync } from 'node:fs'
import { Client, type PoolClient } from 'pg'
import type { Actor } from '../../src/app/context.ts'
import { findDue } from '../../src/app/queue/claim.ts'
import { runOperation } from '../../src/app/run-operation.ts'
import type { OperationName } from '../../src/contract/routes.ts'
import { newId } from '../../src/db/new-id.ts'
import { listening, type Statement } from '../data/listening.ts'
import { type Figure, keepFigures, median } from './figures.ts'
import { numbered, seedHandoffs } from './seed.ts'
import { makeWorld, type World } from './world.ts'

const repeats = 5

/**
 * Lists, search, Today and due clocks with very many handoffs: how long the database works on each statement that the
 * product sends, as the login that serves. With `keep` the filled database stays and is used again; a run that was
 * broken off goes on where it was.
 */
export async function measureReading({
  handoffs,
  keep,
}: {
  handoffs: number
  keep: string | null
}): Promise<void> {
  if (keep !== null && existsSync(keep)) process.stderr.write(`using ${keep}\n`)
  await using made = await makeWorld(keep)
  const [filled] = await made.query<{ id: string }>('SELECT workspace_id AS id FROM handoff LIMIT 1')
  const world = { ...made, workspaceId: filled?.id ?? made.workspaceId }
  const client = new Client({ connectionString: world.superuserUrl })
  await client.connect()
  try {
    const say = (line: string): void => void process.stderr.write(`${line}\n`)
    await seedHandoffs(client, { workspaceId: world.workspaceId, handoffs, say })
  } finally {
    await client.end()
  }
  const figures = [...(await measureScreens(world, handoffs)), await measureDueClocks(world)]
  keepFigures(`Reading, with ${handoffs} handoffs`, figures, { handoffs, steps: handoffs * 12, repeats })
}

type Place = Omit<World, typeof Symbol.asyncDispose>
type Asked = { name: OperationName; input: Record<string, unknown> }

async function measureScreens(world: Place, handoffs: number): Promise<Figure[]> {
  const admin = world.admin
  const seller: Actor = { ...world.admin, memberId: numbered('mem', 7), roles: ['ae'] }
  const csm: Actor = { ...world.admin, memberId: numbered('mem', 507), roles: ['csm'] }
  const readers = { admin, seller, csm }
  const worst = async (asked: readonly Asked[]): Promise<{ ms: number; which: string }> => {
    let found = { ms: 0, which: '' }
    for (const [reader, actor] of Object.entries(readers)) {
      for (const one of asked) {
        const ms = await slowestStatement(world, actor, one)
        if (ms > found.ms) found = { ms, which: `${reader}: ${JSON.stringify(one.input)}` }
      }
    }
    return found
  }
  const figure = (what: string, { ms, which }: { ms: number; which: string }, goal: number): Figure => ({
    what: which === '' ? what : `${what} (${which})`,
    value: ms,
    unit: 'ms',
    goal,
    better: 'less',
  })
  const lists = filters(handoffs).map((input) => ({ name: 'handoff.list' as const, input }))
  const phrases = [`account ${handoffs - 3}`, 'c4ca4238a0b9', 'no such words']
  return [
    figure('a page of the pipeline, the slowest filter', await worst(lists), 5),
    figure(
      'a page of the pipeline, searched',
      await worst(phrases.map((search) => ({ name: 'handoff.list', input: { search } }))),
      25,
    ),
    figure('a page of deals', await worst([{ name: 'deal.list', input: {} }]), 5),
    figure('search', await worst(phrases.map((q) => ({ name: 'search.find', input: { q } }))), 25),
    figure('Today', await worst([{ name: 'handoff.today', input: {} }]), 10),
  ]
}

/** Every filter the screen offers, alone and two at a time. */
function filters(handoffs: number): Record<string, unknown>[] {
  const offered = {
    status: 'returned',
    tier: 'enterprise',
    aeId: numbered('mem', 7),
    csmId: numbered('mem', 507),
    accountId: numbered('acc', handoffs >> 1),
    late: true,
  }
  const entries = Object.entries(offered)
  const pairs = entries.flatMap((a, i) => entries.slice(i + 1).map((b) => [a, b]))
  const chosen = [[], ...entries.map((a) => [a]), ...pairs].map((some) => Object.fromEntries(some))
  return chosen.flatMap((some) => [some, { ...some, sort: 'due' }])
}

async function slowestStatement(world: Place, actor: Actor, { name, input }: Asked): Promise<number> {
  const ears = listening(world.runtime)
  const call = { name, workspaceId: world.workspaceId, actor, input, requestId: newId('req') }
  await runOperation(
    { ...ears.runtime, verbs: world.runtime.verbs },
    call as Parameters<typeof runOperation>[1],
  )
  const client = await world.runtime.pool.connect()
  try {
    await client.query(`BEGIN READ ONLY; SET LOCAL app.workspace_id = '${world.workspaceId}'`)
    let slowest = 0
    for (const statement of ears.taken().filter(({ text }) => /^\s*(SELECT|WITH)/i.test(text)))
      slowest = Math.max(slowest, await executionMs(client, statement))
    return slowest
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}

async function executionMs(client: PoolClient, { text, values }: Statement): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < repeats; i++) {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ 'Execution Time': number }] }>(
      `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`,
      values,
    )
    times.push(rows[0]?.['QUERY PLAN'][0]['Execution Time'] ?? Number.NaN)
  }
  return median(times)
}

/** The question every process asks each second: what is due? Here the answer is five hundred of very many. */
async function measureDueClocks(world: Place): Promise<Figure> {
  const times: number[] = []
  let found = 0
  for (let i = 0; i < 50; i++) {
    const from = performance.now()
    const due = await findDue(world.runtime.timerPool, 'timer', { most: 500, offsetMs: 0 })
    times.push(performance.now() - from)
    found = due.length
  }
  return {
    what: `finding a batch of ${found} due clocks, round trip included`,
    value: median(times),
    unit: 'ms',
    goal: 2,
    better: 'less',
  }
}

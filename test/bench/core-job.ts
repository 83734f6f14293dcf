import { setTimeout as sleep } from 'node:timers/promises'
import { signatureHeaders } from '../../src/connectors/kit/signature.ts'
import { schemePresets } from '../../src/connectors/kit/signature-scheme.ts'
import { databaseCpuMs } from './database-cpu.ts'
import { type Figure, keepFigures, median } from './figures.ts'
import { fire, type LoadResult, type Shot } from './load.ts'
import { makeWorld, type Server, type World } from './world.ts'

export type CoreJobPlan = { rounds: number; events: number; clients: number }
type Measured = LoadResult & { cpuMs: number; dbMs: number }
type Bench = { plan: CoreJobPlan; world: World; bare: Server; product: Server; dataDirectory: string }
type Results = Map<string, Measured[]>

/** The core job and the gate against a bare server: everything in each round, one after the other. */
export async function measureCoreJob(plan: CoreJobPlan): Promise<void> {
  await using world = await makeWorld()
  const [{ d: dataDirectory } = { d: '' }] = await world.query<{ d: string }>(
    `SELECT current_setting('data_directory') AS d`,
  )
  const bare = await world.spawn('baseline-server.ts', { BENCH_SECRET: world.hook.secret })
  const product = await world.spawn('product-server.ts', {})
  const bench: Bench = { plan, world, bare, product, dataDirectory }
  const results: Results = new Map()
  let enough = false
  const stop = (): void => {
    enough = true
    process.stderr.write('this round is the last\n')
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
  await untilPlansAreMade(bench)
  let round = 0
  while (round < plan.rounds && (round === 0 || !enough)) {
    await playRound(bench, results)
    round++
    process.stderr.write(`round ${round} of ${plan.rounds}\n`)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop)
  await bare.stop()
  await product.stop()
  keepFigures('The core job and the gate', figuresOf(results), { ...plan, rounds: round })
}

/** A database that is minutes old has plans for empty tables. What is measured is one that has been in use. */
async function untilPlansAreMade(bench: Bench): Promise<void> {
  await playRound({ ...bench, plan: { ...bench.plan, events: Math.min(300, bench.plan.events) } }, new Map())
  await everythingDone(bench.world)
  await bench.world.query('ANALYZE')
  process.stderr.write('warmed up\n')
}

async function playRound(bench: Bench, results: Results): Promise<void> {
  const { bare, product, world, plan } = bench
  const gets = (server: Server, path: string, headers: Record<string, string>): Shot[] =>
    Array.from({ length: plan.events }, () => ({
      method: 'GET',
      url: `http://127.0.0.1:${server.port}${path}`,
      headers,
    }))
  const stored = () => hookShots(bench, bare, '/hook')
  const told = () => hookShots(bench, product, world.hook.path)
  await measure(bench, results, { name: 'bare: event stored', server: bare, shots: stored() })
  await measure(bench, results, { name: 'acknowledged', server: product, shots: told() })
  await everythingDone(world)
  await measure(bench, results, { name: 'complete', server: product, shots: told(), until: handled })
  await everythingDone(world)
  await measure(bench, results, { name: 'all done', server: product, shots: told(), until: everythingDone })
  const [deal] = await world.query<{ id: string }>('SELECT id FROM deal ORDER BY id DESC LIMIT 1')
  const gate = `/api/v1/deals/${deal?.id ?? ''}/gate`
  await measure(bench, results, { name: 'bare: one look-up', server: bare, shots: gets(bare, '/gate/x', {}) })
  const asked = gets(product, gate, { authorization: `Bearer ${world.apiKey}` })
  await measure(bench, results, { name: 'gate', server: product, shots: asked })
}

type Measuring = { name: string; server: Server; shots: Shot[]; until?: (world: World) => Promise<void> }

async function measure(
  { world, plan, dataDirectory }: Bench,
  results: Results,
  { name, server, shots, until }: Measuring,
): Promise<void> {
  const before = { cpuMs: await server.cpuMs(), dbMs: databaseCpuMs(dataDirectory) }
  const from = performance.now()
  const result = await fire(shots, plan.clients)
  await until?.(world)
  const seconds = (performance.now() - from) / 1_000
  if (result.failed > 0) throw new Error(`${name}: ${result.failed} of ${shots.length} failed`)
  const cpuMs = ((await server.cpuMs()) - before.cpuMs) / shots.length
  const dbMs = (databaseCpuMs(dataDirectory) - before.dbMs) / shots.length
  const measured = { ...result, seconds, perSecond: shots.length / seconds, cpuMs, dbMs }
  results.set(name, [...(results.get(name) ?? []), measured])
}

let number = 0

function hookShots({ world, plan }: Bench, server: Server, path: string): Shot[] {
  return Array.from({ length: plan.events }, () => {
    const n = number++
    const body = Buffer.from(JSON.stringify(dealWon(n)))
    const url = `http://127.0.0.1:${server.port}${path}`
    const signed = signatureHeaders(schemePresets['standard-webhooks'], world.hook.secret, {
      method: 'POST',
      url,
      id: `msg_${n}`,
      at: new Date().toISOString(),
      rawBody: body,
    })
    if (!signed.ok) throw new Error(signed.reason)
    return { method: 'POST', url, headers: { 'content-type': 'application/json', ...signed.value }, body }
  })
}

function dealWon(n: number) {
  const now = new Date().toISOString()
  return {
    type: 'deal.won',
    timestamp: now,
    data: {
      deal: {
        id: `deal-${n}`,
        name: `Deal ${n}`,
        stage: { id: 'won', label: 'Won' },
        amount: '48000.00',
        currency: 'EUR',
        won_at: now,
        products: ['Core'],
      },
      account: { id: `account-${n}`, name: `Customer ${n}` },
      owner: { email: `ae${n % 20}@example.com`, name: `AE ${n % 20}` },
    },
  }
}

/** Every event has become what it means: a handoff with its steps, dues, brief and audit entry, its messages queued. */
async function handled(world: World): Promise<void> {
  await untilNone(world, `SELECT count(*) AS n FROM inbox WHERE status = 'pending'`)
  const [parked] = await world.query<{ n: string; why: string }>(
    `SELECT count(*) AS n, min(outcome) AS why FROM inbox WHERE status = 'parked'`,
  )
  if (Number(parked?.n) > 0) throw new Error(`${parked?.n} events were parked: ${parked?.why}`)
}

/** And everybody has been told, and every word can be found. */
async function everythingDone(world: World): Promise<void> {
  await handled(world)
  await untilNone(
    world,
    `SELECT count(*) AS n FROM outbox WHERE status = 'pending' AND (due_at <= now() OR attempts > 0)
    AND job NOT IN ('prune', 'seal-audit', 'fold-loads')`,
  )
}

async function untilNone(world: World, text: string): Promise<void> {
  for (;;) {
    const [row] = await world.query<{ n: string }>(text)
    if (Number(row?.n) === 0) return
    await sleep(20)
  }
}

function figuresOf(results: Results): Figure[] {
  const of = (name: string, value: (r: Measured) => number): number =>
    median((results.get(name) ?? []).map(value))
  const share = (name: string, baseline: string): number =>
    median(
      (results.get(name) ?? []).map(
        (r, i) => (100 * r.perSecond) / (results.get(baseline)?.[i]?.perSecond ?? Number.NaN),
      ),
    )
  const figure = (what: string, value: number, unit: string, goal: number | null = null): Figure => ({
    what,
    value,
    unit,
    goal,
    better: unit === 'ms' ? 'less' : 'more',
  })
  const costs = (name: string, what: string, goal: { p99?: number; server?: number; database?: number }) => [
    figure(
      `${what}: a second`,
      of(name, (r) => r.perSecond),
      '/s',
    ),
    figure(
      `${what}: p99 of the answer`,
      of(name, (r) => r.p99),
      'ms',
      goal.p99 ?? null,
    ),
    figure(
      `${what}: CPU of the server`,
      of(name, (r) => r.cpuMs),
      'ms',
      goal.server ?? null,
    ),
    figure(
      `${what}: CPU of the database`,
      of(name, (r) => r.dbMs),
      'ms',
      goal.database ?? null,
    ),
  ]
  const stored = 'bare: event stored'
  return [
    figure('event to acknowledged, of the bare server', share('acknowledged', stored), '%', 90),
    figure('event to complete handoff, of the bare server', share('complete', stored), '%', 60),
    figure('event to everybody told and findable, of the bare server', share('all done', stored), '%'),
    figure('gate check, of the bare server', share('gate', 'bare: one look-up'), '%', 51),
    ...costs(stored, 'bare: event stored', {}),
    ...costs('acknowledged', 'acknowledged', {}),
    ...costs('complete', 'complete handoff', { p99: 20, server: 0.4, database: 0.6 }),
    ...costs('all done', 'everybody told', {}),
    ...costs('bare: one look-up', 'bare: one look-up', {}),
    ...costs('gate', 'gate check', { p99: 10 }),
  ]
}

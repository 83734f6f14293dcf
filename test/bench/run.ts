// npm run bench [-- --rounds 5 --events 1500]: the core job and the gate against a bare server, in the same rounds.
import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { signatureHeaders } from '../../src/connectors/kit/signature.ts'
import { schemePresets } from '../../src/connectors/kit/signature-scheme.ts'
import { measureCore } from './core.ts'
import { fire, type LoadResult, type Shot } from './load.ts'
import { makeWorld, type Server, type World } from './world.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    events: { type: 'string', default: '1500' },
    clients: { type: 'string', default: '8' },
  },
})
const rounds = Number(values.rounds)
const events = Number(values.events)
const clients = Number(values.clients)

type Measured = LoadResult & { cpuMs: number }
const results: Record<string, Measured[]> = {}

await using world = await makeWorld()
const bare = await world.spawn('baseline-server.ts', { BENCH_SECRET: world.hook.secret })
// Two processes, so that acknowledging is measured with the work going on beside it, as in production.
const product = await world.spawn('product-server.ts', {})

let number = 0
for (let round = 0; round <= rounds; round++) {
  const keep = round > 0 // The first round warms up.
  await measure(keep, 'bare: event stored', { server: bare, shots: hookShots(bare, '/hook') })
  await measure(keep, 'event to acknowledged', {
    server: product,
    shots: hookShots(product, world.hook.path),
  })
  await drained(world)
  await measureSustained(keep)
  const deal = await someDeal(world)
  const gets = (server: Server, path: string, headers: Record<string, string>): Shot[] =>
    Array.from({ length: events }, () => ({
      method: 'GET',
      url: `http://127.0.0.1:${server.port}${path}`,
      headers,
    }))
  await measure(keep, 'bare: one look-up', { server: bare, shots: gets(bare, `/gate/none`, {}) })
  await measure(keep, 'gate check', {
    server: product,
    shots: gets(product, `/api/v1/deals/${deal}/gate`, { authorization: `Bearer ${world.apiKey}` }),
  })
  process.stderr.write(`round ${round} of ${rounds}${keep ? '' : ' (warming up)'}\n`)
}
await bare.stop()
await product.stop()
report()

function hookShots(server: Server, path: string): Shot[] {
  return Array.from({ length: events }, () => {
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

async function measure(
  keep: boolean,
  name: string,
  { server, shots }: { server: Server; shots: Shot[] },
): Promise<void> {
  const before = await server.cpuMs()
  const result = await fire(shots, clients)
  const cpuMs = ((await server.cpuMs()) - before) / shots.length
  if (result.failed > 0) throw new Error(`${name}: ${result.failed} of ${shots.length} failed`)
  if (keep) (results[name] ??= []).push({ ...result, cpuMs })
}

/** From the first event sent to the last handoff complete. */
async function measureSustained(keep: boolean): Promise<void> {
  const shots = hookShots(product, world.hook.path)
  const before = await product.cpuMs()
  const from = performance.now()
  const result = await fire(shots, clients)
  await drained(world)
  const seconds = (performance.now() - from) / 1_000
  const cpuMs = ((await product.cpuMs()) - before) / shots.length
  if (keep)
    (results['event to complete handoff'] ??= []).push({
      ...result,
      seconds,
      perSecond: shots.length / seconds,
      cpuMs,
    })
}

async function drained(of: World): Promise<void> {
  for (;;) {
    const [row] = await of.query<{ n: string }>(`SELECT count(*) AS n FROM inbox WHERE status = 'pending'`)
    if (Number(row?.n) === 0) break
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const [parked] = await of.query<{ n: string; why: string }>(
    `SELECT count(*) AS n, min(outcome) AS why FROM inbox WHERE status = 'parked'`,
  )
  if (Number(parked?.n) > 0) throw new Error(`${parked?.n} events were parked: ${parked?.why}`)
}

async function someDeal(of: World): Promise<string> {
  const [row] = await of.query<{ id: string }>('SELECT id FROM deal ORDER BY id DESC LIMIT 1')
  return row?.id ?? ''
}

function report(): void {
  const line = (name: string, baseline: string, goal: number | null) => {
    const own = middle(results[name] ?? [], (r) => r.perSecond)
    const base = middle(results[baseline] ?? [], (r) => r.perSecond)
    const ratio = middleOf(
      (results[name] ?? []).map((r, i) => r.perSecond / (results[baseline]?.[i]?.perSecond ?? Number.NaN)),
    )
    return {
      what: name,
      perSecond: Math.round(own),
      baseline,
      baselinePerSecond: Math.round(base),
      percent: Math.round(ratio * 100),
      goalPercent: goal,
      p99Ms: round(middle(results[name] ?? [], (r) => r.p99)),
      cpuMs: round(middle(results[name] ?? [], (r) => r.cpuMs)),
    }
  }
  const table = [
    line('event to acknowledged', 'bare: event stored', 90),
    line('event to complete handoff', 'bare: event stored', 60),
    line('gate check', 'bare: one look-up', 51),
  ]
  const core = measureCore()
  console.table(table)
  console.table(core)
  mkdirSync('dist/bench', { recursive: true })
  writeFileSync(
    'dist/bench/latest.json',
    JSON.stringify({ at: new Date().toISOString(), rounds, events, clients, table, core }, null, 2),
  )
  console.log('Written to dist/bench/latest.json')
}

function middle(list: readonly Measured[], of: (r: Measured) => number): number {
  return middleOf(list.map(of))
}

function middleOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function round(n: number): number {
  return Math.round(n * 100) / 100
}

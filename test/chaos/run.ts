// Kills workers at random while signed events come in, and counts what was lost or done twice: npm run chaos.
// CHAOS_ROUNDS, CHAOS_SEED and CHAOS_EVENTS_PER_SECOND change it; Ctrl-C ends the killing and judges what was done.
import { setTimeout as sleep } from 'node:timers/promises'
import { randomFrom } from '../../src/simulators/deal-events.ts'
import { type Load, startLoad } from './load.ts'
import { judge, untilQuiet, type Verdict } from './verdict.ts'
import { type WorkerProcess, workerProcess } from './worker-process.ts'
import { makeWorld } from './world.ts'

const rounds = numberFrom('CHAOS_ROUNDS', 200)
const seed = numberFrom('CHAOS_SEED', Date.now() % 1_000_000)
const perSecond = numberFrom('CHAOS_EVENTS_PER_SECOND', 60)

let enough = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (enough) process.exit(130)
    enough = true
    say('No more rounds; waiting for the work to end, then counting (once more to break off)')
  })

function numberFrom(name: string, otherwise: number): number {
  const text = process.env[name]
  if (text === undefined || text === '') return otherwise
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new Error(`${name} is "${text}"; expected a whole number such as ${otherwise}`)
}

/** Kills one worker, now and then both, at a moment nobody chose, and starts them again. */
async function killing(workers: readonly WorkerProcess[], random: () => number, load: Load): Promise<Done> {
  let kills = 0
  let round = 0
  const startedMs = performance.now()
  while (round < rounds && !enough) {
    round++
    await somebodyServes(workers)
    if (random() < 0.7) await Promise.all(workers.map((w) => w.ready()))
    await sleep(100 + random() * 700)
    const both = random() < 0.1
    const first = random() < 0.5 ? 0 : 1
    const victims = workers.filter((_, i) => both || i === first)
    await Promise.all(victims.map((w) => w.kill()))
    kills += victims.length
    for (const worker of victims) worker.start()
    if (round % 10 === 0) {
      const seconds = Math.round((performance.now() - startedMs) / 1_000)
      say(
        `round ${round} of ${rounds}: ${kills} kills, ${load.acknowledged.size} events acknowledged, ${seconds} s`,
      )
    }
  }
  return { kills, rounds: round }
}

type Done = { kills: number; rounds: number }

/** The next victim may be one that is only just starting, but not both before anything was done. */
async function somebodyServes(workers: readonly WorkerProcess[]): Promise<void> {
  while (workers.every((w) => w.url === null))
    await Promise.race([sleep(50), ...workers.map((w) => w.failed())])
}

async function main(): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const world = stack.use(await makeWorld())
  const workers = [workerProcess(world.env), workerProcess(world.env)]
  for (const worker of workers) {
    worker.start()
    stack.defer(() => worker.kill())
  }
  await Promise.all(workers.map((w) => w.ready()))
  say(`${rounds} rounds, seed ${seed}, about ${perSecond} deliveries a second`)
  const random = randomFrom(seed)
  const { path, secret } = world
  const load = startLoad({
    urls: () => workers.map((w) => w.url),
    path,
    secret,
    perSecond,
    senders: 8,
    seed: seed + 1,
  })
  stack.defer(() => load.stop())
  const done = await killing(workers, random, load)
  await load.stop()
  await Promise.all(workers.map((w) => w.ready()))
  const isQuiet = await untilQuiet(world)
  const { broken } = await world.run('audit.verify', {})
  const drained = await Promise.all(workers.map((w) => w.stop()))
  const verdict = await judge(world, load)
  verdict.others['broken audit seals'] = broken.length
  verdict.others['work left over'] = isQuiet ? 0 : 1
  verdict.others['workers that did not drain'] = drained.filter((ok) => !ok).length
  tell(verdict, { done, load })
}

function tell(verdict: Verdict, { done, load }: { done: Done; load: Load }): void {
  const { lost, duplicateHandoffs, firedTwice, others, events, handoffs, timersFired } = verdict
  say(`answers other than 200: ${JSON.stringify(load.refused)}`)
  say(`${events} events handled, ${handoffs} handoffs, ${timersFired} timers fired`)
  const found = Object.entries(others).filter(([, n]) => n > 0)
  for (const [what, n] of found) say(`${what}: ${n}`)
  if (handoffs === 0) say('nothing came in: this run proves nothing')
  if (lost + duplicateHandoffs + firedTwice + found.length > 0 || handoffs === 0) process.exitCode = 1
  say(
    `${done.kills} kills in ${done.rounds} rounds (seed ${seed}), ${load.acknowledged.size} events acknowledged: ${lost} lost, ${duplicateHandoffs} duplicate handoffs, ${firedTwice} timers fired twice`,
  )
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

await main()

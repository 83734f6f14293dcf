import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { openDoors } from './doors.ts'
import type { Journey } from './journey.ts'
import { openStage } from './stage.ts'
import type { World } from './world.ts'

export type Outcome = { name: string; seconds: number; failure: string | null }

/** Journeys at a time: the tests have two cores, and the server needs some of them. */
const width = 2
const limitSeconds = 240
export const resultsDir = 'test-results'

export type Running = { browser: Browser; world: World; say: (line: string) => void }

/** Runs journeys, some side by side, each in browsers of its own; one that fails leaves pictures. */
export async function runJourneys(journeys: readonly Journey[], running: Running): Promise<Outcome[]> {
  const doors = openDoors(running.browser, running.world)
  const waiting = [...journeys]
  const outcomes: Outcome[] = []
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const startedAt = performance.now()
      const failure = await runJourney(next, running, doors)
      const seconds = (performance.now() - startedAt) / 1_000
      outcomes.push({ name: next.name, seconds, failure })
      running.say(`${failure === null ? '✓' : '✗'} ${next.name} (${seconds.toFixed(1)} s)`)
      if (failure !== null) running.say(failure.replace(/^/gm, '    '))
    }
  }
  await Promise.all(Array.from({ length: width }, work))
  return outcomes
}

async function runJourney(
  journey: Journey,
  { browser, world }: Running,
  doors: ReturnType<typeof openDoors>,
): Promise<string | null> {
  const stage = openStage(browser, world, doors)
  try {
    await withLimit(journey.run(stage), journey.seconds ?? limitSeconds)
    const complaints = stage.complaints()
    if (complaints.length > 0) throw new Error(`The browser complained:\n${complaints.join('\n')}`)
    return null
  } catch (error) {
    mkdirSync(resultsDir, { recursive: true })
    const name = journey.name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, 60)
    await stage.picture(join(resultsDir, name))
    const complaints = stage.complaints().map((line) => `\n  also: ${line}`)
    return `${error instanceof Error ? (error.stack ?? error.message) : String(error)}${complaints.join('')}`
  } finally {
    await stage.close()
  }
}

async function withLimit<T>(work: Promise<T>, seconds: number): Promise<T> {
  const limit = Promise.withResolvers<never>()
  const timer = setTimeout(() => limit.reject(new Error(`It took longer than ${seconds} s`)), seconds * 1_000)
  try {
    return await Promise.race([work, limit.promise])
  } finally {
    clearTimeout(timer)
    work.catch(() => undefined)
  }
}

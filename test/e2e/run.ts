// The end-to-end tests: the real server, a real browser. Called by scripts/run-tests.ts, or by hand:
//   node_modules/.bin/node test/e2e/run.ts [--only TEXT] [--screenshots]

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import { journeys } from './journeys/index.ts'
import { type Outcome, resultsDir, runJourneys } from './runner.ts'
import { takeScreenshots } from './screenshots.ts'
import { makeWorld, type World } from './world.ts'

const { values } = parseArgs({ options: { only: { type: 'string' }, screenshots: { type: 'boolean' } } })
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const startedAt = performance.now()
const executablePath = process.env['THROUGHLINE_CHROMIUM'] || '/usr/bin/chromium'
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
]

if (existsSync(executablePath)) {
  rmSync(resultsDir, { recursive: true, force: true })
  const outcomes = await perform()
  const failed = outcomes.filter(({ failure }) => failure !== null).length
  report({ passed: outcomes.length - failed, failed, skipped: 0 })
  say(`e2e: ${outcomes.length - failed} passed, ${failed} failed (${elapsed()} s)`)
  if (failed > 0) process.exitCode = 1
} else {
  say(
    `\n*** SKIPPED: the end-to-end tests did not run, because there is no browser at ${executablePath}. ***\n`,
  )
  report({ passed: 0, failed: 0, skipped: journeys.length })
}

async function perform(): Promise<Outcome[]> {
  await using stack = new AsyncDisposableStack()
  const opening = chromium.launch({ executablePath, args: flags })
  const [world, browser] = await Promise.all([makeWorld().then((it) => stack.use(it)), opening])
  stack.defer(() => browser.close())
  stopWhenAsked(stack)
  say(`e2e: the servers serve (${elapsed()} s)`)
  if (values.screenshots) {
    await takeScreenshots(browser, world)
    return []
  }
  return await runAll(browser, world)
}

async function runAll(browser: Browser, world: World): Promise<Outcome[]> {
  const wanted = journeys.filter(({ name }) => name.toLowerCase().includes(values.only?.toLowerCase() ?? ''))
  const outcomes = await runJourneys(wanted, { browser, world, say })
  const errors = [...world.demo.errors, ...world.empty.errors]
  if (errors.length > 0) {
    mkdirSync(resultsDir, { recursive: true })
    writeFileSync(`${resultsDir}/server-errors.log`, `${errors.join('\n')}\n`)
  }
  const failure =
    errors.length > 0 ? `${errors.length} errors in the log:\n${errors.slice(0, 5).join('\n')}` : null
  if (failure) say(failure)
  return [...outcomes, { name: 'No server logs an error', seconds: 0, failure }]
}

function report(counts: { passed: number; failed: number; skipped: number }): void {
  const file = process.env['THROUGHLINE_TEST_RESULT']
  if (file) writeFileSync(file, JSON.stringify(counts))
}

function elapsed(): string {
  return ((performance.now() - startedAt) / 1_000).toFixed(1)
}

/** What was started is stopped too when the run is told to end. */
function stopWhenAsked(stack: AsyncDisposableStack): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stack.disposeAsync().finally(() => process.exit(1)))
  }
}

import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ensureChromium } from './chromium.ts'
import {
  type Counts,
  type Outcome,
  ownCounts,
  runPart,
  stopParts,
  type TestPart,
  vitestCounts,
} from './test-part.ts'

/** The parts of the suite that Vitest runs, and where each one's tests lie. */
const VITEST_PARTS = {
  architecture: ['test/architecture.test.ts'],
  core: ['src/core/'],
  db: ['src/db/'],
  verbs: ['src/app/', 'src/jobs/', 'src/contract/', 'src/connectors/', 'src/simulators/'],
  doors: ['src/http/', 'src/cli/', 'src/main', 'src/config', 'src/web/', 'test/'],
} as const

const STATIC_CHECKS: TestPart[] = [
  { name: 'types', command: 'tsc', args: ['-p', '.'] },
  { name: 'types of the core', command: 'tsc', args: ['-p', 'src/core'] },
  { name: 'types of the web app', command: 'tsc', args: ['-p', 'src/web'] },
  { name: 'lint', command: 'oxlint', args: [] },
  { name: 'format', command: 'biome', args: ['check', '.'] },
  { name: 'unused code', command: 'knip', args: ['--no-progress'] },
]

const NAMES = ['static', ...Object.keys(VITEST_PARTS), 'e2e']

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const wanted = new Set(values.only?.split(',') ?? NAMES)
for (const name of wanted) {
  if (NAMES.includes(name)) continue
  console.error(`There is no part "${name}": --only takes some of ${NAMES.join(',')}`)
  process.exit(2)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopParts()
    process.exitCode = 1
  })
}

// The static checks take one core for a few seconds while the tests take the other.
const [checks, tests] = await Promise.all([runStaticChecks(), runVitest()])
const outcomes = [...checks, ...tests, ...(await runEndToEnd())]
for (const outcome of outcomes) console.log(summaryOf(outcome))
const total = sum(outcomes.map((outcome) => outcome.counts))
if (total.failed > 0) process.exitCode = 1
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)

async function runStaticChecks(): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  if (!wanted.has('static')) return outcomes
  for (const check of STATIC_CHECKS) {
    const outcome = await runPart(check, { stream: false })
    if (outcome.counts.failed > 0) process.stdout.write(`\n── ${check.name} ──\n${outcome.output}\n`)
    outcomes.push(outcome)
  }
  return outcomes
}

async function runVitest(): Promise<Outcome[]> {
  const parts = Object.entries(VITEST_PARTS).filter(([name]) => wanted.has(name))
  if (parts.length === 0) return []
  const all = parts.length === Object.keys(VITEST_PARTS).length
  const filters = all ? [] : parts.flatMap(([, folders]) => [...folders])
  const reporters = ['--reporter=dot', '--reporter=json', '--outputFile.json={result}']
  return [
    await runPart(
      { name: 'tests', command: 'vitest', args: ['run', ...reporters, ...filters], countsOf: vitestCounts },
      { stream: true },
    ),
  ]
}

async function runEndToEnd(): Promise<Outcome[]> {
  if (!wanted.has('e2e') || !existsSync('test/e2e/run.ts')) return []
  const chromium = ensureChromium((line) => console.log(`\n${line}`))
  if (chromium === undefined) {
    console.log('\n*** SKIPPED: the end-to-end tests did not run, because there is no Chromium. ***\n')
    return [{ name: 'e2e', counts: { passed: 0, failed: 0, skipped: 1 }, seconds: 0, output: '' }]
  }
  process.env['THROUGHLINE_CHROMIUM'] = chromium
  const part = { name: 'e2e', command: process.execPath, args: ['test/e2e/run.ts'], countsOf: ownCounts }
  return [await runPart(part, { stream: true })]
}

function summaryOf({ name, counts, seconds }: Outcome): string {
  const mark = counts.failed > 0 ? '✗' : '✓'
  const detail = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`
  return `${mark} ${name.padEnd(22)} ${detail} (${seconds.toFixed(1)} s)`
}

function sum(all: Counts[]): Counts {
  const add = (key: keyof Counts) => all.reduce((total, counts) => total + counts[key], 0)
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped') }
}

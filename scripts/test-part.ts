import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Counts = { passed: number; failed: number; skipped: number }

/** One program that a test run starts. Its exit code counts as one test, unless it writes a result file. */
export type TestPart = {
  name: string
  command: string
  args: string[]
  /** Reads the counts of the file named by THROUGHLINE_TEST_RESULT. */
  countsOf?: (resultFile: string) => Counts
}

export type Outcome = { name: string; counts: Counts; seconds: number; output: string }

/** The parts write into a pipe and cannot see whether a person reads along. */
const COLOR = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1', FORCE_COLOR: undefined }

const running = new Set<ReturnType<typeof spawn>>()

/** Ends what this run has started, when it is itself told to end. */
export function stopParts(): void {
  for (const child of running) child.kill('SIGTERM')
}

/** Runs a part; with `stream`, its output appears as it comes, otherwise it is kept. */
export async function runPart(part: TestPart, { stream }: { stream: boolean }): Promise<Outcome> {
  const startedAt = performance.now()
  const directory = mkdtempSync(join(tmpdir(), 'throughline-result-'))
  const resultFile = join(directory, 'result.json')
  let output = ''
  const keep = (chunk: Buffer) => {
    output += chunk.toString()
    if (stream) process.stdout.write(chunk)
  }
  const { promise, resolve } = Promise.withResolvers<number>()
  const args = part.args.map((arg) => arg.replace('{result}', resultFile))
  const child = spawn(part.command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...COLOR, THROUGHLINE_TEST_RESULT: resultFile },
  })
  running.add(child)
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  child.once('error', (error) => {
    keep(Buffer.from(`${error.message}\n`))
    resolve(1)
  })
  child.once('close', (code) => resolve(code ?? 1))
  const exitCode = await promise
  running.delete(child)
  const counts =
    part.countsOf === undefined ? countExit(exitCode) : countFile(part.countsOf, { resultFile, exitCode })
  rmSync(directory, { recursive: true, force: true })
  return { name: part.name, counts, seconds: (performance.now() - startedAt) / 1000, output }
}

function countExit(exitCode: number): Counts {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
}

function countFile(
  countsOf: (resultFile: string) => Counts,
  { resultFile, exitCode }: { resultFile: string; exitCode: number },
): Counts {
  const counts = existsSync(resultFile) ? countsOf(resultFile) : { passed: 0, failed: 0, skipped: 0 }
  const ran = counts.passed + counts.failed + counts.skipped > 0
  // A part that ended badly, or ran nothing, has failed whatever it counted.
  return (exitCode !== 0 || !ran) && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** `{passed, failed, skipped}`, as parts of ours write it. */
export function ownCounts(resultFile: string): Counts {
  const counts = readJson(resultFile) as Partial<Counts>
  return { passed: counts.passed ?? 0, failed: counts.failed ?? 0, skipped: counts.skipped ?? 0 }
}

type VitestResult = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

/** Vitest's JSON report; a file that could not even be loaded counts as one failed test. */
export function vitestCounts(resultFile: string): Counts {
  const result = readJson(resultFile) as VitestResult
  const unloaded = result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + unloaded.length,
    skipped: result.numPendingTests + result.numTodoTests,
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}

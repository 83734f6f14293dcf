import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { withDatabaseClient } from '../test/support/postgres.ts'

/** The program as somebody starts it, in a process of its own, on an embedded database of its own. */
type Started = {
  child: ChildProcess
  lines: string[]
  errors: string[]
  /** Resolves with the line that begins like this; rejects when the program ends first. */
  said(beginning: string): Promise<string>
  ended: Promise<{ code: number | null; signal: string | null }>
}

let dataDir: string
const started: Started[] = []

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'throughline-main-'))
  // Started by root, the database runs as somebody who must be able to walk in.
  chmodSync(dataDir, 0o711)
})

afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill('SIGTERM')
    await ended
  }
  rmSync(dataDir, { recursive: true, force: true })
})

function startProgram(settings: Record<string, string> = {}, args: string[] = []): Started {
  const child = spawn(process.execPath, ['src/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], PORT: '0', THROUGHLINE_DATA_DIR: dataDir, ...settings },
  })
  const lines: string[] = []
  const errors: string[] = []
  const waiting = new Set<{ beginning: string; resolve: (line: string) => void }>()
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line))
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    for (const wait of waiting) if (line.startsWith(wait.beginning)) wait.resolve(line)
  })
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }))
  const said = (beginning: string): Promise<string> => {
    const early = lines.find((line) => line.startsWith(beginning))
    if (early !== undefined) return Promise.resolve(early)
    const { promise, resolve } = Promise.withResolvers<string>()
    waiting.add({ beginning, resolve })
    const gone = ended.then((how) => {
      throw new Error(`It ended (${JSON.stringify(how)}) before: ${[...lines, ...errors].join('\n')}`)
    })
    return Promise.race([promise, gone])
  }
  const program = { child, lines, errors, said, ended }
  started.push(program)
  return program
}

const databaseIsUp = (): boolean => existsSync(join(dataDir, 'cluster', 'postmaster.pid'))

async function count(table: 'deal' | 'workspace'): Promise<number> {
  const url = `postgresql://postgres@/throughline?host=${encodeURIComponent(join(dataDir, 'socket'))}`
  return withDatabaseClient(url, async (client) => {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)
    return rows[0]?.n ?? 0
  })
}

/** Returns while the demo is being made, with some of its deals there. */
async function inTheMiddleOfTheDemo(program: Started): Promise<void> {
  await program.said('First start')
  while ((await count('deal')) < 3) await new Promise(setImmediate)
}

async function signIn(program: Started, address: string): Promise<number> {
  const [email, password] =
    program.lines
      .find((line) => line.startsWith('  '))
      ?.trim()
      .split(/\s+/) ?? []
  const { status } = await fetch(`${address}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ email, password }),
  })
  return status
}

describe('a first start', { timeout: 120_000 }, () => {
  test('that is killed while the demo is made is made good by the next, whose passwords let people in', async () => {
    const first = startProgram()
    await inTheMiddleOfTheDemo(first)
    first.child.kill('SIGKILL')
    expect(await first.ended).toMatchObject({ signal: 'SIGKILL' })
    const second = startProgram()
    const address = (await second.said('Throughline is at')).replace('Throughline is at ', '')
    expect(second.lines[0]).toBe('The last start did not finish its demo; it is made anew.')
    expect(await count('workspace')).toBe(1)
    expect(await count('deal')).toBeGreaterThan(50)
    expect(await signIn(second, address)).toBe(200)
  })

  test('that is asked to stop while the demo is made stops, and stops its database too', async () => {
    const program = startProgram()
    await inTheMiddleOfTheDemo(program)
    program.child.kill('SIGINT')
    expect(await program.ended).toEqual({ code: 0, signal: null })
    expect(program.lines.at(-1)).toBe('Stopping…')
    expect(program.errors).toEqual([])
    expect(databaseIsUp()).toBe(false)
  })

  test('of two at once on one database makes one demo', async () => {
    const both = [startProgram(), startProgram()]
    await Promise.all(both.map((program) => program.said('Throughline is at')))
    expect(await count('workspace')).toBe(1)
    expect(both.filter((program) => program.lines.some((line) => line.startsWith('Sign in')))).toHaveLength(1)
  })
})

test.each<[Record<string, string>, string[], RegExp]>([
  [{ PORT: 'x' }, [], /PORT is "x"/],
  [{ THROUGHLINE_DATADIR: '/x' }, [], /Did you mean THROUGHLINE_DATA_DIR/],
  [{}, ['--demmo'], /"--demmo" is not understood/],
])('a start with %o %o ends with words and without a stack', async (settings, args, words) => {
  const program = startProgram(settings, args)
  expect(await program.ended).toEqual({ code: 1, signal: null })
  expect(program.errors.join('\n')).toMatch(words)
  expect(program.errors.join('\n')).not.toMatch(/^ +at /m)
})

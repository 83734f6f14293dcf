import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const checkout = join(import.meta.dirname, '..', '..')
const startMs = 60_000

/** A process of the product that serves and works, killed and started again as often as one likes. */
export type WorkerProcess = {
  /** Where it listens; NULL while it is not there. */
  readonly url: string | null
  /** Resolves when it serves. */
  ready(): Promise<void>
  /** Rejects when it ended by itself, which none should. */
  failed(): Promise<never>
  /** kill -9: no warning, nothing finished. */
  kill(): Promise<void>
  /** Asks it to stop, as an operator does; true when it did so in time by itself. */
  stop(): Promise<boolean>
  start(): void
}

export function workerProcess(env: Record<string, string>): WorkerProcess {
  let child: ChildProcess | null = null
  let url: string | null = null
  let serving: Promise<void> = Promise.resolve()
  process.on('exit', () => child?.kill('SIGKILL'))
  function start(): void {
    const mine = spawn(process.execPath, ['src/main.ts'], {
      cwd: checkout,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
      // In a group of its own: Ctrl-C ends the run, which then still needs its workers.
      detached: true,
    })
    child = mine
    serving = new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('a worker did not start within a minute')), startMs)
      let said = ''
      mine.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        const found = /Throughline is at (http:\/\/\S+)/.exec(said)
        if (!found?.[1] || child !== mine) return
        url = found[1]
        clearTimeout(late)
        resolve()
      })
      mine.once('exit', (code, signal) => {
        clearTimeout(late)
        if (child === mine) url = null
        // One that we killed while it started is as it should be.
        if (signal === null && code !== 0) reject(new Error(`a worker ended with ${code}: ${said}`))
        else resolve()
      })
    })
    serving.catch(() => undefined)
  }
  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const mine = child
    child = null
    url = null
    if (!mine || mine.exitCode !== null || mine.signalCode !== null) return 0
    const ended = once(mine, 'exit')
    mine.kill(signal)
    const [code] = await ended
    return typeof code === 'number' ? code : null
  }
  return {
    get url() {
      return url
    },
    ready: () => serving,
    failed: () => serving.then(() => new Promise<never>(() => undefined)),
    kill: async () => void (await end('SIGKILL')),
    stop: async () => (await end('SIGTERM')) === 0,
    start,
  }
}

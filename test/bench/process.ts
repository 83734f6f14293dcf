import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { builtScripts } from '../built-scripts.ts'
import { type Figure, keepFigures, median } from './figures.ts'

const checkout = join(import.meta.dirname, '..', '..')
const starts = 5
const idleMs = 10_000

/** Starts the product again and again on a database that is there, and looks at the idle process and what a browser loads. */
export async function measureProcess(): Promise<void> {
  const base = mkdtempSync(join(process.getuid?.() === 0 ? '/var/tmp' : tmpdir(), 'tl-bench-'))
  chmodSync(base, 0o711)
  const seconds: number[] = []
  let idleMb = Number.NaN
  try {
    for (let n = 0; n <= starts; n++) {
      const { child, tookMs } = await startOnce(join(base, 'data'))
      if (n > 0) seconds.push(tookMs / 1_000)
      if (n === starts) {
        await sleep(idleMs)
        idleMb = memoryMb(child.pid ?? 0)
      }
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    }
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
  const less = (what: string, value: number, unit: string, goal: number): Figure => ({
    what,
    value,
    unit,
    goal,
    better: 'less',
  })
  keepFigures(
    'The process and the page',
    [
      less('from the call to the first served request, on an existing database', median(seconds), 's', 1),
      less('memory of the idle server process', idleMb, 'MB', 180),
      ...firstLoad().map((page) => less(page.what, page.kB, 'kB gz', page.goal)),
    ],
    { starts, idleSeconds: idleMs / 1_000 },
  )
}

async function startOnce(dataDir: string): Promise<{ child: ChildProcess; tookMs: number }> {
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const from = performance.now()
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: checkout,
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
      THROUGHLINE_DATA_DIR: dataDir,
      PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  child.once('exit', (code) => {
    if (code) throw new Error(`the server ended with ${code}`)
  })
  while (!(await isReady(port))) await sleep(10)
  return { child, tookMs: performance.now() - from }
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
  await answer?.arrayBuffer()
  return answer?.status === 200
}

function memoryMb(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(found?.[1] ?? Number.NaN) / 1_024
}

/** Scripts that Today needs before it shows, and the largest that any one further screen adds. */
function firstLoad(): { what: string; kB: number; goal: number }[] {
  const web = join(checkout, 'dist', 'web')
  if (!existsSync(join(web, 'index.html'))) {
    process.stderr.write('dist/web is not built (npm start builds it): the size of the page is left out\n')
    return []
  }
  const { names, entry, closure, weight } = builtScripts(web)
  const kB = (some: Iterable<string>): number => weight(some) / 1_000
  const today = closure([...entry, ...names.filter((name) => name.startsWith('TodayPage-'))])
  const frames = names.filter((name) => name.startsWith('SettingsPage-'))
  const further = names
    .filter((name) => /(Page|Section)-[\w-]+\.js$/.test(name))
    .map((name) => {
      const own = closure(name.includes('Section-') ? [...frames, name] : [name])
      return { name, kB: kB([...own].filter((other) => !today.has(other))) }
    })
    .toSorted((a, b) => b.kB - a.kB)
  const [largest] = further
  return [
    { what: 'first-load scripts of Today', kB: kB(today), goal: 180 },
    ...(largest ? [{ what: `largest further screen (${largest.name})`, kB: largest.kB, goal: 40 }] : []),
  ]
}

import { dirname, normalize } from 'node:path'
import type { Import, SourceFile, Violation } from './source-file.ts'

/** One ring of the house: what it may import, and what to do with code that needs more. */
type Ring = {
  name: string
  /** Its files, by the beginning of their paths. */
  at: string
  may: readonly string[]
  npm: readonly string[]
  node: 'none' | 'any'
  instead: string
}

const react = ['react', 'react-dom', '@base-ui/', '@tanstack/', 'lucide-react', '@fontsource-variable/']
const parts = ['core', 'contract', 'app']

/** The first ring whose path fits a file is the file's; every import follows one of these arrows. */
export const rings: readonly Ring[] = [
  {
    name: 'core',
    at: 'src/core/',
    may: ['core'],
    npm: ['temporal-polyfill'],
    node: 'none',
    instead: 'core is a function of plain data and an explicit now: load in app/, pass the values in',
  },
  {
    name: 'contract',
    at: 'src/contract/',
    may: ['contract', 'core'],
    npm: ['zod'],
    node: 'none',
    instead: 'the contract only declares: what computes belongs in core/, what acts in app/',
  },
  {
    name: 'db',
    at: 'src/db/',
    may: ['db', 'core'],
    npm: ['kysely', 'pg', 'pg-copy-streams'],
    node: 'any',
    instead: 'db/ knows rows and transactions: what they mean belongs in app/',
  },
  {
    name: 'connectors/kit',
    at: 'src/connectors/kit/',
    may: ['connectors/kit', 'core'],
    npm: ['zod', 'ipaddr.js'],
    node: 'any',
    instead:
      'the kit serves every connector: what one system needs belongs in its folder, what a verb needs in app/',
  },
  {
    name: 'connectors',
    at: 'src/connectors/index.ts',
    may: ['connectors/kit', 'connectors/x'],
    npm: [],
    node: 'none',
    instead: 'connectors/index.ts only lists the connectors',
  },
  {
    name: 'connectors/x',
    at: 'src/connectors/',
    may: ['connectors/kit', 'core'],
    npm: ['zod', 'nodemailer'],
    node: 'any',
    instead:
      'a connector knows its system and the kit: share through connectors/kit/, act on our records in app/',
  },
  {
    name: 'app',
    at: 'src/app/',
    may: ['app', 'core', 'contract', 'db', 'connectors/kit'],
    npm: ['kysely', 'zod', 'yaml', 'date-holidays'],
    node: 'any',
    instead:
      'a verb reaches jobs by name (tx.enqueue), other systems by capability (ctx.connectors), doors not at all',
  },
  {
    name: 'jobs',
    at: 'src/jobs/',
    may: ['jobs', ...parts],
    npm: [],
    node: 'any',
    instead: 'a job runs verbs: what reads or writes rows belongs in app/',
  },
  {
    name: 'http',
    at: 'src/http/',
    may: ['http', ...parts],
    npm: ['fastify', '@fastify/', 'zod'],
    node: 'any',
    instead: 'a door translates: what reads or writes rows belongs in app/',
  },
  {
    name: 'cli',
    at: 'src/cli/',
    may: ['cli', ...parts, 'config', 'log', 'create-runtime', 'checkout', 'explain-failure'],
    npm: [],
    node: 'any',
    instead: 'a command translates: what reads or writes rows belongs in app/',
  },
  {
    name: 'simulators',
    at: 'src/simulators/',
    may: ['simulators', 'connectors/kit'],
    npm: [],
    node: 'any',
    instead: 'a simulator plays the other side and knows nothing of ours but how a delivery is signed',
  },
  {
    name: 'web build',
    at: 'src/web/vite.config.ts',
    may: ['web'],
    npm: ['vite', '@vitejs/', '@tailwindcss/'],
    node: 'any',
    instead: 'the build of the web app only bundles',
  },
  {
    name: 'web build',
    at: 'src/web/gallery/vite.config.ts',
    may: ['web'],
    npm: ['vite', '@vitejs/', '@tailwindcss/'],
    node: 'any',
    instead: 'the build of the gallery only bundles',
  },
  {
    name: 'web',
    at: 'src/web/',
    may: ['web', 'contract', 'core'],
    npm: react,
    node: 'none',
    instead: 'the browser asks the server through web/api.ts: what it needs to know belongs in an operation',
  },
  {
    name: 'config',
    at: 'src/config.ts',
    may: ['core'],
    npm: [],
    node: 'any',
    instead: 'config.ts only reads settings',
  },
  {
    name: 'explain-failure',
    at: 'src/explain-failure.ts',
    may: ['config'],
    npm: [],
    node: 'none',
    instead: 'explain-failure.ts only finds words',
  },
  {
    name: 'checkout',
    at: 'src/checkout.ts',
    may: [],
    npm: [],
    node: 'any',
    instead: 'checkout.ts only says where the files of this installation are',
  },
  {
    name: 'log',
    at: 'src/log.ts',
    may: ['app'],
    npm: ['pino'],
    node: 'none',
    instead: 'log.ts only opens the log',
  },
  {
    name: 'create-runtime',
    at: 'src/create-runtime.ts',
    may: ['config', 'app', 'db', 'connectors/kit', 'connectors/x', 'connectors'],
    npm: [],
    node: 'any',
    instead: 'create-runtime.ts opens what verbs need; doors and jobs are put on by main.ts',
  },
  {
    name: 'main',
    at: 'src/main.ts',
    may: [
      'config',
      'log',
      'create-runtime',
      'checkout',
      'explain-failure',
      'app',
      'http',
      'jobs',
      'db',
      'connectors',
    ],
    npm: [],
    node: 'any',
    instead: 'main.ts only puts the process together',
  },
]

const asOwner =
  'db prepare, migrate, backup and restore act as the owner, before there is a runtime or without one'

/** Files that may follow one arrow more than their ring, each with its reason. */
export const moreArrows: readonly { at: string; to: string; because: string }[] = [
  { at: 'src/cli/db.ts', to: 'db', because: asOwner },
  { at: 'src/cli/db.ts', to: 'connectors/kit', because: 'db prepare prints a new master key' },
  { at: 'src/app/runtime.ts', to: 'pg', because: 'the type of a pool of connections' },
  { at: 'src/app/queue/claim.ts', to: 'pg', because: 'the type of a pool of connections' },
]

export function ringOf(path: string): Ring | undefined {
  return rings.find((ring) => path.startsWith(ring.at))
}

/** Imports of a file that follow no arrow, each with the way out. */
export function checkArrows(file: SourceFile): Violation[] {
  if (file.isTest || !file.path.startsWith('src/')) return []
  const ring = ringOf(file.path)
  if (!ring) {
    const says = `is in no ring: put it into one of ${rings.map((r) => r.at).join(', ')}`
    return [{ rule: 'arrows', file: file.path, line: 1, says }]
  }
  return file.imports
    .filter((it) => !isAllowed(file.path, ring, it))
    .map((it) => ({
      rule: 'arrows',
      file: file.path,
      line: it.line,
      says: `${ring.name} may not import ${targetOf(file.path, it)} ("${it.from}"): ${ring.instead}`,
    }))
}

/** Arrows more that no import follows any longer. */
export function staleArrows(files: readonly SourceFile[]): string[] {
  return moreArrows
    .filter(({ at, to }) => {
      const file = files.find((it) => it.path === at)
      return !file?.imports.some((it) => targetOf(at, it) === to)
    })
    .map(({ at, to }) => `${at} → ${to}`)
}

/** The path a relative import leads to, or the import as it stands. */
export function resolved(path: string, from: string): string {
  return from.startsWith('.') ? normalize(`${dirname(path)}/${from}`) : from
}

function targetOf(path: string, { from }: Import): string {
  if (!from.startsWith('.')) return from
  return ringOf(resolved(path, from))?.name ?? resolved(path, from)
}

function isAllowed(path: string, ring: Ring, it: Import): boolean {
  const target = targetOf(path, it)
  if (moreArrows.some((more) => more.at === path && target === more.to)) return true
  if (it.from.startsWith('node:')) return ring.node === 'any'
  if (!it.from.startsWith('.')) return ring.npm.some((name) => isPackage(it.from, name))
  if (isTestTarget(path, it)) return false
  if (target === 'connectors/x' && ring.name === 'connectors/x')
    return folderOf(path) === folderOf(resolved(path, it.from))
  return (
    ring.may.includes(target) || (it.from.endsWith('.css') && ring.name === 'web') || target === ring.name
  )
}

function isTestTarget(path: string, { from }: Import): boolean {
  const to = resolved(path, from)
  return to.startsWith('test/') || /\.test\.tsx?$|\/test-[a-z0-9-]+\.ts$/.test(to)
}

const folderOf = (path: string): string => path.split('/').slice(0, 3).join('/')

const isPackage = (from: string, name: string): boolean =>
  name.endsWith('/') ? from.startsWith(name) : from === name || from.startsWith(`${name}/`)

/** Packages and rings that must never reach the browser, through whatever files. */
const notForBrowsers = ['zod', 'temporal-polyfill', 'date-holidays', 'kysely', 'pg', 'node:', 'fastify']

/** What the web app would load at run time that is not for browsers, with the way it got there. */
export function checkBrowserReach(files: readonly SourceFile[]): Violation[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const found: Violation[] = []
  const seen = new Set<string>()
  const visit = (file: SourceFile, way: readonly string[]): void => {
    if (seen.has(file.path)) return
    seen.add(file.path)
    for (const it of file.imports.filter((i) => !i.isType)) {
      const to = resolved(file.path, it.from)
      const bad = notForBrowsers.find((name) =>
        name === 'node:' ? to.startsWith('node:') : isPackage(to, name),
      )
      if (bad) {
        const says = `brings ${bad} into the browser (${[...way, file.path].join(' → ')}): take only types from there, or move the value to a file without it`
        found.push({ rule: 'browser', file: file.path, line: it.line, says })
      }
      const next = byPath.get(to)
      if (next) visit(next, [...way, file.path])
    }
  }
  for (const file of files) {
    if (ringOf(file.path)?.name === 'web' && !file.isTest) visit(file, [])
  }
  return found
}

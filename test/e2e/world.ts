import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../src/db/embedded/start-embedded.ts'
import { prepareDatabase } from '../../src/db/prepare.ts'
import { type Server, startServer } from './server-process.ts'

export type SignIn = { name: string; email: string; password: string }

/** Two servers of the product: one with the demo, one on an empty outside database that waits for its first admin. */
export type World = AsyncDisposable & {
  demo: Server & { people: ReadonlyMap<string, SignIn> }
  empty: Server & { claimLink: string }
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Builds the web app if needed and starts everything on a throw-away data directory. */
export async function makeWorld(): Promise<World> {
  await using stack = new AsyncDisposableStack()
  const directory = mkdtempSync(join(tmpdir(), 'throughline-e2e-'))
  // Root's database server runs as somebody else, who must be able to walk in.
  chmodSync(directory, 0o711)
  stack.defer(() => rmSync(directory, { recursive: true, force: true }))
  const dataDir = join(directory, 'data')
  const [database] = await Promise.all([
    startEmbedded({ dataDir, log: silent, durable: false }).then((it) => stack.use(it)),
    buildWebApp(),
  ])
  const outside = await prepareDatabase({
    adminUrl: database.superuserUrl,
    databaseName: 'throughline_empty',
  })
  const [demo, empty] = await Promise.all([
    startServer({ THROUGHLINE_DATA_DIR: dataDir }),
    startServer({
      DATABASE_URL: outside.appUrl,
      DATABASE_OWNER_URL: outside.ownerUrl,
      DATABASE_TIMER_URL: outside.timerUrl,
      THROUGHLINE_MASTER_KEY: randomBytes(32).toString('base64'),
    }),
  ])
  for (const server of [demo, empty]) stack.defer(() => stopWell(server))
  const world = {
    demo: { ...demo, people: peopleIn(demo.said) },
    empty: { ...empty, claimLink: claimLinkIn(empty.said) },
  }
  const kept = stack.move()
  return { ...world, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

async function stopWell(server: Server): Promise<void> {
  const code = await server.stop()
  if (code !== 0) throw new Error(`The server at ${server.url} was asked to stop and ended with ${code}`)
}

async function buildWebApp(): Promise<void> {
  const build = spawn('sh', ['-c', '. bin/build-web.sh'], { stdio: ['ignore', 'inherit', 'inherit'] })
  const [code] = await once(build, 'exit')
  if (code !== 0) throw new Error('The web app could not be built')
}

/** Who can sign in, by first name, as printed at the first start. */
function peopleIn(said: readonly string[]): ReadonlyMap<string, SignIn> {
  const lines = said.flatMap((line) => {
    const found = /^ {2}(\S+@\S+)\s+(\S+)\s+([^,]+),/.exec(line)
    return found ? [{ email: found[1] ?? '', password: found[2] ?? '', name: found[3] ?? '' }] : []
  })
  return new Map(lines.map((line) => [line.name.split(' ')[0]?.toLowerCase() ?? '', line]))
}

function claimLinkIn(said: readonly string[]): string {
  const link = said.map((line) => /https?:\S+#\S+/.exec(line)?.[0]).find((it) => it !== undefined)
  if (link === undefined) throw new Error(`No link for the first admin was printed:\n${said.join('\n')}`)
  return link
}

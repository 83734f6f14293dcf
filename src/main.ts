import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fireTimer } from './app/clocks/fire-timer.ts'
import type { Log } from './app/context.ts'
import { makeDemo } from './app/demo/make-demo.ts'
import { handleEvent } from './app/inbox/process-event.ts'
import { type Claim, newClaim } from './app/sign-in/claim-workspace.ts'
import { whoIsHere } from './app/workspaces/who-is-here.ts'
import { checkoutDir } from './checkout.ts'
import { type Config, ConfigError, readEnv, refuseMisspelt, toConfig, toSecrets } from './config.ts'
import { createRuntime, type OpenRuntime } from './create-runtime.ts'
import { clearUnfinishedDemo, withFirstStartLock } from './db/first-start.ts'
import { explainFailure } from './explain-failure.ts'
import { type FrontDoor, openFrontDoor } from './http/front-door.ts'
import { createServer, type ServerOptions } from './http/server.ts'
import { mountUploads } from './http/uploads.ts'
import { mountWebhooks } from './http/webhooks.ts'
import { jobs } from './jobs/index.ts'
import { startQueue } from './jobs/queue.ts'
import { createLog } from './log.ts'

/** A running process: serves, works, or both, until it is disposed. */
export type Running = AsyncDisposable & { port: number; runtime: OpenRuntime['runtime'] }

export type StartOptions = {
  config: Config
  log: Log
  env: NodeJS.ProcessEnv
  demo: boolean
  say: (line: string) => void
  /** Gives the start up, closing what it opened. */
  signal?: AbortSignal
}

/** Opens the port at once (answering 503), then the database, then everything; the last thing to go is the database. */
export async function start({ config, log, env, demo, say, signal }: StartOptions): Promise<Running> {
  const secrets = toSecrets(readEnv(env))
  await using stack = new AsyncDisposableStack()
  const door = openFrontDoor()
  stack.defer(() => door.close(1_000))
  const port = config.role === 'worker' ? 0 : await door.listen(config.port, config.host)
  const opened = stack.use(await createRuntime({ config, secrets, log, checkout: checkoutDir, env }))
  signal?.throwIfAborted()
  const address = config.publicUrl.replace(/:0$/, `:${port}`)
  const claim = await firstStart(opened, { demo, say, address, signal })
  if (config.role !== 'web') {
    const queue = stack.use(
      startQueue(opened.runtime, {
        jobs,
        handlers: { inbox: handleEvent, timer: fireTimer },
        width: 4,
        pollMs: 1_000,
      }),
    )
    opened.setWake(() => queue.wake())
    queue.wake()
  }
  if (config.role !== 'worker') {
    const app = openDoor(opened.runtime, { door, claim, publicUrl: address, trustProxy: config.trustProxy })
    stack.defer(() => app.close())
    await app.ready()
  }
  signal?.throwIfAborted()
  say(config.role === 'worker' ? 'Throughline works in the background.' : `Throughline is at ${address}`)
  const kept = stack.move()
  return { port, runtime: opened.runtime, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

type Door = Pick<ServerOptions, 'claim' | 'publicUrl' | 'trustProxy'> & { door: FrontDoor }

function openDoor(runtime: OpenRuntime['runtime'], door: Door): ReturnType<typeof createServer> {
  const webDir = join(checkoutDir, 'dist', 'web')
  return createServer(runtime, {
    ...door,
    webDir: existsSync(webDir) ? webDir : null,
    registerHooks: (hooks) => {
      mountWebhooks(hooks, runtime)
      mountUploads(hooks, runtime, { trustProxy: door.trustProxy })
    },
  })
}

type FirstStart = Pick<StartOptions, 'demo' | 'say' | 'signal'> & { address: string }

/** On an empty database: the demo where that is wanted, else the right to make the first admin, printed once. */
async function firstStart(opened: OpenRuntime, options: FirstStart): Promise<Claim | null> {
  const here = await whoIsHere(opened.runtime)
  if (here === 'people') return null
  if (here === 'nobody' && !options.demo && !opened.isEmbedded) return offerClaim(options)
  return withFirstStartLock(opened.urls.appUrl, async () => {
    const { ownerUrl } = opened.urls
    if (ownerUrl && (await clearUnfinishedDemo(ownerUrl)))
      options.say('The last start did not finish its demo; it is made anew.')
    if ((await whoIsHere(opened.runtime)) !== 'nobody') return null
    if (!options.demo && !opened.isEmbedded) return offerClaim(options)
    options.say('First start: making a demo workspace with invented deals…')
    const { people, letIn } = await makeDemo(opened.runtime, options.signal)
    options.say('Sign in as one of these; the passwords are shown this once:')
    for (const { name, title, email, password } of people)
      options.say(`  ${email.padEnd(34)} ${password}   ${name}, ${title}`)
    await letIn()
    return null
  })
}

function offerClaim({ say, address }: FirstStart): Claim {
  const { token, claim } = newClaim()
  say('The database is empty. Make the first admin, with this link that works until the next start:')
  say(`  ${address}/first-admin#${token}`)
  return claim
}

/** Aborted when somebody asks to stop, by Ctrl-C, SIGTERM or by closing the terminal; at any time, also while starting. */
function stopWhenAsked(say: (line: string) => void): AbortSignal {
  const stopping = new AbortController()
  const stop = (): void => {
    if (stopping.signal.aborted) return
    say('Stopping…')
    // What hangs must not keep the process: after twenty seconds it goes as after a kill, which loses nothing either.
    setTimeout(() => process.exit(1), 20_000).unref()
    stopping.abort()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  if (!isIgnored(1)) process.on('SIGHUP', stop)
  return stopping.signal
}

/** Whether whoever started us had a signal ignored, as `nohup` does; a handler would undo that. */
function isIgnored(signalNumber: number): boolean {
  const mask = /^SigIgn:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
  return ((BigInt(`0x${mask}`) >> BigInt(signalNumber - 1)) & 1n) === 1n
}

function readArguments(): { demo: boolean } {
  try {
    const { values } = parseArgs({ options: { demo: { type: 'boolean' } } })
    return { demo: values.demo === true }
  } catch {
    throw new ConfigError([
      `"${process.argv.slice(2).join(' ')}" is not understood; the only word after npm start -- is --demo.`,
    ])
  }
}

async function run(signal: AbortSignal, say: (line: string) => void): Promise<void> {
  const { demo } = readArguments()
  refuseMisspelt(process.env)
  const config = toConfig(readEnv())
  const log = createLog(config.logLevel)
  const running = await start({ config, log, env: process.env, demo, say, signal })
  if (!signal.aborted) await once(signal, 'abort')
  await running[Symbol.asyncDispose]()
}

if (import.meta.main) {
  // A terminal that is gone is no reason to stop.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  const signal = stopWhenAsked(say)
  try {
    await run(signal, say)
  } catch (error) {
    if (error !== signal.reason) {
      const words =
        explainFailure(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))
      process.stderr.write(`${words}\n`)
      process.exitCode = 1
    }
  }
}

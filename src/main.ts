import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fireTimer } from './app/clocks/fire-timer.ts'
import type { Log } from './app/context.ts'
import { makeDemo } from './app/demo/make-demo.ts'
import { handleEvent } from './app/inbox/process-event.ts'
import { newClaim } from './app/sign-in/claim-workspace.ts'
import { hasWorkspace } from './app/workspaces/has-workspace.ts'
import { checkoutDir } from './checkout.ts'
import { type Config, ConfigError, readEnv, toConfig, toSecrets } from './config.ts'
import { createRuntime, type OpenRuntime } from './create-runtime.ts'
import { openFrontDoor } from './http/front-door.ts'
import { createServer } from './http/server.ts'
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
}

/** Opens the port at once (answering 503), then the database, then everything; the last thing to go is the database. */
export async function start({ config, log, env, demo, say }: StartOptions): Promise<Running> {
  await using stack = new AsyncDisposableStack()
  const door = openFrontDoor()
  stack.defer(() => door.close(1_000))
  const port = config.role === 'worker' ? 0 : await door.listen(config.port, config.host)
  const opened = stack.use(
    await createRuntime({ config, secrets: toSecrets(readEnv(env)), log, checkout: checkoutDir, env }),
  )
  const { runtime } = opened
  const address = config.publicUrl.replace(/:0$/, `:${port}`)
  const claim = await firstStart(opened, { demo, say, address })
  if (config.role !== 'web') {
    const queue = stack.use(
      startQueue(runtime, {
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
    const webDir = join(checkoutDir, 'dist', 'web')
    const app = createServer(runtime, {
      publicUrl: address,
      webDir: existsSync(webDir) ? webDir : null,
      trustProxy: config.trustProxy,
      claim,
      door,
      registerHooks: (hooks) => {
        mountWebhooks(hooks, runtime)
        mountUploads(hooks, runtime, { trustProxy: config.trustProxy })
      },
    })
    stack.defer(() => app.close())
    await app.ready()
  }
  say(config.role === 'worker' ? 'Throughline works in the background.' : `Throughline is at ${address}`)
  const kept = stack.move()
  return { port, runtime, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

/** On an empty database: the demo where that is wanted, else the right to make the first admin, printed once. */
async function firstStart(
  opened: OpenRuntime,
  { demo, say, address }: { demo: boolean; say: (line: string) => void; address: string },
) {
  if (await hasWorkspace(opened.runtime)) return null
  if (demo || opened.isEmbedded) {
    say('First start: making a demo workspace with invented deals…')
    const { people } = await makeDemo(opened.runtime)
    say('Sign in as one of these; the passwords are shown this once:')
    for (const { name, title, email, password } of people)
      say(`  ${email.padEnd(34)} ${password}   ${name}, ${title}`)
    return null
  }
  const { token, claim } = newClaim()
  say('The database is empty. Make the first admin, with this link that works until the next start:')
  say(`  ${address}/first-admin#${token}`)
  return claim
}

/** Stops when asked to, once; a terminal and npm may both ask for the same Ctrl-C. */
function stopWhenAsked(running: Running, say: (line: string) => void): void {
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    say('Stopping…')
    // What hangs must not keep the process: after twenty seconds it goes as after a kill, which loses nothing either.
    setTimeout(() => process.exit(1), 20_000).unref()
    running[Symbol.asyncDispose]().then(
      () => {
        process.exitCode = 0
      },
      (error: unknown) => {
        say(`Stopping failed: ${String(error)}`)
        process.exitCode = 1
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

if (import.meta.main) {
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  try {
    const config = toConfig(readEnv())
    const log = createLog(config.logLevel)
    const running = await start({ config, log, env: process.env, demo: process.argv.includes('--demo'), say })
    stopWhenAsked(running, say)
  } catch (error) {
    process.stderr.write(
      `${error instanceof ConfigError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    process.exitCode = 1
  }
}

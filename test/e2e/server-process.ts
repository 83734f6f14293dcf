import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { settingNames } from '../../src/config.ts'

/** The product as an operator starts it, in a process of its own. */
export type Server = {
  url: string
  /** What it said at its start, such as who can sign in. */
  said: readonly string[]
  /** What it logged as an error. */
  errors: readonly string[]
  /** Asks it to stop and waits; answers the exit code. */
  stop(): Promise<number | null>
}

const startLimitMs = 90_000

export async function startServer(
  settings: Readonly<Record<string, string>>,
  args: string[] = [],
): Promise<Server> {
  const port = await freePort()
  const child = spawn(process.execPath, ['src/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...surroundings(), HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'error', ...settings },
  })
  const said: string[] = []
  const errors: string[] = []
  const serving = Promise.withResolvers<void>()
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line))
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{')) return void errors.push(line)
    said.push(line)
    if (line.startsWith('Throughline is at')) serving.resolve()
  })
  const ended = once(child, 'exit').then(([code]): number | null => (typeof code === 'number' ? code : null))
  const gone = ended.then((code) => {
    throw new Error(`The server ended with ${code} before it served:\n${[...said, ...errors].join('\n')}`)
  })
  const stop = async (): Promise<number | null> => {
    child.kill('SIGTERM')
    return ended
  }
  const late = setTimeout(() => serving.reject(new Error('The server did not serve in time')), startLimitMs)
  try {
    await Promise.race([serving.promise, gone])
  } catch (error) {
    await stop()
    throw error
  } finally {
    clearTimeout(late)
    gone.catch(() => undefined)
  }
  return { url: `http://127.0.0.1:${port}`, said, errors, stop }
}

/** The environment without settings of the product: a developer's own must not lead a test astray. */
function surroundings(): NodeJS.ProcessEnv {
  const names: readonly string[] = settingNames
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.includes(name)))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('There is no free port')
  return address.port
}

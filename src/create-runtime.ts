import { existsSync, linkSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Connectors } from './app/connectors.ts'
import type { Log } from './app/context.ts'
import type { Runtime } from './app/runtime.ts'
import { verbTable } from './app/verb-table.ts'
import { type Config, ConfigError, readKeyFile, type Secrets } from './config.ts'
import { createKeyring, createSealer, newMasterKey, readMasterKey } from './connectors/kit/seal.ts'
import { createMailer } from './connectors/smtp/index.ts'
import { webhookSource } from './connectors/webhook/index.ts'
import { checkLogins } from './db/check-logins.ts'
import { createPool } from './db/client.ts'
import { defaultDataDir } from './db/embedded/data-directory.ts'
import { startEmbedded } from './db/embedded/start-embedded.ts'
import { checkSchema, migrate } from './db/migrate.ts'

export type Urls = { appUrl: string; timerUrl: string; ownerUrl: string | null }

/** A runtime and all it opened; disposing closes in the reverse order, the database last. */
export type OpenRuntime = AsyncDisposable & {
  runtime: Runtime
  urls: Urls
  isEmbedded: boolean
  setWake(wake: () => void): void
}

export type RuntimeOptions = {
  config: Config
  secrets: Secrets | null
  log: Log
  checkout: string
  env: NodeJS.ProcessEnv
}

/** Opens the database, brings its schema up to date, and puts together what verbs need. Server, worker, command line and tests start here. */
export async function createRuntime({
  config,
  secrets,
  log,
  checkout,
  env,
}: RuntimeOptions): Promise<OpenRuntime> {
  await using stack = new AsyncDisposableStack()
  const dataDir = config.dataDir ?? defaultDataDir(checkout, env)
  const urls = config.database ?? (await openEmbedded(stack, { dataDir, log }))
  if (urls.ownerUrl) await migrate({ ownerUrl: urls.ownerUrl, log })
  else await checkSchema(urls.appUrl)
  await checkLogins(urls)
  const key = secrets?.masterKey ?? (config.database ? missingKey() : keptKey(dataDir, { make: true }))
  const opened = openRuntime({ urls, key, config, log })
  stack.use(opened)
  const kept = stack.move()
  return {
    ...opened,
    urls,
    isEmbedded: config.database === null,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

async function openEmbedded(
  stack: AsyncDisposableStack,
  options: { dataDir: string; log: Log },
): Promise<Urls> {
  return stack.use(await startEmbedded(options))
}

export type OpenOptions = {
  urls: Urls
  key: Uint8Array
  config: Pick<Config, 'mail' | 'publicUrl'>
  log: Log
  clockOffsetMs?: number
}

/** The runtime on a database that is ready; tests begin here. */
export function openRuntime({
  urls,
  key,
  config,
  log,
  clockOffsetMs = 0,
}: OpenOptions): OpenRuntime & { connectors: Connectors } {
  const { close, ...pools } = openPools(urls, log)
  const mail = config.mail ? createMailer(config.mail) : null
  const connectors: Connectors = {
    mail,
    deals: webhookSource,
    seal: createSealer(createKeyring([key])),
    publicUrl: config.publicUrl,
  }
  let wake = (): void => undefined
  const runtime: Runtime = {
    ...pools,
    connectors,
    log,
    clockOffsetMs,
    verbs: verbTable,
    wake: () => wake(),
  }
  return {
    runtime,
    urls,
    isEmbedded: false,
    connectors,
    setWake(next) {
      wake = next
    },
    async [Symbol.asyncDispose]() {
      mail?.close()
      await close()
    },
  }
}

type Pools = Pick<Runtime, 'pool' | 'hookPool' | 'timerPool'>

function openPools(urls: Urls, log: Log): Pools & { close(): Promise<void> } {
  let isClosing = false
  const onError = (error: Error): void => {
    if (!isClosing) log.warn({ error: error.message }, 'A database connection was lost')
  }
  const pool = createPool({ url: urls.appUrl, most: 16, name: 'throughline', onError })
  const hookPool = createPool({ url: urls.appUrl, most: 8, name: 'throughline-hooks', onError })
  const timerPool = createPool({ url: urls.timerUrl, most: 4, name: 'throughline-timer', onError })
  return {
    pool,
    hookPool,
    timerPool,
    async close() {
      isClosing = true
      await Promise.all([pool.end(), hookPool.end(), timerPool.end()])
    },
  }
}

function missingKey(): never {
  throw new ConfigError([
    'THROUGHLINE_MASTER_KEY or THROUGHLINE_MASTER_KEY_FILE is missing; secrets are sealed with it. Make one with: openssl rand -base64 32',
  ])
}

/** The embedded database keeps its key beside its data, readable by its owner only. */
export function keptKey(dataDir: string, options: { make: true }): Uint8Array
export function keptKey(dataDir: string, options: { make: boolean }): Uint8Array | undefined
export function keptKey(dataDir: string, { make }: { make: boolean }): Uint8Array | undefined {
  const path = join(dataDir, 'master.key')
  if (!existsSync(path)) {
    if (!make) return undefined
    // Whole or not at all, and of two that start at once the first one's.
    const unfinished = `${path}.${process.pid}`
    writeFileSync(unfinished, `${newMasterKey()}\n`, { mode: 0o600 })
    try {
      linkSync(unfinished, path)
    } catch (error) {
      if (!existsSync(path)) throw error
    } finally {
      rmSync(unfinished)
    }
  }
  const key = readMasterKey(readKeyFile(path))
  if (!key.ok) throw new ConfigError([`${path}: ${key.reason}`])
  return key.value
}

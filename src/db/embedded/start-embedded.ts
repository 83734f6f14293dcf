import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DbLog } from '../db-log.ts'
import { prepareDatabase } from '../prepare.ts'
import { type DataDirectory, makePrivate, openDataDirectory } from './data-directory.ts'
import { withDirectoryLock } from './directory-lock.ts'
import { Ownership } from './ownership.ts'
import {
  createCluster,
  findPostmaster,
  startPostmaster,
  stopPostmaster,
  urlOf,
  waitUntilGone,
  waitUntilReady,
} from './postmaster.ts'
import { prepareRuntime } from './runtime.ts'
import { type ServerAccount, serverAccount } from './server-account.ts'

export type EmbeddedOptions = {
  dataDir: string
  log: DbLog
  /** False only for throw-away servers of tests: faster, and lost with the power. */
  durable?: boolean
  databaseName?: string
}

const JOIN_TIMEOUT_MS = 120_000

/** A running PostgreSQL of ours; it stops when its last owner does. */
export type EmbeddedDatabase = AsyncDisposable & {
  superuserUrl: string
  ownerUrl: string
  appUrl: string
  timerUrl: string
  /** True when this process started the server, false when it found one running. */
  owned: boolean
  stop(): Promise<void>
  /** Gives the claim up without stopping the server, for somebody else to stop. */
  leaveRunning(): Promise<void>
}

/** Starts the embedded PostgreSQL of a data directory, or joins it where it runs already. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const account = serverAccount()
  const directory = openDataDirectory(options.dataDir, account)
  const server = new EmbeddedServer(directory, account, options)
  const owned = await server.join()
  try {
    const { ownerUrl, appUrl, timerUrl } = await prepareDatabase({
      adminUrl: urlOf(directory),
      databaseName: options.databaseName ?? 'throughline',
    })
    const stop = () => server.leave()
    const leaveRunning = () => server.leave({ running: true })
    const urls = { superuserUrl: urlOf(directory), ownerUrl, appUrl, timerUrl }
    return { ...urls, owned, stop, leaveRunning, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await server.leave()
    throw error
  }
}

class EmbeddedServer {
  readonly #directory: DataDirectory
  readonly #account: ServerAccount
  readonly #options: EmbeddedOptions
  #ownership: Ownership | undefined
  #leaving: Promise<void> | undefined
  #rejoining: Promise<void> | undefined

  constructor(directory: DataDirectory, account: ServerAccount, options: EmbeddedOptions) {
    this.#directory = directory
    this.#account = account
    this.#options = options
  }

  /** Returns whether the server had to be started. */
  join(): Promise<boolean> {
    return withDirectoryLock(this.#directory.base, () => this.#joinLocked())
  }

  async #joinLocked(): Promise<boolean> {
    makePrivate(this.#directory.socketDir, this.#account)
    const giveUpAt = Date.now() + JOIN_TIMEOUT_MS
    let started = false
    for (;;) {
      started = (await this.#ensureRunning()) || started
      try {
        this.#ownership = await Ownership.claim(urlOf(this.#directory), () => this.#lost())
        if (this.#ownership !== undefined) return started
      } catch (error) {
        // It went down between the two: the next round waits for its end and starts it again.
        if (Date.now() > giveUpAt) throw error
      }
      await sleep(10)
    }
  }

  leave({ running } = { running: false }): Promise<void> {
    this.#leaving ??= this.#leave(running)
    return this.#leaving
  }

  async #leave(running: boolean): Promise<void> {
    await this.#rejoining
    const ownership = this.#ownership
    if (ownership === undefined) return
    const isLast = !running && (await ownership.releaseAsLast().catch(() => false))
    const postmaster = isLast ? findPostmaster(this.#directory) : undefined
    if (postmaster !== undefined) await stopPostmaster(postmaster)
    await ownership.close()
  }

  #lost(): void {
    if (this.#leaving === undefined) this.#rejoining = this.#rejoin()
  }

  /** The server was stopped or crashed under us: it is brought back while this process lives. */
  async #rejoin(): Promise<void> {
    for (let waitMs = 50; this.#leaving === undefined; waitMs = Math.min(waitMs * 2, 5000)) {
      try {
        this.#options.log.warn(
          { dataDir: this.#directory.base },
          'The embedded database went away; joining it again',
        )
        await this.join()
        return
      } catch (error) {
        this.#options.log.error({ err: error }, 'The embedded database could not be started again')
        await sleep(waitMs)
      }
    }
  }

  async #ensureRunning(): Promise<boolean> {
    const running = findPostmaster(this.#directory)
    if (running !== undefined && (await this.#isUsable(running))) return false
    const runtime = prepareRuntime(this.#directory.runtimes)
    if (existsSync(this.#directory.cluster)) refuseOtherVersion(this.#directory, runtime.majorVersion)
    else createCluster(this.#directory, runtime, this.#account)
    const startedAt = performance.now()
    const durable = this.#options.durable ?? true
    await startPostmaster(this.#directory, runtime, { account: this.#account, durable })
    const tookMs = Math.round(performance.now() - startedAt)
    this.#options.log.info({ dataDir: this.#directory.base, tookMs }, 'Embedded database started')
    return true
  }

  /** False when it ended while we waited for it. */
  async #isUsable(running: NonNullable<ReturnType<typeof findPostmaster>>): Promise<boolean> {
    const gone = () =>
      findPostmaster(this.#directory)?.startTicks === running.startTicks ? undefined : 'it stopped'
    try {
      await waitUntilReady(this.#directory, gone)
      return true
    } catch (error) {
      if (await waitUntilGone(running, 0)) return false
      throw error
    }
  }
}

function refuseOtherVersion(directory: DataDirectory, majorVersion: string): void {
  const found = readFileSync(join(directory.cluster, 'PG_VERSION'), 'utf8').trim()
  if (found === majorVersion) return
  throw new Error(
    `${directory.cluster} was made by PostgreSQL ${found}, this version of Throughline brings ${majorVersion}. ` +
      'Back up with the version that made it (./throughline db backup), then restore into a new data directory.',
  )
}

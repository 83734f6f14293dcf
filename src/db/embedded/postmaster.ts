import { spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type DataDirectory, makePrivate } from './data-directory.ts'
import { commandLineOf, findProcess, isAlive, type ProcessIdentity } from './process-identity.ts'
import type { Runtime } from './runtime.ts'
import type { ServerAccount } from './server-account.ts'

const SUPERUSER = 'postgres'
const MAX_LOG_BYTES = 5_000_000
const RECOVERY_TIMEOUT_MS = 600_000
const SHUTDOWN_TIMEOUT_MS = 15_000
const CANNOT_CONNECT_NOW = '57P03'

const SETTINGS = {
  listen_addresses: '',
  max_connections: '200',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  random_page_cost: '1.1',
  jit: 'off',
  // Plans made while a table was empty are bad for a full one; it must not take a minute until they are made anew.
  autovacuum_naptime: '10s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  cluster_name: 'throughline',
  // Errors name values ("Key (email)=… already exists"): personal data stays out of the server's log.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
}

/** For a throw-away server only: a power cut destroys it. */
const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

export function urlOf(directory: DataDirectory, role = SUPERUSER, database = 'postgres'): string {
  return `postgresql://${role}@/${database}?host=${encodeURIComponent(directory.socketDir)}`
}

/** The living server of this directory, also one that is starting or stopping. */
export function findPostmaster(directory: DataDirectory): ProcessIdentity | undefined {
  const pid = pidInLockFile(directory)
  if (pid === undefined) return undefined
  const found = findProcess(pid)
  // The pid of a dead server may belong to somebody else by now.
  return found && commandLineOf(pid).includes(directory.cluster) ? found : undefined
}

export function createCluster(directory: DataDirectory, runtime: Runtime, account: ServerAccount): void {
  const unfinished = `${directory.cluster}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  makePrivate(unfinished, account)
  const locales = ['C.UTF-8', 'C'] as const
  const failures: string[] = []
  for (const ctype of locales) {
    const failure = initdb(runtime, account, [unfinished, ctype])
    if (failure === undefined) {
      renameSync(unfinished, directory.cluster)
      return
    }
    failures.push(failure)
  }
  throw new Error(`The embedded database could not be created in ${directory.base}: ${failures[0]}`)
}

function initdb(
  runtime: Runtime,
  account: ServerAccount,
  [target, ctype]: [string, string],
): string | undefined {
  const locale = [
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    `--lc-ctype=${ctype}`,
  ]
  const args = [
    '-D',
    target,
    '-U',
    SUPERUSER,
    '--auth=trust',
    '--encoding=UTF8',
    '--no-instructions',
    ...locale,
  ]
  const result = spawnSync(runtime.initdb, args, { ...asAccount(account), encoding: 'utf8' })
  if (result.error) return result.error.message
  return result.status === 0 ? undefined : result.stderr.trim() || `initdb ended with ${result.status}`
}

export async function startPostmaster(
  directory: DataDirectory,
  runtime: Runtime,
  options: { account: ServerAccount; durable: boolean },
): Promise<void> {
  disownDeadServer(directory)
  const log = openLog(directory.logFile)
  const logStart = statSync(directory.logFile).size
  const settings = Object.entries({
    ...SETTINGS,
    unix_socket_directories: `"${directory.socketDir}"`,
    unix_socket_permissions: '0700',
    ...(options.durable ? {} : NOT_DURABLE),
  })
  const args = ['-D', directory.cluster, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const child = spawn(runtime.postgres, args, {
    ...asAccount(options.account),
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  let ended: string | undefined
  child.once('error', (error) => (ended = error.message))
  child.once('exit', (code, signal) => {
    ended = `it ended with ${signal ?? code}: ${readFileSync(directory.logFile, 'utf8').slice(logStart).trim()}`
  })
  await waitUntilReady(directory, () => ended)
  child.removeAllListeners()
}

/** Resolves when the server answers; throws when `ended` says why it will not. */
export async function waitUntilReady(
  directory: DataDirectory,
  ended: () => string | undefined,
): Promise<void> {
  const giveUpAt = Date.now() + RECOVERY_TIMEOUT_MS
  while (!(await answers(directory))) {
    const reason = ended()
    if (reason !== undefined) throw new Error(`The embedded database did not start; ${reason}`)
    if (Date.now() > giveUpAt)
      throw new Error(`The embedded database is not ready yet; see ${directory.logFile}`)
    await sleep(5)
  }
}

/** Fast shutdown, then, past its time, an immediate one (the next start recovers). */
export async function stopPostmaster(postmaster: ProcessIdentity): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isAlive(postmaster)) return
    process.kill(postmaster.pid, signal)
    if (await waitUntilGone(postmaster, SHUTDOWN_TIMEOUT_MS)) return
  }
}

export async function waitUntilGone(postmaster: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  const giveUpAt = Date.now() + timeoutMs
  while (isAlive(postmaster)) {
    if (Date.now() > giveUpAt) return false
    await sleep(5)
  }
  return true
}

async function answers(directory: DataDirectory): Promise<boolean> {
  const client = new Client({ connectionString: urlOf(directory) })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === CANNOT_CONNECT_NOW)
      return false
    throw error
  } finally {
    await client.end().catch(() => undefined)
  }
}

function pidInLockFile(directory: DataDirectory): number | undefined {
  return pidIn(join(directory.cluster, 'postmaster.pid'))
}

function pidIn(path: string): number | undefined {
  if (!existsSync(path)) return undefined
  const pid = Number.parseInt(readFileSync(path, 'utf8'), 10)
  return Number.isInteger(pid) && pid > 0 ? pid : undefined
}

/**
 * PostgreSQL refuses to start while the pid in its lock files is taken: by somebody else by now, or by a dead server
 * that nobody has buried (in a container without an init). It ignores the pid of its parent, so ours is put there;
 * the shared memory named in the same file is still checked.
 */
function disownDeadServer(directory: DataDirectory): void {
  for (const path of [
    join(directory.cluster, 'postmaster.pid'),
    join(directory.socketDir, '.s.PGSQL.5432.lock'),
  ]) {
    const pid = pidIn(path)
    if (pid === undefined || !existsSync(`/proc/${pid}`)) continue
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^\d+/, String(process.pid)))
  }
}

function openLog(path: string): number {
  if (existsSync(path) && statSync(path).size > MAX_LOG_BYTES) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}

function asAccount(account: ServerAccount) {
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C', PGTZ: 'UTC' }
  return account.differs ? { env, cwd: '/', uid: account.uid, gid: account.gid } : { env, cwd: '/' }
}

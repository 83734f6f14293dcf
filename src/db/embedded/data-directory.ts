import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { networkFilesystemOf } from './network-filesystem.ts'
import type { ServerAccount } from './server-account.ts'

/** Where everything of one embedded server lies. */
export type DataDirectory = {
  base: string
  /** The cluster itself (PGDATA). */
  cluster: string
  /** Holds the Unix socket; nobody but the server's account may enter. */
  socketDir: string
  runtimes: string
  logFile: string
}

const SET_ANOTHER = 'Set THROUGHLINE_DATA_DIR to a directory on a local disk that this account may write to.'

/** Unix socket paths over 107 bytes are fatal. */
const MAX_SOCKET_PATH_BYTES = 107
const SOCKET_NAME = '/.s.PGSQL.5432.lock'

/**
 * Where a checkout keeps its embedded data when nothing else is said: under `/var/lib/throughline` for root,
 * under the user's data directory otherwise, apart for each checkout.
 */
export function defaultDataDir(checkout: string, env: NodeJS.ProcessEnv = process.env): string {
  const root = realpathSync(checkout)
  const name = createHash('sha256').update(root).digest('hex').slice(0, 12)
  if (process.getuid?.() === 0) return join('/var/lib/throughline', name)
  const home = env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share')
  return join(home, 'throughline', name)
}

/** Makes the directory if it is missing, and refuses a place where a database would not be safe. */
export function openDataDirectory(dataDir: string, account: ServerAccount): DataDirectory {
  makeTraversable(resolve(dataDir), account)
  const base = realpathSync(dataDir)
  if (!statSync(base).isDirectory()) throw new Error(`${base} is a file. ${SET_ANOTHER}`)
  refuseNetworkFilesystem(base)
  if (account.differs) refuseClosedParents(base)
  return {
    base,
    cluster: join(base, 'cluster'),
    socketDir: socketDirOf(base),
    runtimes: join(base, 'runtime'),
    logFile: join(base, 'postgres.log'),
  }
}

/**
 * Makes a directory that only the server's account may enter; one that somebody else prepared is refused.
 * Call it with the directory lock held.
 */
export function makePrivate(path: string, account: ServerAccount): void {
  if (!existsSync(path)) {
    mkdirSync(path, { mode: 0o700 })
    chownSync(path, account.uid, account.gid)
  }
  const stat = lstatSync(path)
  if (!stat.isDirectory() || stat.uid !== account.uid) {
    throw new Error(`${path} belongs to somebody else (uid ${stat.uid}); remove it and start again.`)
  }
  chmodSync(path, 0o700)
}

function makeTraversable(path: string, account: ServerAccount): void {
  if (existsSync(path)) return
  // `nobody` must be able to walk in; what is private inside has its own mode.
  const mode = account.differs ? 0o711 : 0o700
  makeTraversable(dirname(path), account)
  try {
    // Not recursive: where nothing can be made, as under /proc, Node then tries for ever.
    mkdirSync(path, { mode })
  } catch (error) {
    // Another process was faster.
    if (existsSync(path)) return
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new Error(`The data directory ${path} cannot be made (${code}). ${SET_ANOTHER}`, { cause: error })
  }
  chmodSync(path, mode)
}

function refuseNetworkFilesystem(base: string): void {
  const type = networkFilesystemOf(base, readFileSync('/proc/self/mountinfo', 'utf8'))
  if (type === undefined) return
  throw new Error(
    `${base} lies on a network file system (${type}), where a database can lose data. ` +
      'Set THROUGHLINE_DATA_DIR to a directory on a local disk, or DATABASE_URL to an outside PostgreSQL.',
  )
}

function refuseClosedParents(base: string): void {
  for (let path = base; path !== '/'; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) !== 0) continue
    throw new Error(
      `The database server runs as "nobody" (PostgreSQL refuses root), who cannot enter ${path}. ` +
        'Set THROUGHLINE_DATA_DIR to a directory others may enter (for example under /var/lib), ' +
        'or start Throughline as another user.',
    )
  }
}

function socketDirOf(base: string): string {
  const near = join(base, 'socket')
  if (Buffer.byteLength(near + SOCKET_NAME) <= MAX_SOCKET_PATH_BYTES) return near
  const name = createHash('sha256').update(base).digest('hex').slice(0, 12)
  return join(tmpdir(), `throughline-${name}`)
}

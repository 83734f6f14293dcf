import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { withDatabaseClient } from '../../../test/support/postgres.ts'
import { openDataDirectory } from './data-directory.ts'
import { findPostmaster, stopPostmaster } from './postmaster.ts'
import { findProcess } from './process-identity.ts'
import { serverAccount } from './server-account.ts'

const OWNER = join(import.meta.dirname, '../../../test/support/embedded-owner.ts')
let base: string
let dataDir: string

beforeAll(() => {
  base = mkdtempSync('/tmp/throughline-embedded-')
  chmodSync(base, 0o711)
  dataDir = join(base, 'data')
})

const children = new Set<ChildProcess>()

afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
})

afterAll(async () => {
  const directories = [dataDir, longDataDir()].map((path) => openDataDirectory(path, serverAccount()))
  for (const directory of directories) {
    const running = findPostmaster(directory)
    if (running !== undefined) await stopPostmaster(running)
    rmSync(directory.socketDir, { recursive: true, force: true })
  }
  rmSync(base, { recursive: true, force: true })
})

describe('the embedded database', () => {
  test('two processes that start at once share one server, and the last one to leave stops it', async () => {
    const [one, two] = await Promise.all([owner(dataDir), owner(dataDir)])
    expect(one.owned).not.toBe(two.owned)
    const server = serverOf(dataDir)
    await one.stop()
    expect(serverOf(dataDir)).toEqual(server)
    expect(await write(two.superuserUrl, 'after the first left')).toBe(1)
    await two.stop()
    expect(serverOf(dataDir)).toBeUndefined()
  })

  test('two that leave at once do not leave the server behind', async () => {
    const owners = await Promise.all([owner(dataDir), owner(dataDir), owner(dataDir)])
    await Promise.all(owners.map((each) => each.stop()))
    expect(serverOf(dataDir)).toBeUndefined()
  })

  test('after kill -9 the server lives on, and the next start joins it without losing a row', async () => {
    const killed = await owner(dataDir)
    const rows = await write(killed.superuserUrl, 'before the kill')
    const server = serverOf(dataDir)
    await killed.kill()
    expect(serverOf(dataDir)).toEqual(server)
    const next = await owner(dataDir)
    expect(next.owned).toBe(false)
    expect(await write(next.superuserUrl, 'after the kill')).toBe(rows + 1)
    await next.stop()
    expect(serverOf(dataDir)).toBeUndefined()
  })

  test('a process that starts while another stops gets a running server', async () => {
    for (let round = 0; round < 5; round++) {
      const first = await owner(dataDir)
      const [, second] = await Promise.all([first.stop(), owner(dataDir)])
      expect(await write(second.superuserUrl, `round ${round}`)).toBeGreaterThan(0)
      await second.stop()
    }
    expect(serverOf(dataDir)).toBeUndefined()
  })

  test('a server killed under its owner is started again with all committed rows', async () => {
    const alive = await owner(dataDir)
    const rows = await write(alive.superuserUrl, 'before the crash')
    const server = serverOf(dataDir)
    if (server === undefined) throw new Error('there is no server')
    process.kill(server.pid, 'SIGKILL')
    await until(() => {
      const now = serverOf(dataDir)
      return now !== undefined && now.startTicks !== server.startTicks
    })
    await until(async () => (await write(alive.superuserUrl, 'after the crash').catch(() => 0)) > rows)
    await alive.stop()
    expect(serverOf(dataDir)).toBeUndefined()
  })

  test('a start survives what crashes leave: a damaged lock, a half-made cluster', async () => {
    writeFileSync(join(dataDir, 'lock'), 'not a lock at all, and rather longer than a header'.repeat(200))
    mkdirSync(join(dataDir, 'cluster.unfinished'), { recursive: true })
    const next = await owner(dataDir)
    expect(next.owned).toBe(true)
    await next.stop()
  })

  test('a start survives a dead server whose pid somebody else has by now', async () => {
    const stranger = asServer('exec sleep 60')
    leaveLockFiles(stranger.pid ?? 0)
    const next = await owner(dataDir)
    expect(next.owned).toBe(true)
    expect(findProcess(stranger.pid ?? 0)).toBeDefined()
    await next.stop()
  })

  test('a start survives a dead server that nobody has buried, as in a container without an init', async () => {
    const parent = asServer('sleep 1 & echo $!; exec sleep 60')
    // The shell must have become its last command by then, or it would bury its child itself.
    const [line] = await once(parent.stdout, 'data')
    const pid = Number(String(line))
    await until(() => findProcess(pid) === undefined)
    expect(existsSync(`/proc/${pid}`)).toBe(true)
    leaveLockFiles(pid)
    const next = await owner(dataDir)
    expect(next.owned).toBe(true)
    await next.stop()
  })

  test('a data directory with a long path gets its socket elsewhere', async () => {
    const far = await owner(longDataDir())
    expect(await write(far.superuserUrl, 'far')).toBe(1)
    await far.stop()
  })

  test('data of another major version is refused in words', async () => {
    const version = join(dataDir, 'cluster', 'PG_VERSION')
    const real = readFileSync(version, 'utf8')
    writeFileSync(version, '17\n')
    await expect(owner(dataDir)).rejects.toThrow(/made by PostgreSQL 17.*Back up/)
    writeFileSync(version, real)
  })

  test.runIf(process.getuid?.() === 0)('a directory that nobody may enter is refused in words', async () => {
    const closed = join(base, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    await expect(owner(join(closed, 'data'))).rejects.toThrow(
      /"nobody".*cannot enter .*closed.*THROUGHLINE_DATA_DIR/,
    )
  })
})

/** Longer than a Unix socket's path may be. */
function longDataDir(): string {
  return join(base, 'x'.repeat(60), 'y'.repeat(60))
}

type Owner = { owned: boolean; superuserUrl: string; stop(): Promise<void>; kill(): Promise<void> }

async function owner(directory: string): Promise<Owner> {
  const child = spawn(process.execPath, [OWNER, directory], { stdio: ['pipe', 'pipe', 'pipe'] })
  const closed = once(child, 'close')
  children.add(child)
  void closed.then(() => children.delete(child))
  let errors = ''
  child.stderr.on('data', (chunk) => (errors += String(chunk)))
  for await (const line of createInterface(child.stdout)) {
    const message: unknown = JSON.parse(line)
    if (!isJoined(message)) continue
    const stop = async () => {
      child.stdin.write('stop\n')
      await closed
    }
    const kill = async () => {
      child.kill('SIGKILL')
      await closed
    }
    return { ...message, stop, kill }
  }
  throw new Error(errors)
}

function isJoined(message: unknown): message is { owned: boolean; superuserUrl: string } {
  return typeof message === 'object' && message !== null && 'joined' in message
}

function serverOf(directory: string) {
  return findPostmaster(openDataDirectory(directory, serverAccount()))
}

/** A process of the server's account: PostgreSQL takes no notice of others'. */
function asServer(script: string) {
  const { uid, gid } = serverAccount()
  const child = spawn('/bin/sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'], cwd: '/', uid, gid })
  children.add(child)
  return child
}

/** The lock files of a server that did not stop by itself. */
function leaveLockFiles(pid: number): void {
  const { uid, gid } = serverAccount()
  for (const path of ['cluster/postmaster.pid', 'socket/.s.PGSQL.5432.lock']) {
    const file = join(dataDir, path)
    writeFileSync(file, `${pid}\n${dataDir}/cluster\n1700000000\n5432\n${dataDir}/socket\n`, { mode: 0o600 })
    chownSync(file, uid, gid)
  }
}

/** Adds a row and returns how many there are. */
async function write(url: string, text: string): Promise<number> {
  return withDatabaseClient(url, async (client) => {
    await client.query('create table if not exists note (text text)')
    await client.query('insert into note values ($1)', [text])
    const { rows } = await client.query<{ count: number }>('select count(*)::int as count from note')
    return rows[0]?.count ?? 0
  })
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 15_000
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error('it did not come to pass in 15 s')
    await sleep(20)
  }
}

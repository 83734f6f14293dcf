import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Does work while no other process does work on the same directory.
 *
 * The lock is one the kernel keeps (SQLite's file lock, the only one Node can take): it is gone the moment its
 * holder is, also after `kill -9`, a reused pid or a reboot, and nobody can take it from a living holder.
 */
export async function withDirectoryLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const lock = await lockDirectory(directory, 120_000)
  try {
    return await work()
  } finally {
    lock.close()
  }
}

async function lockDirectory(directory: string, timeoutMs: number): Promise<DatabaseSync> {
  const path = join(directory, 'lock')
  const giveUpAt = Date.now() + timeoutMs
  for (;;) {
    const lock = tryLock(path)
    if (lock !== undefined) return lock
    if (Date.now() > giveUpAt) {
      throw new Error(`Another process has held ${path} for ${timeoutMs / 1000} s; stop it and start again.`)
    }
    await sleep(10)
  }
}

function openLock(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: 0 })
  } catch (error) {
    throw new Error(
      `${path} cannot be written. Set THROUGHLINE_DATA_DIR to a directory on a local disk that this account may write to.`,
      { cause: error },
    )
  }
}

function tryLock(path: string): DatabaseSync | undefined {
  const file = openLock(path)
  try {
    file.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    file.close()
    const message = error instanceof Error ? error.message : String(error)
    if (/locked|busy/i.test(message)) return undefined
    if (!/not a database|malformed|corrupt/i.test(message)) throw error
    // Nobody can hold a lock on a file that is no lock; emptied in place, so that the inode stays everyone's.
    truncateSync(path)
    return undefined
  }
  return file
}

import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { openDataDirectory } from '../../src/db/embedded/data-directory.ts'
import { findPostmaster, stopPostmaster } from '../../src/db/embedded/postmaster.ts'
import { serverAccount } from '../../src/db/embedded/server-account.ts'
import './test-run.ts'

/** Databases of runs older than this were left by a run that was killed. */
const LEFT_BEHIND_MS = 3 * 3_600_000

/**
 * Prepares nothing but a place: the server starts when the first test asks for a database, so that a run of the
 * core alone pays nothing. Afterwards all is removed, by the watcher if this process is killed.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outsideUrl = process.env['THROUGHLINE_TEST_DATABASE_URL']
  const id = Date.now().toString(36)
  const directory = mkdtempSync('/tmp/throughline-test-')
  // Root's server runs as nobody, who must be able to walk in.
  chmodSync(directory, 0o711)
  project.provide('testRun', { id, directory, outsideUrl })
  if (outsideUrl !== undefined) {
    await dropDatabases(outsideUrl, (startedAt) => Date.now() - startedAt > LEFT_BEHIND_MS)
    return async () => {
      await dropDatabases(outsideUrl, (startedAt) => startedAt.toString(36) === id)
      rmSync(directory, { recursive: true, force: true })
    }
  }
  const stopWatching = watch(directory)
  return async () => {
    const server = openDataDirectory(join(directory, 'server'), serverAccount())
    const postmaster = findPostmaster(server)
    if (postmaster !== undefined) await stopPostmaster(postmaster)
    rmSync(directory, { recursive: true, force: true })
    stopWatching()
  }
}

/** A shell that waits for this process to end, in any way, and then stops the server and removes its files. */
function watch(directory: string): () => void {
  const script = `
    cat >/dev/null
    pid=$(head -n 1 "$1/server/cluster/postmaster.pid" 2>/dev/null)
    if [ -n "$pid" ] && tr '\\0' ' ' <"/proc/$pid/cmdline" | grep -qF -- "-D $1/server/cluster"; then
      kill -INT "$pid"
      waited=0
      while [ $waited -lt 100 ] && kill -0 "$pid" 2>/dev/null; do sleep 0.1; waited=$((waited + 1)); done
    fi
    rm -rf -- "$1"`
  const watcher = spawn('/bin/sh', ['-c', script, 'throughline-test-watcher', directory], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watcher.unref()
  return () => watcher.stdin?.destroy()
}

async function dropDatabases(adminUrl: string, which: (startedAt: number) => boolean): Promise<void> {
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database where datname ~ '^throughline_test_[0-9a-z]+_[0-9a-z_]+$'`,
    )
    for (const { name } of rows) {
      const startedAt = Number.parseInt(name.split('_')[2] ?? '', 36)
      if (which(startedAt)) await client.query(`drop database if exists ${name} with (force)`)
    }
  } finally {
    await client.end()
  }
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { inject } from 'vitest'
import { databaseUrl } from '../../src/db/database-url.ts'
import type { DbLog } from '../../src/db/db-log.ts'
import { withDirectoryLock } from '../../src/db/embedded/directory-lock.ts'
import { startEmbedded } from '../../src/db/embedded/start-embedded.ts'
import { migrate } from '../../src/db/migrate.ts'
import { prepareDatabase } from '../../src/db/prepare.ts'
import type { DatabaseRoles } from '../../src/db/roles.ts'

export type TestDatabase = { ownerUrl: string; appUrl: string; timerUrl: string; superUrl: string }

/** Not the names of production, so that a test run on a shared server cannot touch real logins. */
export const TEST_ROLES: DatabaseRoles = {
  owner: 'throughline_test_owner',
  app: 'throughline_test_app',
  timer: 'throughline_test_timer',
}

const PASSWORD = 'throughline-test'
const PASSWORDS = { owner: PASSWORD, app: PASSWORD, timer: PASSWORD }
const silent: DbLog = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** One database per worker, also when a test file loads this module anew. */
const shared: { database?: Promise<TestDatabase>; adminUrl?: Promise<string>; count: number } = ((
  globalThis as { throughlineTest?: { count: number } }
).throughlineTest ??= { count: 0 })

/** The migrated database of this test worker. Tests share it and keep apart by workspace. */
export function testDatabase(): Promise<TestDatabase> {
  shared.database ??= migratedDatabase()
  return shared.database
}

/** A migrated database of its own, for tests that change the schema or need an empty one. */
export function migratedDatabase(): Promise<TestDatabase> {
  return createDatabase('migrated')
}

/** A prepared database without a schema. */
export function preparedDatabase(): Promise<TestDatabase> {
  return createDatabase('prepared')
}

/** A login that may make roles and databases, for tests of `db prepare`. */
export function testAdminUrl(): Promise<string> {
  shared.adminUrl ??= startServer()
  return shared.adminUrl
}

async function createDatabase(template: 'prepared' | 'migrated'): Promise<TestDatabase> {
  const adminUrl = await testAdminUrl()
  const database = nameFor(`${process.pid}_${++shared.count}`)
  await withDatabaseClient(adminUrl, async (client) => {
    await client.query(`create database ${database} owner ${TEST_ROLES.owner} template ${nameFor(template)}`)
    await client.query(`revoke all on database ${database} from public`)
    await client.query(`grant connect on database ${database} to ${TEST_ROLES.app}, ${TEST_ROLES.timer}`)
  })
  const as = (user: string) => databaseUrl(adminUrl, { user, password: PASSWORD, database })
  return {
    ownerUrl: as(TEST_ROLES.owner),
    appUrl: as(TEST_ROLES.app),
    timerUrl: as(TEST_ROLES.timer),
    superUrl: databaseUrl(adminUrl, { database }),
  }
}

/** Starts the server of this run, or waits for the worker that does, and returns its superuser's address. */
async function startServer(): Promise<string> {
  const { directory, outsideUrl } = inject('testRun')
  const ready = join(directory, 'ready')
  await withDirectoryLock(directory, async () => {
    if (existsSync(ready)) return
    const adminUrl = outsideUrl ?? (await startThrowAway(join(directory, 'server')))
    await prepareTemplate(adminUrl, 'prepared')
    await prepareTemplate(adminUrl, 'migrated')
    writeFileSync(ready, adminUrl)
  })
  return readFileSync(ready, 'utf8')
}

/** It outlives this worker; the end of the run stops it. */
async function startThrowAway(dataDir: string): Promise<string> {
  const server = await startEmbedded({ dataDir, log: silent, durable: false })
  await server.leaveRunning()
  return server.superuserUrl
}

async function prepareTemplate(adminUrl: string, kind: 'prepared' | 'migrated'): Promise<void> {
  const { ownerUrl } = await prepareDatabase({
    adminUrl,
    databaseName: nameFor(kind),
    roles: TEST_ROLES,
    passwords: PASSWORDS,
  })
  if (kind === 'migrated') await migrate({ ownerUrl, log: silent, roles: TEST_ROLES })
}

function nameFor(part: string): string {
  return `throughline_test_${inject('testRun').id}_${part}`
}

/** One connection for the time of some work. */
export async function withDatabaseClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

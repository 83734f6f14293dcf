import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  preparedDatabase,
  TEST_ROLES,
  type TestDatabase,
  testDatabase,
  withDatabaseClient,
} from '../../test/support/postgres.ts'
import { checkSchema, migrate } from './migrate.ts'
import { readMigrations, withRoles } from './migration-files.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
let database: TestDatabase
let directory: string

beforeEach(async () => {
  database = await preparedDatabase()
  directory = mkdtempSync(join(tmpdir(), 'throughline-migrations-'))
  write('0001-first.sql', 'create table first (n integer);')
})

afterEach(() => rmSync(directory, { recursive: true, force: true }))

const write = (name: string, sql: string) => writeFileSync(join(directory, name), sql)
const run = () => migrate({ ownerUrl: database.ownerUrl, log: quiet, roles: TEST_ROLES, directory })
const tables = () =>
  withDatabaseClient(database.ownerUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
    )
    return rows.map((row) => row.name)
  })

describe('migrations', () => {
  test('are applied once, in order, and later only the new ones', async () => {
    expect(await run()).toBe(1)
    expect(await run()).toBe(0)
    write('0002-second.sql', 'alter table first rename to renamed;')
    expect(await run()).toBe(1)
    expect(await tables()).toEqual(['migration', 'renamed'])
  })

  test('are applied once when two processes start at the same time', async () => {
    write('0002-slow.sql', 'select pg_sleep(0.3); create table slow (n integer);')
    const counts = await Promise.all([run(), run(), run()])
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2)
    expect(await tables()).toEqual(['first', 'migration', 'slow'])
  })

  test('leave the old schema when one fails half-way, and say the file and line', async () => {
    write('0002-broken.sql', 'create table half (n integer);\n\ninsert into half values (nonsense);')
    await expect(run()).rejects.toThrow(
      /Migration 2 "broken" failed in line 3 and left nothing behind.*nonsense/,
    )
    expect(await tables()).toEqual(['first', 'migration'])
    write('0002-broken.sql', 'create table half (n integer);')
    expect(await run()).toBe(1)
  })

  test('leave the old or the new schema when the connection is cut in the middle', async () => {
    write(
      '0002-slow.sql',
      'create table half (n integer); select pg_sleep(5); create table whole (n integer);',
    )
    const refused = expect(run()).rejects.toThrow('left nothing behind')
    await withDatabaseClient(database.superUrl, async (client) => {
      const cut = `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event = 'PgSleep'`
      while ((await client.query(cut)).rowCount === 0) await client.query('select pg_sleep(0.02)')
    })
    await refused
    expect(await tables()).toEqual(['first', 'migration'])
  })

  test('wait for a reader of the table without making others wait longer than 2 s', async () => {
    await run()
    write('0002-change.sql', 'alter table first add column m integer;')
    await withDatabaseClient(database.ownerUrl, async (reader) => {
      await reader.query('begin; select from first')
      const running = run()
      await reader.query('select pg_sleep(2)')
      const startedAt = performance.now()
      await withDatabaseClient(database.ownerUrl, (other) => other.query('select from first'))
      expect(performance.now() - startedAt).toBeLessThan(2000)
      await reader.query('rollback')
      expect(await running).toBe(1)
    })
  })
})

describe('a start is refused when', () => {
  test('an applied migration was changed', async () => {
    await run()
    write('0001-first.sql', 'create table first (n bigint);')
    await expect(run()).rejects.toThrow(/Migration 1 "first" was changed/)
  })

  test('the database is two versions newer; one version newer is fine', async () => {
    write('0002-second.sql', 'create table second (n integer);')
    await run()
    rmSync(join(directory, '0002-second.sql'))
    expect(await run()).toBe(0)
    await checkSchema(database.appUrl, directory)
    write('0002-second.sql', 'create table second (n integer);')
    write('0003-third.sql', 'drop table first;')
    await run()
    rmSync(join(directory, '0003-third.sql'))
    rmSync(join(directory, '0002-second.sql'))
    await expect(run()).rejects.toThrow(/database is newer \(migration 3 "third"\)/)
    await expect(checkSchema(database.appUrl, directory)).rejects.toThrow(/database is newer/)
  })

  test('a migration says that no older code works with it', async () => {
    write('0002-contract.sql', '-- min-code: 2\ndrop table first;')
    await run()
    rmSync(join(directory, '0002-contract.sql'))
    await expect(run()).rejects.toThrow(/database is newer/)
  })

  test('the schema lacks migrations, told with the app login alone', async () => {
    await expect(checkSchema(database.appUrl, directory)).rejects.toThrow(/lacks 1 migrations.*db migrate/)
    await run()
    await checkSchema(database.appUrl, directory)
  })

  test('a number is missing or a name is none', () => {
    write('0003-third.sql', '')
    expect(() => readMigrations(directory)).toThrow(/third should have the number 2/)
    write('2-bad.sql', '')
    expect(() => readMigrations(directory)).toThrow(/2-bad.sql is no migration name/)
  })
})

test('role names are put in for :owner, :app and :timer only', () => {
  const sql = `grant select on t to :app, :timer; alter table t owner to :owner; select ':application', 'a'::app, x::timer`
  expect(withRoles(sql, { owner: 'o', app: 'a', timer: 't' })).toBe(
    `grant select on t to a, t; alter table t owner to o; select ':application', 'a'::app, x::timer`,
  )
})

test('the migrations of this code leave nothing the app could pass row-level security with', async () => {
  const { appUrl, ownerUrl } = await testDatabase()
  const { rows } = await withDatabaseClient(appUrl, (client) =>
    client.query(
      `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or pg_has_role($1, 'member') as power
       from pg_roles where rolname = current_user`,
      [TEST_ROLES.owner],
    ),
  )
  expect(rows).toEqual([{ power: false }])
  const open = await withDatabaseClient(ownerUrl, (client) =>
    client.query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and relname <> 'migration' and not (relrowsecurity and relforcerowsecurity)`,
    ),
  )
  expect(open.rows).toEqual([])
})

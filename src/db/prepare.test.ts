import { afterAll, expect, test } from 'vitest'
import { testAdminUrl, withDatabaseClient } from '../../test/support/postgres.ts'
import { databaseUrl } from './database-url.ts'
import { prepareDatabase } from './prepare.ts'

const suffix = process.pid
const roles = { owner: `tl_owner_${suffix}`, app: `tl_app_${suffix}`, timer: `tl_timer_${suffix}` }
const passwords = { owner: 'p/w:1@?#', app: 'p ü %', timer: 'x' }
const databaseName = `throughline_test_0_prepare_${suffix}`
const prepare = async () =>
  prepareDatabase({ adminUrl: await testAdminUrl(), databaseName, roles, passwords })

afterAll(async () => {
  await withDatabaseClient(await testAdminUrl(), async (admin) => {
    await admin.query(`drop database if exists ${databaseName} with (force)`)
    for (const role of [...Object.values(roles), `tl_admin_${suffix}`])
      await admin.query(`drop role if exists ${role}`)
  })
})

test('makes three logins and a database, says so, and changes nothing the second time', async () => {
  const { done, appUrl } = await prepare()
  expect(done).toContain(`made the database ${databaseName}, owned by ${roles.owner}`)
  const again = await prepare()
  expect(again.done.filter((line) => line.startsWith('made'))).toEqual([])
  const { rows } = await withDatabaseClient(appUrl, (client) =>
    client.query(`select current_user as who, current_setting('statement_timeout') as statement,
      current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle`),
  )
  expect(rows).toEqual([{ who: roles.app, statement: '15s', lock: '5s', idle: '30s' }])
})

test('the app may neither make tables nor become the owner', async () => {
  const { appUrl } = await prepare()
  await withDatabaseClient(appUrl, async (client) => {
    await expect(client.query('create table mine (n integer)')).rejects.toThrow('permission denied')
    await expect(client.query('create temporary table mine (n integer)')).rejects.toThrow('permission denied')
    await expect(client.query(`set role ${roles.owner}`)).rejects.toThrow('permission denied')
  })
})

test('refuses a login with powers that pass row-level security', async () => {
  await prepare()
  await withDatabaseClient(await testAdminUrl(), async (admin) => {
    await admin.query(`alter role ${roles.app} bypassrls`)
    await expect(prepare()).rejects.toThrow(`${roles.app} has BYPASSRLS`)
    await admin.query(`alter role ${roles.app} nobypassrls`)
    await admin.query(`grant ${roles.owner} to ${roles.app}`)
    await expect(prepare()).rejects.toThrow(`membership of ${roles.owner}`)
    await admin.query(`revoke ${roles.owner} from ${roles.app}`)
  })
})

test('works for an admin who is no superuser, as on managed servers', async () => {
  const adminUrl = await testAdminUrl()
  await withDatabaseClient(adminUrl, async (admin) => {
    await admin.query(`drop database if exists ${databaseName} with (force)`)
    for (const role of Object.values(roles)) await admin.query(`drop role if exists ${role}`)
    await admin.query(`create role tl_admin_${suffix} login createdb createrole password 'x'`)
  })
  const url = databaseUrl(adminUrl, { user: `tl_admin_${suffix}`, password: 'x' })
  const { done } = await prepareDatabase({ adminUrl: url, databaseName, roles, passwords })
  expect(done).toContain('added the extension pg_trgm')
  await withDatabaseClient(adminUrl, async (admin) => {
    await admin.query(`drop database ${databaseName} with (force)`)
    for (const role of Object.values(roles)) await admin.query(`drop role ${role}`)
  })
})

test('makes up passwords for new logins only, and tells them once', async () => {
  const adminUrl = await testAdminUrl()
  await withDatabaseClient(adminUrl, async (admin) => {
    await admin.query(`drop database if exists ${databaseName} with (force)`)
    for (const role of Object.values(roles)) await admin.query(`drop role if exists ${role}`)
  })
  const first = await prepareDatabase({ adminUrl, databaseName, roles, passwords: 'for-new-roles' })
  expect(first.appUrl).toMatch(new RegExp(`//${roles.app}:[A-Za-z0-9_-]{32}@`))
  const second = await prepareDatabase({ adminUrl, databaseName, roles, passwords: 'for-new-roles' })
  expect(second.appUrl).toContain(`//${roles.app}@`)
  expect(second.done).toEqual([])
})

test('the passwords are the ones to sign in with', async () => {
  const { appUrl } = await prepare()
  const { rows } = await withDatabaseClient(await testAdminUrl(), (admin) =>
    admin.query<{ verifier: string }>('select rolpassword as verifier from pg_authid where rolname = $1', [
      roles.app,
    ]),
  )
  expect(rows[0]?.verifier).toMatch(/^SCRAM-SHA-256\$4096:[^$]+\$[^:]+:.+$/)
  expect(appUrl).toContain(encodeURIComponent(passwords.app))
})

test.each([
  ['app-1; drop', 'app role'],
  ['App', 'app role'],
])('refuses the role name %s', async (app) => {
  const attempt = prepareDatabase({ adminUrl: await testAdminUrl(), databaseName, roles: { ...roles, app } })
  await expect(attempt).rejects.toThrow(`"${app}" cannot be the name of the app role`)
})

test.each([
  [
    'postgresql://a:b@db.example:5432/x?sslmode=require',
    'postgresql://me:p%2Fw@db.example:5432/y?sslmode=require',
  ],
  ['postgres://db.example', 'postgres://me:p%2Fw@db.example/y'],
  ['postgresql://a@/x?host=%2Frun%2Fpg', 'postgresql://me:p%2Fw@/y?host=%2Frun%2Fpg'],
])('another login on %s is %s', (url, expected) => {
  expect(databaseUrl(url, { user: 'me', password: 'p/w', database: 'y' })).toBe(expected)
})

test('what is no address of a PostgreSQL is refused without repeating its password', () => {
  expect(() => databaseUrl('mysql://root:secret@db/x', {})).toThrow(
    /^This is no PostgreSQL address: expected/,
  )
})

import { Client } from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '../../test/support/postgres.ts'

test('the app login is neither the owner nor above row-level security', async () => {
  const { appUrl } = await testDatabase()
  const client = new Client({ connectionString: appUrl })
  await client.connect()
  const { rows } = await client.query(
    `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as power from pg_roles where rolname = current_user`,
  )
  await client.end()
  expect(rows).toEqual([{ power: false }])
})

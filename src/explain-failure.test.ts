import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { testAdminUrl } from '../test/support/postgres.ts'
import { ConfigError } from './config.ts'
import { databaseUrl } from './db/database-url.ts'
import { explainFailure } from './explain-failure.ts'

async function failureOf(work: () => unknown): Promise<string | null> {
  try {
    await work()
  } catch (error) {
    return explainFailure(error)
  }
  throw new Error('It did not fail')
}

async function listen(port: number, host: string): Promise<ReturnType<typeof createServer>> {
  const server = createServer()
  server.listen(port, host)
  await once(server, 'listening')
  return server
}

async function connect(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  await client.end()
}

test('a port that is taken is named, and what to do', async () => {
  const taken = await listen(0, '127.0.0.1')
  const address = taken.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  expect(await failureOf(() => listen(port, '127.0.0.1'))).toBe(
    `127.0.0.1:${port} is in use, perhaps by another Throughline. Stop that one, or set PORT to another number.`,
  )
  taken.close()
  // Documentation addresses (RFC 5737) belong to nobody.
  expect(await failureOf(() => listen(0, '192.0.2.1'))).toMatch(/^This machine has no address 192.0.2.1/)
})

test('a database that is not there, or refuses the login, is named with what to look at', async () => {
  expect(await failureOf(() => connect('postgres://ann:secret@127.0.0.1:1/x'))).toBe(
    'The database at 127.0.0.1:1 cannot be reached: nothing listens there. Is it running, and is DATABASE_URL right?',
  )
  expect(await failureOf(() => connect('postgres://ann@db.invalid/x'))).toContain('"db.invalid"')
  const admin = await testAdminUrl()
  expect(await failureOf(() => connect(databaseUrl(admin, { database: 'not_there' })))).toMatch(
    /^The database says: database "not_there" does not exist\. .*db prepare/,
  )
})

test('a file that cannot be read is named', async () => {
  expect(await failureOf(() => readFileSync('/nowhere/at/all'))).toBe('/nowhere/at/all: it is not there.')
})

test('sentences of our own are kept, and what nobody foresaw keeps its stack', () => {
  expect(explainFailure(new Error('Stop it and start again.'))).toBe('Stop it and start again.')
  expect(explainFailure(new ConfigError(['PORT is "x".']))).toContain('PORT is "x".')
  expect(explainFailure(new TypeError('x is not a function'))).toBeNull()
  expect(explainFailure('a string')).toBeNull()
})

import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migratedDatabase, type TestDatabase, withDatabaseClient } from '../../test/support/postgres.ts'
import { backup } from './backup.ts'
import { FrameWriter, parseHeader, readFrames } from './backup-format.ts'
import { inspectBackup, restore } from './restore.ts'

const id = (prefix: string, n: number) => `${prefix}_${String(n).padStart(26, '0')}`
const WORKSPACE = 'wsp_backup00'

let source: TestDatabase
let folder: string
let file: string

beforeAll(async () => {
  source = await migratedDatabase()
  folder = await mkdtemp(join(tmpdir(), 'throughline-backup-'))
  file = join(folder, 'whole.backup')
  await withDatabaseClient(source.ownerUrl, fill)
  await backup({ ownerUrl: source.ownerUrl, target: { file }, keyId: 'key-a' })
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a backup', () => {
  test('puts every row of every table back, byte for byte', async () => {
    const target = await migratedDatabase()
    const result = await restore({ ownerUrl: target.ownerUrl, file })
    expect(result.tables).toMatchObject({ workspace: 1, team: 1, member: 301, mail: 2, outbox: 4 })
    const changedOnPurpose = ['mail', 'outbox', 'session', 'workspace']
    const [before, after] = [await digests(source), await digests(target)]
    expect(Object.keys(before).length).toBeGreaterThan(20)
    for (const [table, digest] of Object.entries(before)) {
      if (!changedOnPurpose.includes(table)) expect([table, after[table]]).toEqual([table, digest])
    }
  })

  test('is readable by its owner alone and never overwrites another', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    await expect(backup({ ownerUrl: source.ownerUrl, target: { file } })).rejects.toThrow('exists already')
  })

  test('is refused to a login that does not see all rows, instead of being empty', async () => {
    const blind = { ownerUrl: source.appUrl, target: { file: join(folder, 'blind.backup') } }
    await expect(backup(blind)).rejects.toThrow(/cannot see all rows of .*workspace/)
    await expect(stat(join(folder, 'blind.backup'))).rejects.toThrow('ENOENT')
  })

  test('says what it holds without a database', async () => {
    const { header, tables } = await inspectBackup(file)
    expect(header.keyId).toBe('key-a')
    expect(tables['member']).toBe(301)
  })
})

describe('after a restore', () => {
  test('mails not yet sent are held, other jobs go on, and nobody stays signed in', async () => {
    const target = await migratedDatabase()
    await restore({ ownerUrl: target.ownerUrl, file })
    await withDatabaseClient(target.ownerUrl, async (client) => {
      const jobs = await client.query('select job, status from outbox order by id')
      expect(jobs.rows).toEqual([
        { job: 'send-mail', status: 'held' },
        { job: 'score-brief', status: 'pending' },
        { job: 'send-mail', status: 'done' },
        { job: 'announce-handoff', status: 'pending' },
      ])
      const mails = await client.query('select status from mail order by id')
      expect(mails.rows).toEqual([{ status: 'held' }, { status: 'sent' }])
      const sessions = await client.query(
        'select count(*)::int as open from session where revoked_at is null',
      )
      expect(sessions.rows).toEqual([{ open: 0 }])
    })
  })

  test('row-level security, guards and keys are in force again', async () => {
    const target = await migratedDatabase()
    await restore({ ownerUrl: target.ownerUrl, file })
    await withDatabaseClient(target.appUrl, async (client) => {
      expect((await client.query('select from member')).rowCount).toBe(0)
    })
    await withDatabaseClient(target.ownerUrl, async (client) => {
      await expect(client.query(`update member set name = 'X'`)).rejects.toThrow('version of member')
      await expect(
        client.query(`update team set manager_id = 'mem_0', version = version + 1`),
      ).rejects.toThrow('foreign key')
      const off = await client.query(
        `select relname from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity and not relforcerowsecurity`,
      )
      expect(off.rows).toEqual([])
    })
  })
})

describe('a restore is refused, with nothing changed, when', () => {
  let target: TestDatabase
  beforeAll(async () => {
    target = await migratedDatabase()
  })
  const refused = async (bytes: Buffer, reason: RegExp) => {
    const bad = join(folder, 'bad.backup')
    await writeFile(bad, bytes)
    await expect(restore({ ownerUrl: target.ownerUrl, file: bad })).rejects.toThrow(reason)
    await withDatabaseClient(target.ownerUrl, async (client) => {
      expect((await client.query('select from workspace')).rowCount).toBe(0)
    })
  }

  test('the file is empty', () => refused(Buffer.alloc(0), /is empty/))
  test('the file is something else', () =>
    refused(Buffer.from('id,name\n1,Acme\n'), /no backup of Throughline/))
  test('the file is something else, zipped', () =>
    refused(gzipSync('id,name\n1,Acme\n'), /no backup of Throughline/))
  test('the file is cut short', async () => {
    const bytes = await readFile(file)
    for (const share of [0.2, 0.5, 0.9]) await refused(bytes.subarray(0, bytes.length * share), /cut short/)
    await refused(bytes.subarray(0, bytes.length - 1), /cut short/)
  })
  test('its last part is missing', async () => {
    const bytes = gunzipSync(await readFile(file))
    await refused(gzipSync(bytes.subarray(0, bytes.lastIndexOf('Z\0\0'))), /its end is missing/)
  })
  test('a byte was changed', async () => {
    const bytes = gunzipSync(await readFile(file))
    const at = bytes.indexOf('Person 7')
    bytes.write('Q', at)
    await refused(gzipSync(bytes), /was changed/)
  })
  test('it is of another version', () =>
    refused(forge({ migrations: [{ id: 1, name: 'ancient', checksum: 'x' }] }), /another version.*"ancient"/))
  test('it names a table that does not exist', async () => {
    const bytes = forge({ table: 'member; drop table member', columns: ['id'] })
    await refused(await withOwnSchema(bytes), /does not have in this form/)
  })
  test('a row breaks a rule of the database', async () => {
    const columns =
      'id slug name currency zone locale gate_mode live_from is_demo created_at suspended_at version restored_at'.split(
        ' ',
      )
    const row = 'wsp_evil0000\tevil\tEvil\tEUR\tUTC\ten\twhatever\t\\N\tf\t2026-01-01\t\\N\t1\t\\N\n'
    await refused(
      await withOwnSchema(forge({ table: 'workspace', columns, row })),
      /workspace_gate_mode_check/,
    )
  })
  test('it was made under another master key', async () => {
    await expect(restore({ ownerUrl: target.ownerUrl, file, keyId: 'key-b' })).rejects.toThrow(/key-a.*key-b/)
  })
  test('the database holds rows already, unless they are to be replaced', async () => {
    const used = await migratedDatabase()
    await restore({ ownerUrl: used.ownerUrl, file })
    await expect(restore({ ownerUrl: used.ownerUrl, file })).rejects.toThrow(/not empty/)
    const { tables } = await restore({ ownerUrl: used.ownerUrl, file, replace: true })
    expect(tables['member']).toBe(301)
  })
  test.each(['appUrl', 'timerUrl'] as const)(
    'a server is connected, however idle, by its %s',
    async (login) => {
      const used = await migratedDatabase()
      await restore({ ownerUrl: used.ownerUrl, file })
      await withDatabaseClient(used[login], async () => {
        await expect(restore({ ownerUrl: used.ownerUrl, file, replace: true })).rejects.toThrow(
          /Throughline is connected to this database \(1 as throughline_test_(app|timer)\): stop it/,
        )
      })
      await restore({ ownerUrl: used.ownerUrl, file, replace: true })
    },
  )
  test('somebody is using the database', { timeout: 20_000 }, async () => {
    await withDatabaseClient(target.ownerUrl, async (client) => {
      await client.query('begin')
      await client.query('select from workspace')
      await expect(restore({ ownerUrl: target.ownerUrl, file })).rejects.toThrow('stop Throughline')
      await client.query('rollback')
    })
  })
})

type Forgery = { migrations?: object[]; table?: string; columns?: string[]; row?: string }

/** A whole and well-signed backup of somebody who means harm. */
function forge({ migrations = [], table, columns = [], row }: Forgery): Buffer {
  const frames = new FrameWriter()
  const parts = [frames.frame('H', { format: 'throughline-backup-1', migrations })]
  if (table !== undefined) parts.push(frames.frame('T', { table, columns }))
  if (row !== undefined) parts.push(frames.frame('D', Buffer.from(row)))
  if (table !== undefined) parts.push(frames.frame('E', { rows: row === undefined ? 0 : 1 }))
  parts.push(frames.end({}))
  return gzipSync(Buffer.concat(parts))
}

async function withOwnSchema(bytes: Buffer): Promise<Buffer> {
  const { header } = await inspectBackup(file)
  const frames = new FrameWriter()
  const parts: Buffer[] = []
  for await (const { kind, payload } of readFrames(toChunks(gunzipSync(bytes)))) {
    if (kind === 'H')
      parts.push(frames.frame('H', { ...parseHeader(payload), migrations: header.migrations }))
    else parts.push(kind === 'Z' ? frames.end({}) : frames.frame(kind, payload))
  }
  return gzipSync(Buffer.concat(parts))
}

async function* toChunks(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7)
}

async function digests(database: TestDatabase): Promise<Record<string, string>> {
  return withDatabaseClient(database.ownerUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    )
    const found: Record<string, string> = {}
    for (const { name } of rows.filter((row) => row.name !== 'migration')) {
      const { rows: digest } = await client.query<{ digest: string }>(
        `select count(*) || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from "${name}" t`,
      )
      found[name] = digest[0]?.digest ?? ''
    }
    return found
  })
}

async function fill(client: Client): Promise<void> {
  const at = '2026-11-20T10:00:00.123Z'
  await client.query(
    `insert into workspace (id, slug, name, currency, zone, locale, created_at)
     values ($1, 'backup', E'Tab\\tnew\\nline \\\\N "quoted" Ünïcödé 🚀', 'EUR', 'Europe/Vienna', 'de-AT', $2)`,
    [WORKSPACE, at],
  )
  await client.query(`insert into team (workspace_id, id, name, side) values ($1, $2, 'North', 'cs')`, [
    WORKSPACE,
    id('tem', 1),
  ])
  // The manager comes last and leads both the team and everybody in it: the references form a circle.
  await client.query('begin; set constraints all deferred')
  await client.query(
    `insert into member (workspace_id, id, name, email, roles, status, team_id, manager_id, skills, created_at)
     select $1, 'mem_' || lpad(n::text, 26, '0'), 'Person ' || n, 'p' || n || '@example.com', '{csm}', 'active', $2,
       case when n < 301 then $3 end, array['a,b', 'c"d', ''], $4 from generate_series(1, 301) n`,
    [WORKSPACE, id('tem', 1), id('mem', 301), at],
  )
  await client.query(`update team set manager_id = $1, version = version + 1`, [id('mem', 301)])
  await client.query('commit')
  await client.query(
    `insert into outbox (workspace_id, id, job, payload, created_at, status, due_at) values
      ($1, $2, 'send-mail', '{"a": [1, null]}', $5, 'pending', $5), ($1, $3, 'score-brief', '{}', $5, 'pending', $5),
      ($1, $4, 'send-mail', '{}', $5, 'done', $5), ($1, $6, 'announce-handoff', '{}', $5, 'pending', $5)`,
    [WORKSPACE, id('job', 1), id('job', 2), id('job', 3), at, id('job', 4)],
  )
  await client.query(
    `insert into mail (workspace_id, id, to_address, subject, text_body, html_body, status, created_at) values
      ($1, $2, 'a@example.com', 'One', 't', 'h', 'queued', $4), ($1, $3, 'a@example.com', 'Two', 't', 'h', 'sent', $4)`,
    [WORKSPACE, id('mal', 1), id('mal', 2), at],
  )
  await client.query(
    `insert into session (workspace_id, id, token_hash, member_id, device, address, created_at, seen_at, expires_at)
     values ($1, $2, sha256('x'), $3, 'Firefox', '127.0.0.1', $4, $4, $4)`,
    [WORKSPACE, id('ses', 1), id('mem', 1), at],
  )
}

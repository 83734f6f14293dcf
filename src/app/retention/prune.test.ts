import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { handleDue, makeSource, news, openHooks, send, type TestSource } from '../../../test/support/hooks.ts'
import type { TestRuntime } from '../../../test/support/runtime.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import { newId } from '../../db/new-id.ts'
import { pruneWorkspace } from './prune.ts'

let runtime: TestRuntime
let workspace: TestWorkspace
let source: TestSource
const dayMs = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString()

beforeAll(async () => {
  runtime = await testRuntime()
  workspace = await makeWorkspace(runtime)
  source = await makeSource(workspace)
})

const prune = () => workspace.within((tx, ctx) => pruneWorkspace(ctx, tx))

function count(table: string, condition = 'true'): Promise<number> {
  return workspace.within(async (tx) => {
    const row = await tx.one(
      sql<{
        n: number
      }>`SELECT count(*)::integer AS n FROM ${sql.table(table)} WHERE workspace_id = ${workspace.id} AND ${sql.raw(condition)}`,
    )
    return row.n
  })
}

async function aged(days: number, status: 'done' | 'parked'): Promise<void> {
  const app = await openHooks(runtime)
  const id = newId('req')
  await send(app, source, news({ deal: id, stage: status === 'done' ? 'open' : 'nobody knows' }), { id })
  await app.close()
  await handleDue(runtime, workspace.id)
  const at = daysAgo(days)
  await workspace.within((tx) =>
    tx.run(
      sql`UPDATE inbox SET received_at = ${at}, ended_at = ${at} WHERE workspace_id = ${workspace.id} AND event_id = ${id}`,
    ),
  )
}

test('bodies go after thirty days, handled events after ninety, and what waits for somebody stays', async () => {
  for (const days of [1, 29, 31, 89, 91]) await aged(days, 'done')
  for (const days of [31, 200]) await aged(days, 'parked')
  const { pruned, more } = await prune()
  expect({ bodies: pruned.eventBodies, events: pruned.events, more }).toEqual({
    bodies: 3,
    events: 1,
    more: false,
  })
  expect(await count('inbox', `status = 'done'`)).toBe(4)
  expect(await count('inbox', `status = 'done' AND body IS NULL`)).toBe(2)
  expect(await count('inbox', `status = 'parked' AND body IS NOT NULL`)).toBe(2)
  expect(await prune()).toMatchObject({ pruned: { eventBodies: 0, events: 0 } })
})

test('an event whose body is gone cannot be handled again, and a repetition is still recognised', async () => {
  const rows = await workspace.run('connection.deliveries', { id: source.id, status: 'done' })
  const bare = rows.items.filter((i) => i.sizeBytes === 0)
  expect(bare).toHaveLength(2)
  const eventIds = bare.map((i) => i.id)
  expect(await workspace.run('connection.replay', { id: source.id, eventIds })).toEqual({ replayed: 0 })
})

test('keys, attempts, sessions, links, refusals, change hints and ended jobs go when their time is over', async () => {
  const member = workspace.adminId
  const hash = Buffer.alloc(32)
  await workspace.within(async (tx) => {
    const ws = workspace.id
    for (const days of [6, 8])
      await tx.run(
        sql`INSERT INTO idempotency_key (workspace_id, principal, operation, key, request_hash, created_at) VALUES (${ws}, 'p', 'o', ${`k${days}`}, ${hash}, ${daysAgo(days)})`,
      )
    for (const days of [0.5, 2])
      await tx.run(
        sql`INSERT INTO sign_in_attempt (workspace_id, key_hash, window_at, failures) VALUES (${ws}, ${hash}, ${daysAgo(days)}, 1)`,
      )
    for (const days of [29, 31]) {
      const token = Buffer.alloc(32, days)
      await tx.run(
        sql`INSERT INTO session (workspace_id, id, token_hash, member_id, device, address, created_at, seen_at, expires_at) VALUES (${ws}, ${newId('ses')}, ${token}, ${member}, 'd', 'a', ${daysAgo(99)}, ${daysAgo(99)}, ${daysAgo(days)})`,
      )
      await tx.run(
        sql`INSERT INTO sign_in_link (workspace_id, id, token_hash, purpose, member_id, created_at, expires_at) VALUES (${ws}, ${newId('lnk')}, ${token}, 'sign_in', ${member}, ${daysAgo(99)}, ${daysAgo(days)})`,
      )
      for (const status of ['done', 'parked'])
        await tx.run(
          sql`INSERT INTO outbox (workspace_id, id, job, payload, created_at, due_at, status, ended_at) VALUES (${ws}, ${newId('job')}, 'send-mail', '{}', ${daysAgo(days)}, ${daysAgo(days)}, ${status}, ${daysAgo(days)})`,
        )
    }
    for (const [days, { id }] of [
      [29, source],
      [31, await makeSource(workspace)],
    ] as const)
      await tx.run(
        sql`INSERT INTO connection_refusal (workspace_id, connection_id, code, sentence, refused_at, refusals) VALUES (${ws}, ${id}, 'signature_mismatch', 's', ${daysAgo(days)}, 1)`,
      )
    for (const minutes of [5, 15]) {
      const at = new Date(Date.now() - minutes * 60_000).toISOString()
      await tx.run(
        sql`INSERT INTO change (workspace_id, id, at, noun, record_id, version) VALUES (${ws}, ${newId('chg', Date.parse(at))}, ${at}, 'deal', ${`minute ${minutes}`}, 1)`,
      )
    }
  })
  const { pruned } = await prune()
  expect(pruned).toMatchObject({
    idempotencyKeys: 1,
    attempts: 1,
    sessions: 1,
    links: 1,
    jobs: 1,
    refusals: 1,
    changes: 1,
  })
  expect(await count('change', `record_id = 'minute 5'`)).toBe(1)
  expect(await count('outbox', `job = 'send-mail' AND status = 'parked'`)).toBe(2)
  expect(await count('outbox', `status = 'pending' AND job = 'prune'`)).toBe(1)
})

test('another workspace is not touched', async () => {
  const other = await makeWorkspace(runtime)
  await aged(100, 'done')
  await other.within((tx, ctx) => pruneWorkspace(ctx, tx))
  expect(await count('inbox', `received_at < now() - interval '91 days' AND status = 'done'`)).toBe(1)
})

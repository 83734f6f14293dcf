import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase, withDatabaseClient } from '../../../test/support/postgres.ts'
import type { TestRuntime } from '../../../test/support/runtime.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import { qb } from '../../db/query.ts'
import { jobs } from '../../jobs/index.ts'
import { startQueue } from '../../jobs/queue.ts'
import { sealAudit } from './seal-audit.ts'

let runtime: TestRuntime
let workspace: TestWorkspace

const seal = () => workspace.within((tx, ctx) => sealAudit(ctx, tx))
const verify = () => workspace.run('audit.verify', {})

/** Something that leaves an entry: a stage mapped anew. */
async function act(times: number): Promise<void> {
  for (let i = 0; i < times; i++)
    await workspace.within(async (tx) =>
      tx.record('deal.update', { noun: 'deal', id: `del_${i}`, after: { name: `n${i}`, amount_minor: i } }),
    )
}

/** As whoever has the whole database in hand: no policy, no trigger. */
async function asSuperuser(text: string): Promise<void> {
  const { superUrl } = await testDatabase()
  await withDatabaseClient(superUrl, async (client) => {
    await client.query(
      `SET session_replication_role = replica; ${text.replaceAll(':ws', `'${workspace.id}'`)}`,
    )
  })
}

beforeEach(async () => {
  runtime = await testRuntime()
  workspace = await makeWorkspace(runtime)
  for (let i = 0; i < 3; i++) {
    await act(4)
    await seal()
  }
})

describe('the chain of what was done', () => {
  test('untouched, it holds; entries of the last minute wait for their seal', async () => {
    await act(2)
    const { entries, seals, unsealed, broken } = await verify()
    expect({ seals, unsealed, broken }).toEqual({ seals: 3, unsealed: 2, broken: [] })
    expect(entries).toBeGreaterThanOrEqual(14)
    expect(await seal()).toEqual({ sealed: 2, more: false })
    expect(await seal()).toEqual({ sealed: 0, more: false })
    expect(await verify()).toMatchObject({ seals: 4, unsealed: 0, broken: [] })
  })

  test('content that was erased by law breaks nothing', async () => {
    await asSuperuser(`DELETE FROM audit_payload WHERE workspace_id = :ws`)
    expect((await verify()).broken).toEqual([])
  })

  const oneOf = (n: number) =>
    `(SELECT id FROM audit WHERE workspace_id = :ws AND seal_number = ${n} ORDER BY at, id LIMIT 1)`
  test.each<[string, string, RegExp]>([
    [
      'who did it',
      `UPDATE audit SET actor_id = 'mem_x' WHERE id = ${oneOf(2)}`,
      /2: An entry under this seal/,
    ],
    [
      'when',
      `UPDATE audit SET at = at + interval '1 second' WHERE id = ${oneOf(1)}`,
      /1: An entry under this seal/,
    ],
    ['what', `UPDATE audit SET action = 'deal.delete' WHERE id = ${oneOf(3)}`, /3: An entry under this seal/],
    ['whose timeline', `UPDATE audit SET deal_id = 'del_other' WHERE id = ${oneOf(2)}`, /2: An entry/],
    [
      'the content',
      `UPDATE audit_payload SET payload = '{"changes":{}}' WHERE audit_id = ${oneOf(2)}`,
      /2: The content of the entry aud_/,
    ],
    [
      'the salt',
      `UPDATE audit_payload SET salt = '\\x00' WHERE audit_id = ${oneOf(2)}`,
      /2: The content of the entry aud_/,
    ],
    [
      'an entry taken away',
      `DELETE FROM audit WHERE id = ${oneOf(2)}`,
      /2: 3 entries stand under this seal, 4 were sealed: some were taken away/,
    ],
    [
      'an entry put in',
      `INSERT INTO audit SELECT workspace_id, 'aud_' || repeat('0', 26), at, action, actor_kind, actor_id, noun, record_id, deal_id, payload_digest, seal_number FROM audit WHERE id = ${oneOf(2)}`,
      /2: 5 entries stand under this seal, 4 were sealed: some were added/,
    ],
    [
      'two entries swapped between seals',
      `UPDATE audit SET seal_number = 5 - seal_number WHERE id IN (${oneOf(2)}, ${oneOf(3)})`,
      /2: An entry under this seal/,
    ],
    [
      'a seal taken away',
      `DELETE FROM audit_seal WHERE workspace_id = :ws AND number = 2`,
      /2: The seals 2 to 2 are missing/,
    ],
    [
      'a seal and its entries',
      `DELETE FROM audit_seal WHERE workspace_id = :ws AND number = 1; DELETE FROM audit WHERE workspace_id = :ws AND seal_number = 1`,
      /1: The seals 1 to 1 are missing/,
    ],
    [
      'the end cut off',
      `DELETE FROM audit_seal WHERE workspace_id = :ws AND number = 3; DELETE FROM audit WHERE workspace_id = :ws AND seal_number = 3`,
      /3: The end of the chain was cut off: there were 3 seals/,
    ],
    [
      'the end cut off, its entries left',
      `DELETE FROM audit_seal WHERE workspace_id = :ws AND number = 3`,
      /stand under seals that are not there/,
    ],
    [
      'the end and its mark',
      `DELETE FROM audit_seal WHERE workspace_id = :ws AND number = 3; DELETE FROM audit WHERE workspace_id = :ws AND seal_number = 3; DELETE FROM audit_head WHERE workspace_id = :ws`,
      /2: The mark at the end of the chain was taken away/,
    ],
    [
      'another mark',
      `UPDATE audit_head SET head_sealed = 's1.' || repeat('0', 12) || '.' || repeat('A', 80) WHERE workspace_id = :ws`,
      /The mark at the end of the chain was forged/,
    ],
    [
      'everything',
      `DELETE FROM audit_seal WHERE workspace_id = :ws; DELETE FROM audit WHERE workspace_id = :ws`,
      /1: The end of the chain was cut off/,
    ],
    [
      'everything and the mark',
      `DELETE FROM audit_seal WHERE workspace_id = :ws; DELETE FROM audit WHERE workspace_id = :ws; DELETE FROM audit_head WHERE workspace_id = :ws`,
      /0: There is no entry at all/,
    ],
    [
      'the digest of the last seal',
      `UPDATE audit_seal SET digest = sha256('x') WHERE workspace_id = :ws AND number = 3`,
      /3: The end of the chain was written anew/,
    ],
    [
      'a digest within',
      `UPDATE audit_seal SET digest = sha256('x') WHERE workspace_id = :ws AND number = 2`,
      /3: This seal does not follow the one before it/,
    ],
  ])('%s: it is told', async (_, text, told) => {
    await asSuperuser(text)
    const { broken } = await verify()
    expect(broken.map((b) => `${b.seal}: ${b.what}`).join('\n')).toMatch(told)
  })

  test('the product’s own login can change none of it', async () => {
    for (const text of [
      `UPDATE audit SET actor_id = 'x' WHERE workspace_id = '${workspace.id}'`,
      `DELETE FROM audit WHERE workspace_id = '${workspace.id}'`,
      `UPDATE audit_payload SET payload = '{}' WHERE workspace_id = '${workspace.id}'`,
      `DELETE FROM audit_seal WHERE workspace_id = '${workspace.id}'`,
      `DELETE FROM audit_head WHERE workspace_id = '${workspace.id}'`,
    ]) {
      const client = await runtime.pool.connect()
      try {
        await client.query(`BEGIN; SET LOCAL app.workspace_id = '${workspace.id}'`)
        await expect(client.query(text)).rejects.toThrow(/permission denied|never changes/)
      } finally {
        await client.query('ROLLBACK')
        client.release()
      }
    }
  })

  test('every workspace is sealed by itself, again and again', async () => {
    await act(3)
    const later = new Date(Date.now() + 61_000).toISOString()
    const queue = startQueue(await testRuntime({ at: later }), {
      jobs,
      handlers: { inbox: async () => undefined, timer: async () => undefined },
      width: 4,
      pollMs: 50,
    })
    // It works off what the tests before have left in this database, too.
    await expect.poll(async () => (await verify()).unsealed, { timeout: 55_000 }).toBe(0)
    await queue[Symbol.asyncDispose]()
    const job = await workspace.within((tx) =>
      tx.one(
        qb
          .selectFrom('outbox')
          .select(['status', 'attempts', 'due_at'])
          .where('workspace_id', '=', workspace.id)
          .where('job', '=', 'seal-audit'),
      ),
    )
    expect(job).toMatchObject({ status: 'pending', attempts: 0 })
    expect(job.due_at > later).toBe(true)
  })
})

test('the list says who did what to which record, newest first, page by page', async () => {
  await workspace.run('connection.create', { name: 'CRM' })
  const first = await workspace.run('audit.list', { limit: 1 })
  expect(first.items).toMatchObject([
    {
      action: 'connection.create',
      sentence: 'Ada Admin made the connection.',
      actor: { kind: 'member', name: 'Ada Admin' },
      record: { name: 'CRM', path: `/connections/${first.items[0]?.recordId}` },
      changes: expect.arrayContaining([{ field: 'name', label: 'Name', before: null, after: 'CRM' }]),
    },
  ])
  const seen = [...first.items]
  for (let { next } = first; next; ) {
    const page = await workspace.run('audit.list', { limit: 5, cursor: next })
    seen.push(...page.items)
    next = page.next
  }
  expect(new Set(seen.map((i) => i.id)).size).toBe(seen.length)
  expect(seen.map((i) => i.action)).toContain('workspace.create')
  expect(seen.map((i) => i.at)).toEqual(
    seen
      .map((i) => i.at)
      .toSorted()
      .toReversed(),
  )
})

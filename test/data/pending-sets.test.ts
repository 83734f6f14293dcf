import { Client } from 'pg'
import { describe, expect, it } from 'vitest'
import { readChanges } from '../../src/app/changes/read-changes.ts'
import { findDue } from '../../src/app/queue/claim.ts'
import { newId } from '../../src/db/new-id.ts'
import { testDatabase } from '../support/postgres.ts'
import { makeWorkspace, testRuntime } from '../support/workspace.ts'
import { ask } from './catalog.ts'

/** Two writers at once: the one that began first, and has the smaller id, commits last. */
async function commitLast(
  workspaceId: string,
  write: (client: Client, id: string) => Promise<unknown>,
  prefix: 'job' | 'chg',
) {
  const { appUrl } = await testDatabase()
  const [early, late] = [new Client({ connectionString: appUrl }), new Client({ connectionString: appUrl })]
  const [first, second] = [newId(prefix), newId(prefix)].toSorted()
  for (const [client, id] of [
    [early, first],
    [late, second],
  ] as const) {
    await client.connect()
    await client.query(`BEGIN; SET LOCAL app.workspace_id = '${workspaceId}'`)
    await write(client, id ?? '')
  }
  return {
    first: first ?? '',
    second: second ?? '',
    async commit(which: 'first' | 'second') {
      const client = which === 'first' ? early : late
      await client.query('COMMIT')
      await client.end()
    },
  }
}

describe('rule 8, nothing is passed over because another committed before it:', () => {
  it('a job', async () => {
    const runtime = await testRuntime()
    const { id: workspaceId } = await makeWorkspace(runtime)
    const insert = `INSERT INTO outbox (workspace_id, id, job, payload, created_at, due_at) VALUES ($1, $2, 'prune', '{}', app_now(), app_now())`
    const two = await commitLast(workspaceId, (client, id) => client.query(insert, [workspaceId, id]), 'job')
    const due = async () => {
      const found = await findDue(runtime.timerPool, 'outbox', { most: 10_000, offsetMs: 0 })
      return found.filter((it) => [two.first, two.second].includes(it.id)).map((it) => it.id)
    }
    await two.commit('second')
    expect(await due()).toEqual([two.second])
    await two.commit('first')
    expect((await due()).toSorted()).toEqual([two.first, two.second])
  })

  it('a hint of a change, read with an overlap', async () => {
    const runtime = await testRuntime()
    const { id: workspaceId } = await makeWorkspace(runtime)
    const insert = `INSERT INTO change (workspace_id, id, at, noun, record_id, version) VALUES ($1, $2, app_now(), 'deal', $2, 1)`
    const two = await commitLast(workspaceId, (client, id) => client.query(insert, [workspaceId, id]), 'chg')
    const seen = async () => {
      const { changes } = await readChanges(runtime, [workspaceId])
      return changes.map((it) => it.id).filter((id) => [two.first, two.second].includes(id))
    }
    await two.commit('second')
    expect(await seen()).toEqual([two.second])
    await two.commit('first')
    expect((await seen()).toSorted()).toEqual([two.first, two.second])
  })

  it('whatever is worked off is found in an index of what is still to do, and of nothing else', async () => {
    const rows = await ask<{ name: string; where: string }>(
      'super',
      `SELECT i.indexrelid::regclass::text AS name, pg_get_expr(i.indpred, i.indrelid) AS where FROM pg_index i
         WHERE i.indexrelid::regclass::text IN ('outbox_pending', 'inbox_pending', 'timer_due', 'audit_unsealed') ORDER BY 1`,
    )
    expect(Object.fromEntries(rows.map((row) => [row.name, row.where]))).toEqual({
      audit_unsealed: '(seal_number IS NULL)',
      inbox_pending: `(status = 'pending'::text)`,
      outbox_pending: `(status = 'pending'::text)`,
      timer_due: '(done_at IS NULL)',
    })
  })
})

import { expect, test } from 'vitest'
import { makeWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import { newId } from '../../db/new-id.ts'
import { qb } from '../../db/query.ts'

test('jobs that failed too often are listed newest first, and run again when asked, once', async () => {
  const workspace = await makeWorkspace(await testRuntime())
  const ids = await workspace.within(async (tx) => {
    const made: string[] = []
    for (let i = 0; i < 3; i++) {
      const id = newId('job')
      const at = new Date(Date.parse(tx.now) - i * 60_000).toISOString()
      const row = {
        workspace_id: workspace.id,
        id,
        job: 'send-mail',
        payload: '{}',
        created_at: at,
        due_at: at,
      }
      const ended = { status: 'parked', ended_at: at, attempts: 8, error: `reason ${i}` }
      await tx.run(qb.insertInto('outbox').values({ ...row, ...ended }))
      made.push(id)
    }
    return made
  })
  const first = await workspace.run('job.list_parked', { limit: 2 })
  const second = await workspace.run('job.list_parked', { limit: 2, cursor: first.next ?? '' })
  expect([...first.items, ...second.items].map((i) => [i.id, i.error])).toEqual(
    ids.map((id, i) => [id, `reason ${i}`]),
  )
  expect(second.next).toBeNull()
  const [id = ''] = ids
  expect(await workspace.run('job.retry', { id })).toEqual({ ok: true })
  await expect(workspace.run('job.retry', { id })).rejects.toMatchObject({ detail: 'job_not_parked' })
  const row = await workspace.within((tx) =>
    tx.one(qb.selectFrom('outbox').selectAll().where('workspace_id', '=', workspace.id).where('id', '=', id)),
  )
  expect(row).toMatchObject({ status: 'pending', attempts: 0, ended_at: null, lease_epoch: 1 })
  const other = await makeWorkspace(await testRuntime())
  await expect(other.run('job.retry', { id })).rejects.toMatchObject({ code: 'not_found' })
  expect((await other.run('job.list_parked', {})).items).toEqual([])
})

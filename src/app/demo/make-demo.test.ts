import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testRuntime } from '../../../test/support/workspace.ts'
import { handoffStatuses } from '../../core/handoff/vocabulary.ts'
import { workIn } from '../work-in.ts'
import { makeDemo } from './make-demo.ts'

test('the demo has about sixty deals in all stages, twelve people, handoffs in every status, and some late steps', async () => {
  const runtime = await testRuntime()
  const { workspaceId, people, letIn } = await makeDemo(runtime)
  await letIn()
  const found = await workIn(
    runtime,
    { workspaceId, actor: { kind: 'system', job: 'test' }, requestId: 'test' },
    async (_ctx, tx) => ({
      deals: await tx.many(
        sql<{
          stage_kind: string
          n: number
        }>`SELECT stage_kind, count(*) AS n FROM deal WHERE workspace_id = ${workspaceId} GROUP BY 1`,
      ),
      members: await tx.one(
        sql<{ n: number }>`SELECT count(*) AS n FROM member WHERE workspace_id = ${workspaceId}`,
      ),
      unmanaged: await tx.many(
        sql<{
          name: string
        }>`SELECT name FROM team WHERE workspace_id = ${workspaceId} AND manager_id IS NULL`,
      ),
      statuses: await tx.many(
        sql<{ status: string }>`SELECT DISTINCT status FROM handoff WHERE workspace_id = ${workspaceId}`,
      ),
      late: await tx.one(
        sql<{
          n: number
        }>`SELECT count(*) AS n FROM step WHERE workspace_id = ${workspaceId} AND status = 'open' AND due_at < ${tx.now}::timestamptz`,
      ),
    }),
  )
  expect(people.length).toBeGreaterThanOrEqual(4)
  expect(found.members.n).toBe(12)
  expect(found.unmanaged).toEqual([])
  expect(found.deals.map((d) => d.stage_kind).toSorted()).toEqual(['likely', 'lost', 'open', 'won'])
  expect(found.deals.reduce((sum, d) => sum + d.n, 0)).toBeGreaterThanOrEqual(55)
  expect(found.statuses.map((s) => s.status).toSorted()).toEqual([...handoffStatuses].toSorted())
  expect(found.late.n).toBeGreaterThan(3)
})

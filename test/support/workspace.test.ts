import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { makeWorkspace, type TestWorkspace, testRuntime } from './workspace.ts'

async function memberCount(workspace: TestWorkspace): Promise<number> {
  const row = await workspace.within((tx) => tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM member`))
  return row.n
}

it('gives each test a workspace that no other can look into', async () => {
  const runtime = await testRuntime()
  const [mine, other] = await Promise.all([makeWorkspace(runtime), makeWorkspace(runtime)])
  await other.addMember({ roles: ['csm'] })
  expect(await memberCount(mine)).toBe(1)
  expect(await memberCount(other)).toBe(2)
})

it('moves the clock of one runtime and of no other', async () => {
  const [here, there] = await Promise.all([testRuntime({ at: '2026-11-20T10:00:00.000Z' }), testRuntime()])
  const workspace = await makeWorkspace(here)
  expect(await workspace.within(async (tx) => tx.now.slice(0, 15))).toBe('2026-11-20T10:0')
  here.setClock('2027-01-04T08:30:00.000Z')
  expect(await workspace.within(async (tx) => tx.now.slice(0, 15))).toBe('2027-01-04T08:3')
  expect(there.clockOffsetMs).toBe(0)
})

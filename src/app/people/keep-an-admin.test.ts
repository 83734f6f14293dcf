import * as fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import type { MemberRole } from '../../core/handoff/vocabulary.ts'
import type { Actor } from '../context.ts'
import { AppError } from '../errors.ts'
import { peopleVerbs } from './people-verbs.ts'

type Move = { by: number; whom: number; what: 'suspend' | 'restore' | MemberRole[] }

const move: fc.Arbitrary<Move> = fc.record({
  by: fc.nat(3),
  whom: fc.nat(3),
  what: fc.oneof(
    fc.constant('suspend' as const),
    fc.constant('restore' as const),
    fc.subarray<MemberRole>(['admin', 'revops', 'csm'], { minLength: 1 }),
  ),
})

async function make(
  workspace: TestWorkspace,
  ids: readonly string[],
  { by, whom, what }: Move,
): Promise<boolean> {
  const id = ids[whom] ?? ''
  const actor: Actor = by === 0 ? { kind: 'system', job: 'test' } : await workspace.actorOf(ids[by] ?? '')
  const { version } = await workspace.run('member.show', { id }, workspace.admin)
  const work =
    what === 'suspend'
      ? workspace.run('member.suspend', { id, version }, actor)
      : what === 'restore'
        ? workspace.run('member.restore', { id, version }, actor)
        : workspace.run('member.update', { id, version, roles: what }, actor)
  return work.then(
    () => true,
    (error: unknown) => {
      if (error instanceof AppError) return false
      throw error
    },
  )
}

async function activeAdmins(workspace: TestWorkspace): Promise<number> {
  const row = await workspace.within((tx) =>
    tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM member WHERE workspace_id = ${workspace.id}
      AND status = 'active' AND 'admin' = ANY (roles)`),
  )
  return row.n
}

it('always leaves an active admin, whatever people do to each other, one after another or at once', async () => {
  const runtime = await testRuntime({ verbs: peopleVerbs })
  let done = 0
  const rounds = fc.asyncProperty(
    fc.array(fc.array(move, { minLength: 1, maxLength: 3 }), { maxLength: 12 }),
    async (turns) => {
      const workspace = await makeWorkspace(runtime)
      const ids = [workspace.adminId]
      for (const roles of [['admin'], ['revops'], ['csm']] as const)
        ids.push(await workspace.addMember({ roles }))
      for (const together of turns) {
        const outcomes = await Promise.all(together.map((it) => make(workspace, ids, it)))
        done += outcomes.filter(Boolean).length
        expect(await activeAdmins(workspace)).toBeGreaterThanOrEqual(1)
      }
    },
  )
  await fc.assert(rounds, { numRuns: 25 })
  // The moves must not all have been refused, or the property would say nothing.
  expect(done).toBeGreaterThan(20)
})

it('lets one of two admins who demote each other at the same moment through', async () => {
  const runtime = await testRuntime({ verbs: peopleVerbs })
  for (let round = 0; round < 10; round++) {
    const workspace = await makeWorkspace(runtime)
    const second = await workspace.addMember({ roles: ['admin'] })
    const demote = (id: string, by: Actor) =>
      workspace.run('member.update', { id, version: 1, roles: ['ae'] }, by)
    const outcomes = await Promise.allSettled([
      demote(second, workspace.admin),
      demote(workspace.adminId, await workspace.actorOf(second)),
    ])
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1)
    expect(await activeAdmins(workspace)).toBe(1)
  }
})

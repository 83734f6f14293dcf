import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { plan, startAndRun, textFile, upload } from '../../../../test/support/imports.ts'
import type { TestRuntime } from '../../../../test/support/runtime.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../../test/support/workspace.ts'

let runtime: TestRuntime
let space: TestWorkspace
beforeEach(async () => {
  runtime = await testRuntime()
  space = await makeWorkspace(runtime, { currency: 'USD', zone: 'Etc/UTC', locale: 'en-US' })
})

async function run(files: ReturnType<typeof textFile>[]) {
  return startAndRun(runtime, space, await plan(space, await upload(runtime, space, files)))
}

test('a team gets the manager whom all its people answer to, unless they differ or somebody chose one', async () => {
  const boss = await space.addMember({ roles: ['cs_manager'], name: 'Vi Holm', email: 'vi@x.example' })
  await space.run('team.create', { name: 'West', side: 'sales', managerId: boss })
  const people = textFile(
    'people.csv',
    [
      'Name,Email,Manager,Team',
      'Ana Lind,ana@x.example,Mo Berg,North',
      'Bo Ek,bo@x.example,Mo Berg,North',
      'Mo Berg,mo@x.example,Kit Dahl,North',
      'Cy Fox,cy@x.example,Mo Berg,South',
      'Di Gray,di@x.example,Kit Dahl,South',
      'Ed Hill,ed@x.example,Mo Berg,East',
      'Fi Ivy,fi@x.example,,East',
      'Gu Jay,gu@x.example,Mo Berg,West',
      'Hal Kay,hal@x.example,,Field',
    ].join('\n'),
  )
  await run([people])
  const managers = async () =>
    (await space.run('team.list', {})).items.map(({ name, manager }) => [name, manager?.name ?? null])
  const expected = [
    ['East', null],
    ['Field', null],
    ['North', 'Mo Berg'],
    ['South', null],
    ['West', 'Vi Holm'],
  ]
  expect(await managers()).toEqual(expected)
  await run([people])
  expect(await managers()).toEqual(expected)
})

describe('with an address beside the owner', () => {
  const ownerHeader = 'Deal ID,Deal Name,Owner email,Owner,Stage,Amount'
  const owned = (...rows: string[]) => textFile('deals.csv', [ownerHeader, ...rows].join('\n'))
  const owners = (of: TestWorkspace) =>
    of.within((tx) =>
      tx.many(
        sql<{ deal: string; name: string; email: string | null }>`
          SELECT d.external_id AS deal, m.name, m.email FROM deal d JOIN member m ON m.workspace_id = d.workspace_id AND m.id = d.owner_id
          WHERE d.workspace_id = ${of.id} ORDER BY d.external_id`,
      ),
    )

  test('people are known by name and address, whichever row tells the address', async () => {
    const file = owned(
      'D1,A,,Ana Lind,Won,5',
      'D2,B,ANA@x.example,Ana Lind,Won,5',
      'D3,C,bo@x.example,Bo Ek,Won,5',
      'D4,D,cy@x.example,,Won,5',
      'D5,E,,,Won,5',
    )
    await run([file])
    const told = await owners(space)
    expect(told).toEqual([
      { deal: 'D1', name: 'Ana Lind', email: 'ana@x.example' },
      { deal: 'D2', name: 'Ana Lind', email: 'ana@x.example' },
      { deal: 'D3', name: 'Bo Ek', email: 'bo@x.example' },
      { deal: 'D4', name: 'cy@x.example', email: 'cy@x.example' },
    ])
    const again = await run([file])
    expect(again.progress).toMatchObject({ updated: { deals: 0 }, unchanged: { deals: 5 } })
    expect(await owners(space)).toEqual(told)
    expect((await space.run('member.list', {})).items).toHaveLength(4)
  })

  test('namesakes are told apart, and somebody with another address is nobody we know', async () => {
    const ana = await space.addMember({ roles: ['ae'], name: 'Ana Lind', email: 'ana@x.example' })
    await run([owned('D1,A,ana@x.example,A. Lind,Won,5', 'D2,B,ana.two@x.example,Ana Lind,Won,5')])
    expect(await owners(space)).toEqual([
      { deal: 'D1', name: 'Ana Lind', email: 'ana@x.example' },
      { deal: 'D2', name: 'Ana Lind', email: 'ana.two@x.example' },
    ])
    expect((await space.run('member.show', { id: ana })).email).toBe('ana@x.example')
  })

  test('somebody known by name alone gets the address, once', async () => {
    await run([owned('D1,A,,Ana Lind,Won,5')])
    await run([owned('D1,A,ana@x.example,Ana Lind,Won,5', 'D2,B,other@x.example,Ana Lind,Won,5')])
    expect(await owners(space)).toEqual([
      { deal: 'D1', name: 'Ana Lind', email: 'ana@x.example' },
      { deal: 'D2', name: 'Ana Lind', email: 'other@x.example' },
    ])
  })

  test('what is no address among many sets its row aside and says so', async () => {
    const good = Array.from({ length: 30 }, (_, i) => `G${i},A,a${i}@x.example,Ana ${i},Won,5`)
    const done = await run([owned(...good, 'D1,A,ask Ana,Ana Lind,Won,5')])
    expect(done.progress).toMatchObject({ created: { deals: 30 }, setAside: 1 })
    const [problem] = (await space.run('import.problems', { id: done.id })).items
    expect(problem).toMatchObject({ column: 'Owner email', code: 'not_an_email' })
  })
})

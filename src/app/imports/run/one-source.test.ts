import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type DealNews,
  dealsOf,
  handleDue,
  makeHookWorkspace,
  makeSource,
  news,
  openHooks,
  send,
  type TestSource,
} from '../../../../test/support/hooks.ts'
import { plan, startAndRun, textFile, upload } from '../../../../test/support/imports.ts'
import type { TestRuntime } from '../../../../test/support/runtime.ts'
import { type TestWorkspace, testRuntime } from '../../../../test/support/workspace.ts'
import { qb } from '../../../db/query.ts'

const file = textFile(
  'deals.csv',
  [
    'Deal ID,Deal Name,Account,Owner,Stage,Amount,Close Date',
    'D1,Platform,Acme,Ana Lind,won,12500,2026-03-04',
    'D2,Seats,Acme,Ana Lind,open,9000,2026-09-01',
  ].join('\n'),
)

describe('a file and a webhook of the same CRM', () => {
  let runtime: TestRuntime
  let space: TestWorkspace
  let source: TestSource
  let app: FastifyInstance
  beforeEach(async () => {
    runtime = await testRuntime()
    ;({ workspace: space, source } = await makeHookWorkspace(runtime))
    app = await openHooks(runtime)
  })
  afterEach(() => app.close())

  const importAs = async (name: string | null) => {
    const ready = await upload(runtime, space, [file])
    const suggested = await plan(space, ready)
    return name === null
      ? suggested
      : plan(space, suggested, { mapping: { ...suggested.plan.mapping, source: name } })
  }
  const told = async (from: TestSource, deal: DealNews, account = { id: 'Acme', name: 'Acme' }) => {
    const { data, ...event } = news(deal) as { data: object }
    expect((await send(app, from, { ...event, data: { ...data, account } })).statusCode).toBe(200)
    await handleDue(runtime, space.id)
  }
  const handoffs = () =>
    space.within((tx) =>
      tx.many(
        qb.selectFrom('handoff').select(['id', 'deal_id', 'tier']).where('workspace_id', '=', space.id),
      ),
    )
  const nameOf = async () => (await space.run('connection.show', { id: source.id })).name

  test('deals of the file are the deals of the webhook: what was open is won once', async () => {
    await startAndRun(runtime, space, await importAs(await nameOf()))
    expect(await dealsOf(space)).toHaveLength(2)
    await told(source, { deal: 'D2' })
    const deals = await dealsOf(space)
    expect(deals.map(({ external_id, stage_kind }) => [external_id, stage_kind])).toEqual([
      ['D1', 'won'],
      ['D2', 'won'],
    ])
    expect(await handoffs()).toEqual([
      expect.objectContaining({ deal_id: deals.find((d) => d.external_id === 'D2')?.id }),
    ])
  })

  test('an older file does not take back what the webhook told', async () => {
    await told(source, { deal: 'D2' })
    const done = await startAndRun(runtime, space, await importAs(await nameOf()))
    expect(done.progress).toMatchObject({ created: { deals: 1 }, unchanged: { deals: 1 } })
    const deals = await dealsOf(space)
    expect(deals.find((d) => d.external_id === 'D2')).toMatchObject({ name: 'Deal D2', stage_kind: 'won' })
  })

  test('a webhook can go on with what was imported before, and the file still finds its deals', async () => {
    await startAndRun(runtime, space, await importAs(null))
    const { items } = await space.run('connection.list', {})
    const past = items.find((it) => it.kind === 'import')
    const live = await makeSource(space, { name: 'Our CRM', continues: past?.id ?? '' })
    expect(live.id).toBe(past?.id)
    await told(live, { deal: 'D2' })
    expect(await dealsOf(space)).toHaveLength(2)
    expect(await handoffs()).toHaveLength(1)
    const again = await startAndRun(runtime, space, await importAs(null))
    expect(again.progress).toMatchObject({ created: {}, unchanged: { deals: 2 } })
  })

  test('a customer the file knows by name is the one the webhook knows by id', async () => {
    await startAndRun(runtime, space, await importAs(await nameOf()))
    await told(source, { deal: 'D3' }, { id: 'A-77', name: 'Acme' })
    const deals = await dealsOf(space)
    expect(new Set(deals.map((d) => d.account_id)).size).toBe(1)
  })

  test('two customers of one name with two ids stay two', async () => {
    await told(source, { deal: 'D8', stage: 'open' }, { id: 'A-1', name: 'Acme' })
    await told(source, { deal: 'D9', stage: 'open' }, { id: 'A-2', name: 'Acme' })
    const deals = await dealsOf(space)
    expect(new Set(deals.map((d) => d.account_id)).size).toBe(2)
  })

  test('a source nobody knows is told before anything is written', async () => {
    const planned = await importAs('Oor CRM')
    expect(planned.plan.problems).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        code: 'unknown_source',
        message: expect.stringContaining('"Oor CRM"'),
      }),
    )
  })

  test('only an import can be gone on with', async () => {
    await expect(
      space.run('connection.create', { name: 'Second', continues: source.id }),
    ).rejects.toMatchObject({
      code: 'invalid',
      fields: [{ path: 'continues' }],
    })
  })
})

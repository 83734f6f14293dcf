import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { jobOf, plan, startAndRun, textFile, upload } from '../../../../test/support/imports.ts'
import type { TestRuntime } from '../../../../test/support/runtime.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../../test/support/workspace.ts'
import { qb } from '../../../db/query.ts'
import type { DealRow } from '../../deals/deal-row.ts'
import { runImport } from './run-import.ts'

const header = 'Deal ID,Deal Name,Account,Owner,Product,Stage,Amount,Close Date,Created'

function deals(...rows: string[]): ReturnType<typeof textFile> {
  return textFile('deals.csv', [header, ...rows].join('\n'))
}

const three = deals(
  'D1,Platform,Acme,Ana Lind,Suite,Won,"12,500.00",2026-03-04,2026-01-02',
  'D2,Seats,Acme,Ana Lind,Suite,Lost,0,2026-03-05,2026-01-03',
  'D3,Trial,,Bo Ek,Suite,Negotiation,,2026-09-01,2026-02-01',
)

async function run(
  runtime: TestRuntime,
  space: TestWorkspace,
  files: ReturnType<typeof textFile>[],
  how: Parameters<typeof plan>[2] = {},
) {
  return startAndRun(runtime, space, await plan(space, await upload(runtime, space, files), how))
}

function dealRows(space: TestWorkspace): Promise<DealRow[]> {
  return space.within((tx) =>
    tx.many(qb.selectFrom('deal').selectAll().where('workspace_id', '=', space.id).orderBy('external_id')),
  )
}

async function countOf(
  space: TestWorkspace,
  table: 'handoff' | 'timer' | 'member' | 'account' | 'deal',
): Promise<number> {
  const { n } = await space.within((tx) =>
    tx.one(
      sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table)} WHERE workspace_id = ${space.id}`,
    ),
  )
  return n
}

describe('an import', () => {
  let runtime: TestRuntime
  let space: TestWorkspace
  beforeEach(async () => {
    runtime = await testRuntime()
    space = await makeWorkspace(runtime, { currency: 'USD', zone: 'Etc/UTC', locale: 'en-US' })
  })

  test('writes past deals with their accounts, owners and products, and sets nothing off', async () => {
    const done = await run(runtime, space, [three])
    expect(done).toMatchObject({
      status: 'done',
      error: null,
      progress: { created: { deals: 3 }, setAside: 0, handoffs: 0 },
    })
    const [won, lost, open] = await dealRows(space)
    expect(won).toMatchObject({
      stage_kind: 'won',
      is_history: true,
      amount_minor: 1_250_000,
      annual_minor: 1_250_000,
      rate_micros: 1_000_000,
      currency: 'USD',
      products: ['Suite'],
      won_at: '2026-03-04T00:00:00.000Z',
      created_on: '2026-01-02',
    })
    expect(lost).toMatchObject({
      stage_kind: 'lost',
      is_history: false,
      lost_at: '2026-03-05T00:00:00.000Z',
      account_id: won?.account_id ?? '',
    })
    expect(open).toMatchObject({
      stage_kind: 'likely',
      account_id: null,
      amount_minor: null,
      expected_close_on: '2026-09-01',
    })
    expect(await countOf(space, 'handoff')).toBe(0)
    expect(await countOf(space, 'timer')).toBe(0)
    expect(await countOf(space, 'account')).toBe(1)
    const owners = await space.within((tx) =>
      tx.many(
        sql<{
          name: string
          status: string
          roles: string[]
        }>`SELECT name, status, roles FROM member WHERE workspace_id = ${space.id} AND status = 'known' ORDER BY name`,
      ),
    )
    expect(owners).toEqual([
      { name: 'Ana Lind', status: 'known', roles: ['ae'] },
      { name: 'Bo Ek', status: 'known', roles: ['ae'] },
    ])
  })

  test('run twice changes nothing', async () => {
    await run(runtime, space, [three])
    const before = await dealRows(space)
    const again = await run(runtime, space, [three])
    expect(again.progress).toMatchObject({
      created: { deals: 0 },
      updated: { deals: 0 },
      unchanged: { deals: 3 },
    })
    expect(await dealRows(space)).toEqual(before)
    expect(await countOf(space, 'account')).toBe(1)
  })

  test('a later export of the same file name with a date in it updates the same deals', async () => {
    await run(runtime, space, [{ ...three, name: 'deals-2026-03.csv' }])
    const later = deals('D3,Trial,Beta,Bo Ek,Suite,Won,900,2026-04-01,2026-02-01')
    const done = await run(runtime, space, [{ ...later, name: 'deals-2026-04.csv' }])
    expect(done.progress).toMatchObject({ created: { deals: 0 }, updated: { deals: 1 } })
    expect((await dealRows(space)).map((row) => [row.external_id, row.stage_kind, row.version])).toEqual([
      ['D1', 'won', 1],
      ['D2', 'lost', 1],
      ['D3', 'won', 2],
    ])
  })

  test('a value in another currency is annual value at the stated rate, and unknown without one', async () => {
    await space.within((tx) =>
      tx.run(
        sql`INSERT INTO currency_rate (workspace_id, currency, rate_micros, stated_on) VALUES (${space.id}, 'EUR', 1100000, '2026-01-01')`,
      ),
    )
    const file = textFile(
      'deals.csv',
      'Deal ID,Deal Name,Stage,Amount,Currency,Close Date\nD1,A,Won,1000,EUR,2026-03-04\nD2,B,Won,1000,NOK,2026-03-04',
    )
    await run(runtime, space, [file])
    expect(
      (await dealRows(space)).map((row) => [
        row.amount_minor,
        row.currency,
        row.annual_minor,
        row.rate_micros,
      ]),
    ).toEqual([
      [100_000, 'EUR', 110_000, 1_100_000],
      [100_000, 'NOK', null, null],
    ])
  })

  test('a bad row is set aside with its number, column and reason; mended it comes in', async () => {
    const good = Array.from(
      { length: 9 },
      (_, i) => `D${i + 3},Deal,Acme,Ana Lind,Suite,Won,500,2026-03-04,2026-01-02`,
    )
    const bad = 'D2,"=HYPERLINK(1)",Acme,Ana Lind,Suite,Won,500,31.31.2026,2026-01-02'
    const file = deals('D1,Platform,Acme,Ana Lind,Suite,Won,500,2026-03-04,2026-01-02', bad, ...good)
    const done = await run(runtime, space, [file])
    expect(done.progress).toMatchObject({ created: { deals: 10 }, setAside: 1 })
    const { items } = await space.run('import.problems', { id: done.id })
    expect(items).toMatchObject([
      {
        number: 1,
        file: 'deals.csv',
        row: 2,
        column: 'Close Date',
        code: 'not_a_date',
        cells: { 'Deal ID': 'D2', 'Close Date': '31.31.2026' },
      },
    ])
    expect(items[0]?.reason).toContain('31.31.2026')
    const mended = textFile(
      'deals-problems.csv',
      `${header},_row,_line,_column,_value,_reason\nD2,'=HYPERLINK(1),Acme,Ana Lind,Suite,Won,500,2026-03-31,2026-01-02,2,3,Close Date,,bad`,
    )
    const { plan: planned } = await space.run('import.show', { id: done.id })
    const after = await run(runtime, space, [mended], { mapping: planned?.mapping ?? {} })
    expect(after.progress).toMatchObject({ created: { deals: 1 }, setAside: 0 })
    expect((await dealRows(space)).find((row) => row.external_id === 'D2')?.name).toBe('=HYPERLINK(1)')
  })

  test('a deal that names somebody or something unknown is made, left empty or set aside, as the mapping says', async () => {
    const it = await upload(runtime, space, [three])
    const { plan: first, version } = await plan(space, it)
    const mapping = {
      ...first.mapping,
      missing: { account: 'leave_empty', member: 'set_aside', product: 'leave_empty' },
    }
    const done = await startAndRun(runtime, space, await plan(space, { id: it.id, version }, { mapping }))
    expect(done.progress).toMatchObject({ created: { deals: 0 }, setAside: 3 })
    const { items } = await space.run('import.problems', { id: done.id })
    expect(items[0]).toMatchObject({ code: 'unknown_reference', column: 'Owner', cells: { 'Deal ID': 'D1' } })
    expect(await countOf(space, 'account')).toBe(0)
  })

  test('goes on where a killed process left it, and ends as if nothing had happened', async () => {
    const rows = Array.from(
      { length: 5_000 },
      (_, i) => `D${i},Deal ${i},Acme ${i % 7},Ana Lind,Suite,Won,${i + 1},2026-03-04,2026-01-02`,
    )
    const planned = await plan(space, await upload(runtime, space, [deals(...rows)]))
    await space.run('import.start', { id: planned.id, version: planned.version })
    for (const dieAfter of [3, 4]) {
      await runImport(
        jobOf(runtime, space, (n) => {
          if (n > dieAfter) throw new Error('killed')
        }),
        planned.id,
      )
    }
    const half = await space.run('import.show', { id: planned.id })
    expect(half.status).toBe('running')
    expect(half.progress.read).toBeGreaterThan(0)
    expect(half.progress.read).toBeLessThan(5_000)
    await runImport(jobOf(runtime, space), planned.id)
    const done = await space.run('import.show', { id: planned.id })
    expect(done).toMatchObject({
      status: 'done',
      progress: { read: 5_000, created: { deals: 5_000 }, updated: { deals: 0 }, unchanged: { deals: 0 } },
    })
    expect(await countOf(space, 'deal')).toBe(5_000)
    expect(await countOf(space, 'account')).toBe(7)
  })

  test('stops where it is cancelled, keeps what is written, and can be run again', async () => {
    const rows = Array.from(
      { length: 2_600 },
      (_, i) => `D${i},Deal ${i},Acme,Ana Lind,Suite,Won,5,2026-03-04,2026-01-02`,
    )
    const planned = await plan(space, await upload(runtime, space, [deals(...rows)]))
    await space.run('import.start', { id: planned.id, version: planned.version })
    const job = jobOf(runtime, space)
    let written = 0
    await runImport(
      {
        ...job,
        ctxIn: async (work) => {
          const result = await job.ctxIn(work)
          const { progress } = await space.run('import.show', { id: planned.id })
          if (progress.read > 0 && written === 0) {
            written = progress.read
            await space.run('import.cancel', { id: planned.id })
          }
          return result
        },
      },
      planned.id,
    )
    const stopped = await space.run('import.show', { id: planned.id })
    expect(stopped.status).toBe('cancelled')
    expect(await countOf(space, 'deal')).toBeLessThan(2_600)
    const done = await startAndRun(runtime, space, await plan(space, stopped))
    expect(done.status).toBe('done')
    expect(await countOf(space, 'deal')).toBe(2_600)
    expect(done.progress.unchanged['deals']).toBeGreaterThanOrEqual(written)
  })

  test('two runs of one import do not write side by side', async () => {
    const planned = await plan(space, await upload(runtime, space, [three]))
    await space.run('import.start', { id: planned.id, version: planned.version })
    await Promise.allSettled([
      runImport(jobOf(runtime, space), planned.id),
      runImport(jobOf(runtime, space), planned.id),
    ])
    await runImport(jobOf(runtime, space), planned.id)
    expect(await countOf(space, 'deal')).toBe(3)
    expect(await space.run('import.show', { id: planned.id })).toMatchObject({
      status: 'done',
      progress: { created: { deals: 3 } },
    })
  })

  test('people, managers that stand later in the file, and teams come in without access', async () => {
    const people = textFile(
      'people.csv',
      'Name,Email,Manager,Team,Region\nAna Lind,ana@x.example,Mo Berg,North,East\nMo Berg,mo@x.example,,North,East',
    )
    const done = await run(runtime, space, [people, three])
    expect(done.progress.created).toMatchObject({ people: 2, deals: 3 })
    const rows = await space.within((tx) =>
      tx.many(sql<{ name: string; manager: string | null; team: string | null; status: string }>`
      SELECT m.name, b.name AS manager, t.name AS team, m.status FROM member m LEFT JOIN member b ON b.workspace_id = m.workspace_id AND b.id = m.manager_id
      LEFT JOIN team t ON t.workspace_id = m.workspace_id AND t.id = m.team_id WHERE m.workspace_id = ${space.id} AND m.status = 'known' ORDER BY m.name`),
    )
    expect(rows).toEqual([
      { name: 'Ana Lind', manager: 'Mo Berg', team: 'North', status: 'known' },
      { name: 'Bo Ek', manager: null, team: null, status: 'known' },
      { name: 'Mo Berg', manager: null, team: 'North', status: 'known' },
    ])
  })

  test('nothing of somebody who works here already is overwritten', async () => {
    const ana = await space.addMember({
      roles: ['revops'],
      name: 'Ana Lind',
      email: 'ana@x.example',
      territories: ['West'],
    })
    const people = textFile('people.csv', 'Name,Email,Role,Region\nAna L.,ana@x.example,Admin,East')
    const done = await run(runtime, space, [people, three])
    expect(done.progress.unchanged).toMatchObject({ people: 1 })
    const { name, roles } = await space.run('member.show', { id: ana })
    expect({ name, roles }).toEqual({ name: 'Ana Lind', roles: ['revops'] })
  })

  test('live: a handoff for the first win of an account, follow-ons for the next, none again on the second run', async () => {
    await space.addMember({ roles: ['csm'], name: 'Cleo' })
    const file = deals(
      'D2,Second,Acme,Ana Lind,Suite,Won,500,2026-02-04,2026-01-02',
      'D1,First,Acme,Ana Lind,Suite,Won,30000,2026-01-04,2026-01-02',
      'D3,Alone,,Ana Lind,Suite,Won,,2026-03-04,2026-01-02',
      'D4,Soon,Acme,Ana Lind,Suite,Negotiation,5,2026-03-04,2026-01-02',
    )
    const planned = await plan(space, await upload(runtime, space, [file]), {
      mode: 'live',
      shiftDates: true,
    })
    expect(planned.plan.consequences).toMatchObject({ handoffs: 3, messages: 2 })
    const refusal = space.run('import.start', {
      id: planned.id,
      version: planned.version,
      confirmHandoffs: 2,
    })
    await expect(refusal).rejects.toMatchObject({ detail: 'confirm_handoffs' })
    const done = await startAndRun(runtime, space, planned)
    expect(done.progress.handoffs).toBe(3)
    const made = await space.within((tx) =>
      tx.many(sql<{ id: string; tier: string }>`
      SELECT d.external_id AS id, h.tier FROM handoff h JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id WHERE h.workspace_id = ${space.id} ORDER BY 1`),
    )
    expect(made).toEqual([
      { id: 'D1', tier: 'mid_market' },
      { id: 'D2', tier: 'follow_on' },
      { id: 'D3', tier: 'mid_market' },
    ])
    const overdue = await space.within((tx) =>
      tx.one(
        sql<{
          n: number
        }>`SELECT count(*) AS n FROM step WHERE workspace_id = ${space.id} AND status IN ('open', 'waiting') AND due_at < ${tx.now}`,
      ),
    )
    expect(overdue.n).toBe(0)
    const jobs = await space.within((tx) =>
      tx.many(sql`SELECT job FROM outbox WHERE workspace_id = ${space.id} AND job = 'announce-handoff'`),
    )
    expect(jobs).toEqual([])
    const again = await run(runtime, space, [file], { mode: 'live', shiftDates: true })
    expect(again.progress).toMatchObject({
      handoffs: 0,
      created: { deals: 0 },
      updated: { deals: 0 },
      unchanged: { deals: 4 },
    })
  })

  test('what came in as history is not handed off by a live import of the same file', async () => {
    await run(runtime, space, [three])
    const planned = await plan(space, await upload(runtime, space, [three]), { mode: 'live' })
    expect(planned.plan.consequences?.handoffs).toBe(0)
    const done = await startAndRun(runtime, space, planned)
    expect(done.progress.handoffs).toBe(0)
  })

  test('another workspace sees nothing of it, and a seller may not run one', async () => {
    const done = await run(runtime, space, [three])
    const other = await makeWorkspace(runtime)
    await expect(other.run('import.show', { id: done.id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(other.run('import.problems', { id: done.id })).rejects.toMatchObject({ code: 'not_found' })
    const seller = await space.actorWith('ae')
    await expect(space.run('import.list', {}, seller)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

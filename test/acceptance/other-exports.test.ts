import { existsSync } from 'node:fs'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { readMapping } from '../../src/app/imports/mapping/check/read-mapping.ts'
import { filesIn, plan, startAndRun, upload } from '../support/imports.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../support/workspace.ts'

const datasets = '../shared/data/datasets'
const present = existsSync(datasets)
const skipped = present ? '' : ` (skipped: ${datasets} is absent)`

async function bring(folder: string) {
  const runtime = await testRuntime()
  const space = await makeWorkspace(runtime, { currency: 'USD', zone: 'America/New_York', locale: 'en-US' })
  const planned = await plan(space, await upload(runtime, space, filesIn(`${datasets}/${folder}`)))
  return { runtime, space, planned }
}

function kindsOf(mapping: Record<string, unknown>): Record<string, string> {
  const files = mapping['files']
  if (!Array.isArray(files)) return {}
  return Object.fromEntries(files.flatMap((file) => (file.kind === 'ignore' ? [] : [[file.file, file.kind]])))
}

/** Says of every deal that it is open. */
function withConstantStage(mapping: Record<string, unknown>): Record<string, unknown> {
  const read = readMapping(mapping)
  if (!read.ok) throw new Error(read.reason)
  const stage = { from: 'constant', value: 'Open' } as const
  const files = read.value.files.map((file) =>
    file.kind === 'deals' ? { ...file, fields: { ...file.fields, stage } } : file,
  )
  return { ...read.value, files, stages: { Open: 'open' } }
}

async function rows(
  space: TestWorkspace,
  query: (id: string) => ReturnType<typeof sql<Record<string, unknown>>>,
) {
  return space.within((tx) => tx.many(query(space.id)))
}

describe.skipIf(!present)(`exports of other systems${skipped}`, () => {
  test('a HubSpot warehouse: what holds deals, companies, contacts and owners is told from thirty other tables', async () => {
    const { runtime, space, planned } = await bring('fivetran-hubspot-seeds')
    expect(kindsOf(planned.plan.mapping)).toMatchObject({
      'company_data.csv': 'accounts',
      'contact_data.csv': 'contacts',
      'deal_data.csv': 'deals',
    })
    // No deal of it has a stage, which only people can make good; everything else was found.
    const errors = planned.plan.problems.filter((problem) => problem.severity === 'error')
    expect(errors.map((problem) => problem.code)).toEqual(['stage_empty'])
    const mapping = withConstantStage(planned.plan.mapping)
    const done = await startAndRun(runtime, space, await plan(space, planned, { mapping }))
    expect(done).toMatchObject({ status: 'done', error: null })
    const { created, setAside, read } = done.progress
    expect(created['deals']).toBeGreaterThan(0)
    expect(created['accounts']).toBeGreaterThan(0)
    expect(created['contacts']).toBeGreaterThan(0)
    const written = ['created', 'updated', 'unchanged'] as const
    const sum = written.flatMap((outcome) => Object.values(done.progress[outcome])).reduce((a, b) => a + b, 0)
    expect(sum + setAside).toBe(read)
    const again = await startAndRun(runtime, space, await plan(space, done, { mapping }))
    expect(Object.values(again.progress.created).reduce((a, b) => a + b, 0)).toBe(0)
  }, 60_000)

  test('a Salesforce data tree: accounts and the contacts that refer to them', async () => {
    const { runtime, space, planned } = await bring('salesforce-action-plans')
    expect(kindsOf(planned.plan.mapping)).toMatchObject({
      'Accounts.json': 'accounts',
      'Contacts.json': 'contacts',
    })
    const done = await startAndRun(runtime, space, planned)
    expect(done).toMatchObject({ status: 'done', progress: { setAside: 0 } })
    const orphans = await rows(
      space,
      (id) => sql`SELECT name FROM contact WHERE workspace_id = ${id} AND account_id IS NULL`,
    )
    expect(orphans).toEqual([])
    const [counts] = await rows(
      space,
      (id) =>
        sql`SELECT (SELECT count(*) FROM account WHERE workspace_id = ${id}) AS accounts, (SELECT count(*) FROM contact WHERE workspace_id = ${id}) AS contacts`,
    )
    expect(counts).toEqual({
      accounts: done.progress.created['accounts'],
      contacts: done.progress.created['contacts'],
    })
    const again = await startAndRun(runtime, space, await plan(space, done))
    expect(again.progress.created).toMatchObject({ accounts: 0, contacts: 0 })
  })

  test('a Salesforce data tree of accounts and products beside things that are not imported', async () => {
    const { runtime, space, planned } = await bring('salesforce-ebikes-data-tree')
    expect(kindsOf(planned.plan.mapping)).toEqual({
      'Accounts.json': 'accounts',
      'Product__cs.json': 'products',
    })
    const done = await startAndRun(runtime, space, planned)
    expect(done.status).toBe('done')
    expect(done.progress.created['accounts']).toBeGreaterThan(0)
  })
})

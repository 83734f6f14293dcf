import { beforeAll, describe, expect, it } from 'vitest'
import { TEST_ROLES } from '../support/postgres.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../support/workspace.ts'
import { as, ask, inWorkspace, refusal, takenBack, workspaceTables } from './catalog.ts'
import { fillEveryTable } from './fill-every-table.ts'

type Named = { name: string }

let mine: TestWorkspace
let other: TestWorkspace

beforeAll(async () => {
  const runtime = await testRuntime()
  mine = await makeWorkspace(runtime)
  other = await makeWorkspace(runtime)
  await fillEveryTable(mine)
})

describe('rule 2, nothing is seen outside a transaction of a workspace:', () => {
  it('every table is empty for the app login that named no workspace', async () => {
    expect(await countsAs((count) => as('app', count))).toEqual({})
  })

  it('the workspace of one transaction is gone in the next', async () => {
    const seen = await as('app', async (client) => {
      await client.query(`BEGIN; SET LOCAL app.workspace_id = '${mine.id}'`)
      const { rows: inside } = await client.query('SELECT FROM member')
      await client.query('COMMIT')
      const { rows: after } = await client.query('SELECT FROM member')
      return [inside.length > 0, after.length]
    })
    expect(seen).toEqual([true, 0])
  })
})

describe('rule 3, workspaces do not meet:', () => {
  it('the test has a row in every table of the workspace', async () => {
    const counts = await countsAs((count) => inWorkspace(mine.id, count))
    expect(Object.keys(counts)).toEqual([...(await workspaceTables()), 'workspace'].toSorted())
  })

  it('another workspace sees none of them', async () => {
    const tables = await workspaceTables()
    const seen = await inWorkspace(other.id, async (client) => {
      const found: string[] = []
      for (const table of tables) {
        const { rows } = await client.query(`SELECT FROM ${table} WHERE workspace_id = $1`, [mine.id])
        if (rows.length > 0) found.push(table)
      }
      const { rows } = await client.query('SELECT id FROM workspace')
      return { found, workspaces: rows }
    })
    expect(seen).toEqual({ found: [], workspaces: [{ id: other.id }] })
  })

  it('another workspace can neither change nor take away a row of any table', async () => {
    const tables = await workspaceTables()
    const touched = await inWorkspace(other.id, async (client) => {
      const counts: Record<string, number | null> = {}
      for (const table of tables) {
        const where = `WHERE workspace_id = '${mine.id}'`
        for (const text of [
          `UPDATE ${table} SET workspace_id = workspace_id ${where}`,
          `DELETE FROM ${table} ${where}`,
        ])
          counts[text] = await takenBack(client, () => client.query(text).then((r) => r.rowCount, noRight))
      }
      return counts
    })
    expect(Object.keys(touched)).toHaveLength(2 * tables.length)
    expect(Object.entries(touched).filter(([, count]) => count !== 0)).toEqual([])
  })

  it('no row of any table can be written into another workspace', async () => {
    const tables = await workspaceTables()
    const rows = new Map<string, string>()
    for (const table of tables) rows.set(table, await oneRow(table))
    const said = await inWorkspace(other.id, async (client) => {
      const answers: Record<string, string> = {}
      for (const table of tables) {
        const insert = `INSERT INTO ${table} SELECT * FROM jsonb_populate_record(NULL::${table}, $1::jsonb)`
        answers[table] = await takenBack(client, () => refusal(client.query(insert, [rows.get(table)])))
      }
      return answers
    })
    const forbidden = /violates row-level security policy/
    expect(Object.entries(said).filter(([, text]) => !forbidden.test(text))).toEqual([])
  })

  it('the timer login sees ids and times of what is due, and of changes, and not one column more', async () => {
    const granted = await ask<Named & { columns: string }>(
      'super',
      `SELECT table_name AS name, string_agg(privilege_type || ' ' || column_name, ', ' ORDER BY column_name) AS columns
         FROM information_schema.column_privileges WHERE grantee = $1 AND table_name <> 'migration' GROUP BY 1 ORDER BY 1`,
      [TEST_ROLES.timer],
    )
    expect(Object.fromEntries(granted.map((it) => [it.name, it.columns]))).toEqual({
      change: 'SELECT at, SELECT id, SELECT noun, SELECT record_id, SELECT version, SELECT workspace_id',
      inbox: 'SELECT due_at, SELECT id, SELECT status, SELECT workspace_id',
      outbox: 'SELECT due_at, SELECT id, SELECT status, SELECT workspace_id',
      timer: 'SELECT done_at, SELECT due_at, SELECT id, SELECT workspace_id',
    })
    expect(await ask('timer', 'SELECT id FROM outbox WHERE workspace_id = $1', [mine.id])).not.toEqual([])
    expect(await refusal(ask('timer', 'SELECT payload FROM outbox'))).toMatch(/permission denied/)
    expect(await refusal(ask('timer', 'SELECT * FROM deal'))).toMatch(/permission denied/)
    expect(await refusal(ask('timer', `UPDATE outbox SET status = 'done'`))).toMatch(/permission denied/)
  })

  it('no function but the reviewed ones runs with the rights of the owner, each with a fixed search path', async () => {
    const definers = await ask<{ function: string; path: string[]; who: string }>(
      'super',
      `SELECT p.oid::regprocedure::text AS function, p.proconfig AS path,
         (SELECT string_agg(DISTINCT CASE a.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(a.grantee) END, ',') FROM aclexplode(p.proacl) a) AS who
         FROM pg_proc p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace ORDER BY 1`,
    )
    const reviewed = ['find_workspace(text)', 'first_workspaces()', 'search_deals(text,text[],integer)']
    const who = [TEST_ROLES.app, TEST_ROLES.owner].toSorted().join(',')
    expect(definers).toEqual(
      reviewed.map((name) => ({ function: name, path: ['search_path=pg_catalog, public'], who })),
    )
  })

  it('a search finds nothing of another workspace, whatever is searched for', async () => {
    const found = async (id: string) =>
      inWorkspace(
        id,
        async (c) =>
          (await c.query(`SELECT * FROM search_deals('e', $1, 500)`, [['anyone', mine.id]])).rowCount,
      )
    expect(await found(mine.id)).toBeGreaterThan(0)
    expect(await found(other.id)).toBe(0)
  })
})

/** Tables whose rows the app never changes or removes refuse at once. */
const noRight = (error: Error): number => {
  if (/permission denied/.test(error.message)) return 0
  throw error
}

type Counting = (
  count: (client: {
    query(text: string): Promise<{ rowCount: number | null }>
  }) => Promise<Record<string, number>>,
) => Promise<Record<string, number>>

/** How many rows of each table a connection sees; tables without any are left out. */
async function countsAs(connect: Counting): Promise<Record<string, number>> {
  const tables = [...(await workspaceTables()), 'workspace'].toSorted()
  return connect(async (client) => {
    const counts: Record<string, number> = {}
    for (const table of tables) {
      const { rowCount } = await client.query(`SELECT FROM ${table}`)
      if (rowCount) counts[table] = rowCount
    }
    return counts
  })
}

async function oneRow(table: string): Promise<string> {
  const [row] = await ask<{ row: unknown }>(
    'super',
    `SELECT to_jsonb(t) AS row FROM ${table} t WHERE workspace_id = $1 LIMIT 1`,
    [mine.id],
  )
  return JSON.stringify(row?.row)
}

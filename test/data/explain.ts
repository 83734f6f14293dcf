import { escapeLiteral } from 'pg'
import { as } from './catalog.ts'
import type { Statement } from './listening.ts'

export type Cost = {
  statement: string
  /** Tables read from end to end. */
  scanned: string[]
  /** Pages of 8 kB looked at, in memory or not. */
  pages: number
  /** Rows read and then thrown away by a condition. */
  thrownAway: number
  rows: number
}

type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: Plan[]
}

/**
 * What each statement costs as the app login inside the workspace, with the plan that serves any values. Reading a
 * table from end to end is made unattractive: at this size it is at times the cheapest, at a hundred times it is not,
 * and where it is still chosen there is no index that could serve.
 */
export async function costsOf(workspaceId: string, statements: readonly Statement[]): Promise<Cost[]> {
  return as('app', async (client) => {
    await client.query(
      `BEGIN; SET LOCAL app.workspace_id = '${workspaceId}'; SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off`,
    )
    const costs: Cost[] = []
    for (const [i, { text, values }] of statements.entries()) {
      await client.query(`PREPARE asked_${i} AS ${text}`)
      const given = values.length > 0 ? `(${values.map(literal).join(', ')})` : ''
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
        `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) EXECUTE asked_${i}${given}`,
      )
      const plan = rows[0]?.['QUERY PLAN'][0].Plan
      if (plan) costs.push(costOf(text, plan))
    }
    await client.query('ROLLBACK')
    return costs
  })
}

function costOf(text: string, plan: Plan): Cost {
  const nodes = flatten(plan)
  return {
    statement: text.replace(/\s+/g, ' ').trim(),
    scanned: nodes
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name'] ?? ''),
    pages: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
    thrownAway: nodes.reduce(
      (sum, node) => sum + (node['Rows Removed by Filter'] ?? 0) * node['Actual Loops'],
      0,
    ),
    rows: plan['Actual Rows'],
  }
}

function flatten(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(flatten)]
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value))
    return value.length > 0 ? `ARRAY[${value.map(literal).join(', ')}]::text[]` : `'{}'`
  return escapeLiteral(String(value))
}

import { sql } from 'kysely'
import type { Output } from '../../../contract/operations.ts'
import type { Asking } from './asking.ts'

/** Of how many handoffs the numbers count at most: beyond, a number says no more than a glance at the list. */
const mostCounted = 1_000

/** The handoffs whose clocks run, however many steps of theirs are late. */
export async function figuresOf(a: Asking): Promise<Output<'handoff.today'>['figures']> {
  const { now, workspaceId } = a.tx
  const running = a.people
    ? sql`SELECT DISTINCT x.id, x.next_due_at, x.status FROM unnest(${a.people}::text[]) AS p(id), LATERAL (
      (SELECT id, next_due_at, status FROM handoff WHERE workspace_id = ${workspaceId} AND csm_id = p.id AND next_due_at IS NOT NULL ORDER BY next_due_at, id LIMIT 500)
      UNION ALL (SELECT id, next_due_at, status FROM handoff WHERE workspace_id = ${workspaceId} AND ae_id = p.id AND next_due_at IS NOT NULL ORDER BY next_due_at, id LIMIT 500)) AS x`
    : sql`SELECT id, next_due_at, status FROM handoff WHERE workspace_id = ${workspaceId} AND next_due_at IS NOT NULL ORDER BY next_due_at, id LIMIT ${mostCounted}`
  const row = await a.tx.one(sql<{ running: number; late: number; submitted: number }>`
    SELECT count(*) AS running, count(*) FILTER (WHERE next_due_at < ${now}::timestamptz) AS late, count(*) FILTER (WHERE status = 'submitted') AS submitted
    FROM (${running}) AS shown`)
  const figure = (id: string, label: string, path: string) => ({ id, label, path })
  const count = (n: number) => (n >= mostCounted ? `${mostCounted}+` : String(n))
  return [
    {
      ...figure('running', 'Handoffs running', '/pipeline?sort=due'),
      value: count(row.running),
      tone: 'plain',
    },
    {
      ...figure('late', 'Handoffs late', '/pipeline?late=true'),
      value: count(row.late),
      tone: row.late > 0 ? 'bad' : 'good',
    },
    {
      ...figure('submitted', 'Waiting for a verdict', '/pipeline?status=submitted'),
      value: count(row.submitted),
      tone: row.submitted > 0 ? 'warn' : 'plain',
    },
  ]
}

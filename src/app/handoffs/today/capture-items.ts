import { sql } from 'kysely'
import type { TodayItem } from '../../../contract/handoffs.ts'
import { nameOf } from '../../people/name-of.ts'
import { about, type Hit } from './about.ts'
import type { Asking } from './asking.ts'

/** Deals likely to close whose brief still has gaps: what a seller answers while it is easy. */
export async function captureItems(a: Asking): Promise<TodayItem[]> {
  if (a.people === null) return []
  const rows = await a.tx.many(sql<
    Hit & { missing_count: number; ae_id: string | null; expected_close_on: string | null }
  >`
    SELECT h.id AS handoff_id, h.deal_id, d.name AS deal_name, ac.name AS account_name, h.annual_minor, h.tier, h.missing_count, h.ae_id, d.expected_close_on
    FROM (SELECT x.* FROM unnest(${a.people}::text[]) AS p(id), LATERAL (SELECT * FROM handoff WHERE workspace_id = ${a.tx.workspaceId} AND ae_id = p.id AND status = 'preparing'
      ORDER BY opened_at DESC LIMIT 100) AS x) AS h
    JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id
    LEFT JOIN account ac ON ac.workspace_id = h.workspace_id AND ac.id = h.account_id
    WHERE h.missing_count > 0 ORDER BY d.expected_close_on NULLS LAST LIMIT 50`)
  return rows.map((row) => ({
    ...about(a, row),
    kind: 'capture' as const,
    id: row.deal_id ?? '',
    title: `${row.missing_count} ${row.missing_count === 1 ? 'answer' : 'answers'} missing`,
    because: row.expected_close_on ? `Expected to close on ${row.expected_close_on}` : 'Likely to close',
    dueAt: null,
    clock: 'none' as const,
    owner: nameOf(a.directory, row.ae_id),
    path: `/capture/${row.deal_id}`,
    action: null,
  }))
}

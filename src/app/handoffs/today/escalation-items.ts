import { sql } from 'kysely'
import type { TodayItem } from '../../../contract/handoffs.ts'
import type { Instant } from '../../../core/lib/instant.ts'
import { nameOf } from '../../people/name-of.ts'
import { about, type Hit } from './about.ts'
import type { Asking } from './asking.ts'

type EscalationHit = Hit & { id: string; raised_to: string; titles: string[] | null; due_at: Instant | null }

/** Open escalations, the longest late first. */
export async function escalationItems(a: Asking): Promise<TodayItem[]> {
  const to = a.people
    ? sql`AND e.raised_to = ANY(${a.people}::text[]) ORDER BY e.raised_at`
    : sql`ORDER BY e.opened_at`
  const rows = await a.tx.many(sql<EscalationHit>`
    SELECT e.id, e.raised_to, h.id AS handoff_id, h.deal_id, d.name AS deal_name, ac.name AS account_name, h.annual_minor, h.tier, late.titles, late.due_at
    FROM (SELECT * FROM escalation e WHERE e.workspace_id = ${a.tx.workspaceId} AND e.closed_at IS NULL ${to} LIMIT 50) AS e
    JOIN handoff h ON h.workspace_id = e.workspace_id AND h.id = e.handoff_id
    JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id
    LEFT JOIN account ac ON ac.workspace_id = h.workspace_id AND ac.id = h.account_id
    LEFT JOIN LATERAL (SELECT array_agg(s.title ORDER BY s.due_at, s.id) AS titles, min(s.due_at) AS due_at FROM step s
      WHERE s.workspace_id = e.workspace_id AND s.id = ANY(e.step_ids) AND s.status = 'open') AS late ON true
    ORDER BY late.due_at NULLS LAST, e.id`)
  return rows.map((row) => ({ ...about(a, row), ...escalationItem(a, row) }))
}

function escalationItem(a: Asking, row: EscalationHit): Omit<TodayItem, keyof ReturnType<typeof about>> {
  const titles = row.titles ?? []
  return {
    kind: 'escalation',
    id: row.id,
    title: titles.length === 1 ? (titles[0] ?? '') : `${titles.length || 'No'} steps late`,
    because: titles.length > 1 ? titles.join(', ') : '',
    dueAt: row.due_at,
    clock: row.due_at === null ? 'none' : 'late',
    owner: nameOf(a.directory, row.raised_to),
    path: `/handoffs/${row.handoff_id}?tab=steps`,
    action: null,
  }
}

import { sql } from 'kysely'
import type { TodayItem } from '../../../contract/handoffs.ts'
import type { Instant } from '../../../core/lib/instant.ts'
import type { Json } from '../../../db/json.ts'
import { nameOf } from '../../people/name-of.ts'
import { openPause } from '../step-row.ts'
import { about, type Hit } from './about.ts'
import { type Asking, mostLooked, verdictSteps } from './asking.ts'
import { clockAt } from './clock-at.ts'
import { acceptClick, type Looked, lookedColumns } from './one-click.ts'

type VerdictHit = Hit &
  Looked & {
    version: number
    completeness: number
    missing_count: number
    title: string | null
    due_at: Instant | null
    at_risk_at: Instant | null
    pauses: Json
  }

/** Handoffs that were submitted and have no verdict yet, whatever their steps wait for. */
export async function verdictItems(a: Asking): Promise<TodayItem[]> {
  const submitted = sql`status = 'submitted' AND next_due_at IS NOT NULL ORDER BY next_due_at, id LIMIT ${mostLooked}`
  const found = a.people
    ? sql`SELECT x.* FROM unnest(${a.people}::text[]) AS p(id), LATERAL (SELECT * FROM handoff WHERE workspace_id = ${a.tx.workspaceId} AND csm_id = p.id AND ${submitted}) AS x`
    : sql`SELECT * FROM handoff WHERE workspace_id = ${a.tx.workspaceId} AND ${submitted}`
  const rows = await a.tx.many(sql<VerdictHit>`
    SELECT h.id AS handoff_id, h.version, ${lookedColumns()}, h.completeness, h.missing_count, h.deal_id, d.name AS deal_name, ac.name AS account_name,
      h.annual_minor, h.tier, s.title, s.due_at, s.at_risk_at, coalesce(s.pauses, '[]') AS pauses
    FROM (SELECT * FROM (${found}) AS x ORDER BY next_due_at, id LIMIT ${mostLooked}) AS h
    LEFT JOIN LATERAL (SELECT title, due_at, at_risk_at, pauses FROM step WHERE workspace_id = h.workspace_id AND handoff_id = h.id
      AND status IN ('open', 'waiting') AND template_id = ANY(${verdictSteps(a)}::text[]) ORDER BY due_at LIMIT 1) AS s ON true
    JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id
    LEFT JOIN account ac ON ac.workspace_id = h.workspace_id AND ac.id = h.account_id
    ORDER BY s.due_at NULLS LAST, h.id`)
  return rows.map((row) => verdictItem(a, row))
}

function verdictItem(a: Asking, row: VerdictHit): TodayItem {
  return {
    ...about(a, row),
    kind: 'verdict',
    id: row.handoff_id,
    title: row.title ?? 'Give the verdict',
    because: briefInWords(row),
    dueAt: row.due_at,
    clock: clockOfVerdict(a, row),
    owner: nameOf(a.directory, row.csm_id),
    path: `/handoffs/${row.handoff_id}?tab=brief`,
    // With gaps, somebody looks first.
    action: row.missing_count > 0 ? null : acceptClick(a, row),
  }
}

function clockOfVerdict(a: Asking, { pauses, due_at, at_risk_at }: VerdictHit): TodayItem['clock'] {
  if (due_at === null) return 'none'
  return openPause({ pauses }) ? 'paused' : clockAt(a.tx.now, { due_at, at_risk_at })
}

export function briefInWords(row: { completeness: number; missing_count: number }): string {
  const { completeness, missing_count: missing } = row
  if (missing === 0) return 'The brief is complete'
  return `${missing} ${missing === 1 ? 'answer' : 'answers'} missing, ${completeness} % complete`
}

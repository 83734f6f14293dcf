import { sql } from 'kysely'
import type { TodayItem } from '../../../contract/handoffs.ts'
import { stepsOfQuestions } from '../../../core/handoff/step-anchors.ts'
import type { Instant } from '../../../core/lib/instant.ts'
import type { Json } from '../../../db/json.ts'
import { nameOf } from '../../people/name-of.ts'
import { openPause } from '../step-row.ts'
import { about } from './about.ts'
import { type Asking, mostLooked, verdictSteps } from './asking.ts'
import { clockAt } from './clock-at.ts'
import { finishClicks, type Looked, lookedColumns } from './one-click.ts'
import { briefInWords } from './verdict-items.ts'

type StepHit = Looked & {
  id: string
  version: number
  title: string
  template_id: string
  due_at: Instant
  at_risk_at: Instant | null
  owner_id: string
  pauses: Json
  deal_name: string
  account_name: string | null
  annual_minor: number | null
  tier: string
  completeness: number
  missing_count: number
}

/** Open steps by due time, those that are late or those that are not: many late ones never hide what comes next. */
export async function stepItems(a: Asking, which: 'late' | 'next'): Promise<TodayItem[]> {
  const { now, workspaceId } = a.tx
  const due = which === 'late' ? sql`due_at < ${now}::timestamptz` : sql`due_at >= ${now}::timestamptz`
  const wanted = sql`status = 'open' AND ${due} AND template_id <> ALL(${toldElsewhere(a, which)}::text[])`
  const each = a.people?.length === 1 ? mostLooked : mostLooked / 2
  const open = a.people
    ? sql`SELECT x.* FROM unnest(${a.people}::text[]) AS p(id), LATERAL (SELECT * FROM step WHERE workspace_id = ${workspaceId} AND owner_id = p.id AND ${wanted}
      ORDER BY due_at, id LIMIT ${each}) AS x`
    : sql`SELECT * FROM step WHERE workspace_id = ${workspaceId} AND ${wanted} ORDER BY due_at, id LIMIT ${mostLooked}`
  const rows = await a.tx.many(sql<StepHit>`
    SELECT s.id, s.version, s.title, s.template_id, s.due_at, s.at_risk_at, s.owner_id, s.pauses, s.handoff_id, h.deal_id, ${lookedColumns()},
      d.name AS deal_name, ac.name AS account_name, h.annual_minor, h.tier, h.completeness, h.missing_count
    FROM (SELECT * FROM (${open}) AS x ORDER BY due_at, id LIMIT ${mostLooked}) AS s
    JOIN handoff h ON h.workspace_id = s.workspace_id AND h.id = s.handoff_id AND h.held_at IS NULL
      AND NOT (h.status = 'submitted' AND s.template_id = ANY(${acceptSteps(a)}::text[]))
    JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id
    LEFT JOIN account ac ON ac.workspace_id = h.workspace_id AND ac.id = h.account_id
    ORDER BY s.due_at, s.id`)
  const clicks = await finishClicks(a, rows)
  return rows.map((row) => stepItem(a, row, clicks.get(row.id) ?? null))
}

/** Verdicts and questions are listed as such; accepting is nobody's next thing before there is something to accept. */
function toldElsewhere(a: Asking, which: 'late' | 'next'): string[] {
  const questions = a.people ? stepsOfQuestions(a.version.playbook.steps).map((t) => t.id) : []
  return [...verdictSteps(a), ...questions, ...(which === 'next' ? acceptSteps(a) : [])]
}

function acceptSteps({ version }: Asking): string[] {
  return version.playbook.steps.flatMap(({ id, fact }) => (fact === 'accepted' ? [id] : []))
}

function stepItem(a: Asking, row: StepHit, action: TodayItem['action']): TodayItem {
  const template = a.version.playbook.steps.find((t) => t.id === row.template_id)
  const isBrief = template?.fact === 'brief_complete'
  return {
    ...about(a, row),
    kind: 'step',
    id: row.id,
    title: row.title,
    because: isBrief ? briefInWords(row) : '',
    dueAt: row.due_at,
    clock: openPause(row) ? 'paused' : clockAt(a.tx.now, row),
    owner: nameOf(a.directory, row.owner_id),
    path: `/handoffs/${row.handoff_id}?tab=${isBrief ? 'brief' : 'steps'}`,
    action,
  }
}

import { sql } from 'kysely'
import type { TodayItem } from '../../../contract/handoffs.ts'
import { stepsOfQuestions } from '../../../core/handoff/step-anchors.ts'
import type { Instant } from '../../../core/lib/instant.ts'
import { nameOf } from '../../people/name-of.ts'
import { about, type Hit } from './about.ts'
import type { Asking } from './asking.ts'
import { clockAt } from './clock-at.ts'

type Asked = {
  id: string
  text: string
  requirement_id: string
  ae_id: string | null
  asked_by: string
  due_at: Instant | null
  at_risk_at: Instant | null
}

/** Asked of the sellers in question; whoever sees everybody's work is not asked. */
export async function questionItems(a: Asking): Promise<TodayItem[]> {
  if (a.people === null) return []
  const clocks = answerSteps(a)
  const rows = await a.tx.many(sql<Hit & Asked>`
    SELECT q.id, q.text, q.requirement_id, q.asked_by, q.ae_id, s.due_at, s.at_risk_at, q.handoff_id, q.deal_id, d.name AS deal_name, ac.name AS account_name, q.annual_minor, q.tier
    FROM (SELECT q.*, h.deal_id, h.account_id, h.annual_minor, h.tier, h.held_at, h.ae_id
      FROM (SELECT x.* FROM unnest(${a.people}::text[]) AS p(id), LATERAL (SELECT * FROM handoff WHERE workspace_id = ${a.tx.workspaceId} AND ae_id = p.id
        AND status <> 'cancelled' ORDER BY opened_at DESC LIMIT 200) AS x) AS h
      JOIN question q ON q.workspace_id = h.workspace_id AND q.handoff_id = h.id AND q.answered_at IS NULL
      ORDER BY q.asked_at LIMIT 50) AS q
    LEFT JOIN LATERAL (SELECT due_at, at_risk_at FROM step WHERE workspace_id = q.workspace_id AND handoff_id = q.handoff_id AND status = 'open'
      AND template_id = ANY(${clocks}::text[]) AND q.held_at IS NULL ORDER BY due_at LIMIT 1) AS s ON true
    JOIN deal d ON d.workspace_id = q.workspace_id AND d.id = q.deal_id
    LEFT JOIN account ac ON ac.workspace_id = q.workspace_id AND ac.id = q.account_id
    ORDER BY q.asked_at`)
  return rows.map((row) => ({
    ...about(a, row),
    kind: 'question' as const,
    id: row.id,
    title: `${labelOf(a, row.requirement_id)}: ${row.text}`,
    because: `${nameOf(a.directory, row.asked_by)?.name ?? 'Somebody'} asks`,
    dueAt: row.due_at,
    clock: row.due_at === null ? ('none' as const) : clockAt(a.tx.now, { ...row, due_at: row.due_at }),
    owner: nameOf(a.directory, row.ae_id),
    path: `/handoffs/${row.handoff_id}?tab=questions`,
    action: null,
  }))
}

/** What a seller answers within: the clock of questions, and after a return that of submitting again. */
function answerSteps({ version }: Asking): string[] {
  const { steps } = version.playbook
  const again = steps.filter(({ anchor }) => 'fact' in anchor && anchor.fact === 'returned')
  return [...stepsOfQuestions(steps), ...again].map(({ id }) => id)
}

function labelOf({ version }: Asking, requirementId: string): string {
  return version.playbook.requirements.find(({ id }) => id === requirementId)?.label ?? requirementId
}

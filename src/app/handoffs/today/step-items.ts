import { sql } from 'kysely'
import type { TodayItem } from '../../../contract/handoffs.ts'
import { stepsOfQuestions } from '../../../core/handoff/step-anchors.ts'
import type { Instant } from '../../../core/lib/instant.ts'
import type { Json } from '../../../db/json.ts'
import { nameOf } from '../../people/name-of.ts'
import type { PlaybookVersion } from '../../playbooks/current-playbook.ts'
import { openPause } from '../step-row.ts'
import { about } from './about.ts'
import type { Asking } from './asking.ts'
import { clockAt } from './clock-at.ts'

type StepHit = {
  id: string
  version: number
  title: string
  template_id: string
  due_at: Instant
  at_risk_at: Instant | null
  owner_id: string
  pauses: Json
  handoff_id: string
  deal_id: string
  handoff_version: number
  deal_name: string
  account_name: string | null
  annual_minor: number | null
  tier: string
  completeness: number
  missing_count: number
}

/** Open steps by due time; one that is a verdict is told as such. */
export async function stepItems(a: Asking): Promise<TodayItem[]> {
  const open = a.people
    ? sql`SELECT x.* FROM unnest(${a.people}::text[]) AS p(id), LATERAL (SELECT * FROM step WHERE workspace_id = ${a.tx.workspaceId} AND owner_id = p.id AND status = 'open'
      ORDER BY due_at, id LIMIT 100) AS x`
    : sql`SELECT * FROM step WHERE workspace_id = ${a.tx.workspaceId} AND status = 'open' ORDER BY due_at, id LIMIT 200`
  const rows = await a.tx.many(sql<StepHit>`
    SELECT s.id, s.version, s.title, s.template_id, s.due_at, s.at_risk_at, s.owner_id, s.pauses, s.handoff_id, h.deal_id, h.version AS handoff_version,
      d.name AS deal_name, ac.name AS account_name, h.annual_minor, h.tier, h.completeness, h.missing_count
    FROM (${open}) AS s
    JOIN handoff h ON h.workspace_id = s.workspace_id AND h.id = s.handoff_id AND h.held_at IS NULL
    JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id
    LEFT JOIN account ac ON ac.workspace_id = h.workspace_id AND ac.id = h.account_id
    ORDER BY s.due_at, s.id LIMIT 200`)
  const judged = new Set(rows.filter((row) => isVerdict(a, row)).map((row) => row.handoff_id))
  // A verdict that is shown accepts the handoff too: the same thing is not owed twice.
  const isTwice = (row: StepHit) =>
    judged.has(row.handoff_id) && !isVerdict(a, row) && templateOf(a, row)?.fact === 'accepted'
  // Questions are listed one by one, with this clock.
  const asked = a.people ? stepsOfQuestions(a.version.playbook.steps).map((t) => t.id) : []
  return rows
    .filter((row) => !isTwice(row) && !asked.includes(row.template_id))
    .map((row) => stepItem(a, row))
}

function templateOf(a: Asking, row: StepHit): PlaybookVersion['playbook']['steps'][number] | undefined {
  return a.version.playbook.steps.find((t) => t.id === row.template_id)
}

function isVerdict(a: Asking, row: StepHit): boolean {
  const template = templateOf(a, row)
  return template?.by_hand === false && 'fact' in template.anchor && template.anchor.fact === 'submitted'
}

function stepItem(a: Asking, row: StepHit): TodayItem {
  const template = templateOf(a, row)
  const judges = isVerdict(a, row)
  const isBrief = template?.fact === 'brief_complete'
  const byHand = template?.by_hand !== false
  return {
    ...about(a, row),
    kind: judges ? 'verdict' : 'step',
    id: row.id,
    title: row.title,
    because: judges || isBrief ? briefInWords(row) : '',
    dueAt: row.due_at,
    clock: openPause(row) ? 'paused' : clockAt(a.tx.now, row),
    owner: nameOf(a.directory, row.owner_id),
    path: `/handoffs/${row.handoff_id}?tab=${judges || isBrief ? 'brief' : 'steps'}`,
    action:
      judges && row.missing_count > 0
        ? null
        : judges
          ? {
              operation: 'handoff.accept',
              input: { id: row.handoff_id, version: row.handoff_version },
              label: 'Accept',
            }
          : byHand && !isBrief
            ? { operation: 'step.complete', input: { id: row.id, version: row.version }, label: 'Done' }
            : null,
  }
}

function briefInWords({ completeness, missing_count: missing }: StepHit): string {
  if (missing === 0) return 'The brief is complete'
  return `${missing} ${missing === 1 ? 'answer' : 'answers'} missing, ${completeness} % complete`
}

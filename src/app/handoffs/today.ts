import { sql } from 'kysely'
import type { TodayItem } from '../../contract/handoffs.ts'
import type { Output } from '../../contract/operations.ts'
import type { Instant } from '../../core/lib/instant.ts'
import { rolesMay } from '../../core/permission/role-permissions.ts'
import type { Tx } from '../../db/tx.ts'
import { actingMemberId, type Ctx } from '../context.ts'
import { type Directory, loadDirectory } from '../people/directory.ts'
import { nameOf } from '../people/name-of.ts'
import { effectivePlaybook, type PlaybookVersion } from '../playbooks/current-playbook.ts'
import type { Verb } from '../verbs.ts'
import { loadWorkspace } from '../workspaces/workspace-row.ts'

type Today = Output<'handoff.today'>
type Group = Today['groups'][number]
type Asking = {
  ctx: Ctx
  tx: Tx
  people: readonly string[]
  directory: Directory
  currency: string
  version: PlaybookVersion
}

const mostShown = 25

/** What is owed, by when, for the one who asks; or by their team. */
export const showToday: Verb<'handoff.today'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const me = actingMemberId(ctx.actor)
    const team = ctx.actor.kind === 'member' || ctx.actor.kind === 'api_key' ? ctx.actor.teamMemberIds : []
    const people = input.as === 'team' ? [...new Set([...(me ? [me] : []), ...team])] : me ? [me] : []
    const [directory, workspace, version] = await Promise.all([
      loadDirectory(tx),
      loadWorkspace(tx),
      effectivePlaybook(tx),
    ])
    const asking: Asking = { ctx, tx, people, directory, currency: workspace.currency, version }
    const [steps, questions, capture, escalations, parked, figures] = await Promise.all([
      stepItems(asking),
      questionItems(asking),
      captureItems(asking),
      escalationItems(asking),
      parkedItems(asking),
      figuresOf(asking),
    ])
    const late = steps.filter((i) => i.clock === 'late')
    const verdicts = steps.filter((i) => i.kind === 'verdict' && i.clock !== 'late')
    const soon = steps.filter((i) => i.kind === 'step' && i.clock !== 'late')
    const groups = [
      group('late', 'Late', late),
      group('verdicts', 'Waiting for your verdict', verdicts),
      group('questions', 'Questions to answer', questions),
      group('due', 'Due next', soon),
      group('capture', 'Answers owed before closing', capture),
      group('escalations', 'Escalated to you', escalations),
      group('parked', 'Needs a hand to go on', parked),
    ].filter((g) => g.items.length > 0)
    return { groups, emptyBecause: groups.length === 0 ? emptyBecause(asking) : null, figures }
  })

function group(id: string, title: string, items: TodayItem[]): Group {
  return { id, title, items: items.slice(0, mostShown), more: Math.max(0, items.length - mostShown) }
}

function emptyBecause({ ctx }: Asking): string {
  const roles = ctx.actor.kind === 'member' || ctx.actor.kind === 'api_key' ? ctx.actor.roles : []
  if (roles.includes('csm'))
    return 'Every handoff in your care is on time. A new one appears here the moment a contract is signed.'
  if (roles.includes('ae'))
    return 'You owe nothing. When one of your deals becomes likely to close, what is asked for next appears here.'
  return 'Nothing is late, escalated or waiting for you.'
}

type StepHit = {
  id: string
  version: number
  title: string
  template_id: string
  due_at: Instant
  at_risk_at: Instant | null
  owner_id: string
  handoff_id: string
  deal_id: string
  handoff_version: number
  deal_name: string
  account_name: string | null
  annual_minor: number | null
  tier: string
}

async function stepItems(a: Asking): Promise<TodayItem[]> {
  const rows = await a.tx.many(sql<StepHit>`
    SELECT s.id, s.version, s.title, s.template_id, s.due_at, s.at_risk_at, s.owner_id, s.handoff_id, h.deal_id, h.version AS handoff_version,
      d.name AS deal_name, ac.name AS account_name, h.annual_minor, h.tier
    FROM (SELECT x.* FROM unnest(${a.people}::text[]) AS p(id), LATERAL (SELECT * FROM step WHERE workspace_id = ${a.tx.workspaceId} AND owner_id = p.id AND status = 'open'
      ORDER BY due_at, id LIMIT 100) AS x) AS s
    JOIN handoff h ON h.workspace_id = s.workspace_id AND h.id = s.handoff_id AND h.held_at IS NULL
    JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id
    LEFT JOIN account ac ON ac.workspace_id = h.workspace_id AND ac.id = h.account_id
    ORDER BY s.due_at, s.id LIMIT 200`)
  return rows.map((row) => stepItem(a, row))
}

function stepItem(a: Asking, row: StepHit): TodayItem {
  const template = a.version.playbook.steps.find((t) => t.id === row.template_id)
  const isVerdict =
    template?.by_hand === false && 'fact' in template.anchor && template.anchor.fact === 'submitted'
  const byHand = template?.by_hand !== false
  return {
    ...about(a, row),
    kind: isVerdict ? 'verdict' : 'step',
    id: row.id,
    title: row.title,
    because: template?.hint ?? '',
    dueAt: row.due_at,
    clock:
      row.due_at < a.tx.now
        ? 'late'
        : row.at_risk_at !== null && row.at_risk_at <= a.tx.now
          ? 'at_risk'
          : 'running',
    owner: nameOf(a.directory, row.owner_id),
    path: `/handoffs/${row.handoff_id}?tab=${isVerdict || template?.fact === 'brief_complete' ? 'brief' : 'steps'}`,
    action: isVerdict
      ? {
          operation: 'handoff.accept',
          input: { id: row.handoff_id, version: row.handoff_version },
          label: 'Accept',
        }
      : byHand && template?.fact !== 'brief_complete'
        ? { operation: 'step.complete', input: { id: row.id, version: row.version }, label: 'Done' }
        : null,
  }
}

type Hit = {
  handoff_id: string | null
  deal_id: string | null
  deal_name: string | null
  account_name: string | null
  annual_minor: number | null
  tier: string | null
}

function about(
  a: Asking,
  row: Hit,
): Pick<TodayItem, 'handoffId' | 'dealId' | 'accountName' | 'dealName' | 'value' | 'tier'> {
  return {
    handoffId: row.handoff_id,
    dealId: row.deal_id,
    accountName: row.account_name,
    dealName: row.deal_name,
    value: row.annual_minor === null ? null : { amountMinor: row.annual_minor, currency: a.currency },
    tier: a.version.playbook.tiers.find((t) => t.id === row.tier)?.title ?? row.tier,
  }
}

async function questionItems(a: Asking): Promise<TodayItem[]> {
  const rows = await a.tx.many(sql<Hit & { id: string; text: string; asked_by: string; asked_at: Instant }>`
    SELECT q.id, q.text, q.asked_by, q.asked_at, h.id AS handoff_id, h.deal_id, d.name AS deal_name, ac.name AS account_name, h.annual_minor, h.tier
    FROM (SELECT x.* FROM unnest(${a.people}::text[]) AS p(id), LATERAL (SELECT * FROM handoff WHERE workspace_id = ${a.tx.workspaceId} AND ae_id = p.id
      AND status IN ('open', 'submitted', 'returned', 'accepted') ORDER BY opened_at DESC LIMIT 200) AS x) AS h
    JOIN question q ON q.workspace_id = h.workspace_id AND q.handoff_id = h.id AND q.answered_at IS NULL
    JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id
    LEFT JOIN account ac ON ac.workspace_id = h.workspace_id AND ac.id = h.account_id
    ORDER BY q.asked_at LIMIT 50`)
  return rows.map((row) => ({
    ...about(a, row),
    kind: 'question' as const,
    id: row.id,
    title: row.text,
    because: `${nameOf(a.directory, row.asked_by)?.name ?? 'Somebody'} asks.`,
    dueAt: null,
    clock: 'none' as const,
    owner: null,
    path: `/handoffs/${row.handoff_id}?tab=questions`,
    action: null,
  }))
}

/** Deals likely to close whose brief still has gaps: what a seller answers while it is easy. */
async function captureItems(a: Asking): Promise<TodayItem[]> {
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
    because: row.expected_close_on ? `Expected to close on ${row.expected_close_on}.` : 'Likely to close.',
    dueAt: null,
    clock: 'none' as const,
    owner: nameOf(a.directory, row.ae_id),
    path: `/capture/${row.deal_id}`,
    action: null,
  }))
}

async function escalationItems(a: Asking): Promise<TodayItem[]> {
  const rows = await a.tx.many(sql<Hit & { id: string; raised_at: Instant; titles: string[] | null }>`
    SELECT e.id, e.raised_at, h.id AS handoff_id, h.deal_id, d.name AS deal_name, ac.name AS account_name, h.annual_minor, h.tier,
      (SELECT array_agg(s.title) FROM step s WHERE s.workspace_id = e.workspace_id AND s.id = ANY(e.step_ids)) AS titles
    FROM escalation e JOIN handoff h ON h.workspace_id = e.workspace_id AND h.id = e.handoff_id
    JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id
    LEFT JOIN account ac ON ac.workspace_id = h.workspace_id AND ac.id = h.account_id
    WHERE e.workspace_id = ${a.tx.workspaceId} AND e.closed_at IS NULL AND e.raised_to = ANY(${a.people}::text[]) ORDER BY e.raised_at LIMIT 50`)
  return rows.map((row) => ({
    ...about(a, row),
    kind: 'escalation' as const,
    id: row.id,
    title: (row.titles ?? []).join(', '),
    because: 'Late, and escalated to you.',
    dueAt: row.raised_at,
    clock: 'late' as const,
    owner: null,
    path: `/handoffs/${row.handoff_id}?tab=steps`,
    action: null,
  }))
}

/** Events nobody could handle: shown to those who can mend it. */
async function parkedItems(a: Asking): Promise<TodayItem[]> {
  const { actor } = a.ctx
  if ((actor.kind !== 'member' && actor.kind !== 'api_key') || !rolesMay(actor.roles, 'connection.view'))
    return []
  const rows = await a.tx.many(sql<{ connection_id: string; name: string; n: number }>`
    SELECT i.connection_id, c.name, count(*) AS n FROM inbox i JOIN connection c ON c.workspace_id = i.workspace_id AND c.id = i.connection_id
    WHERE i.workspace_id = ${a.tx.workspaceId} AND i.status = 'parked' GROUP BY i.connection_id, c.name LIMIT 20`)
  return rows.map((row) => ({
    ...about(a, {
      handoff_id: null,
      deal_id: null,
      deal_name: null,
      account_name: null,
      annual_minor: null,
      tier: null,
    }),
    kind: 'parked' as const,
    id: row.connection_id,
    title: `${row.n} ${row.n === 1 ? 'event' : 'events'} from ${row.name} could not be handled`,
    because: 'They are kept, and are handled when what stands in the way is mended.',
    dueAt: null,
    clock: 'none' as const,
    owner: null,
    path: `/connections/${row.connection_id}`,
    action: null,
  }))
}

async function figuresOf(a: Asking): Promise<Today['figures']> {
  const row = await a.tx.one(sql<{ open: number; late: number; submitted: number }>`
    SELECT count(*) FILTER (WHERE true) AS open, count(*) FILTER (WHERE next_due_at < ${a.tx.now}::timestamptz) AS late, count(*) FILTER (WHERE status = 'submitted') AS submitted
    FROM (SELECT DISTINCT x.id, x.next_due_at, x.status FROM unnest(${a.people}::text[]) AS p(id), LATERAL (
      (SELECT id, next_due_at, status FROM handoff WHERE workspace_id = ${a.tx.workspaceId} AND csm_id = p.id AND next_due_at IS NOT NULL ORDER BY next_due_at, id LIMIT 500)
      UNION ALL (SELECT id, next_due_at, status FROM handoff WHERE workspace_id = ${a.tx.workspaceId} AND ae_id = p.id AND next_due_at IS NOT NULL ORDER BY next_due_at, id LIMIT 500)) AS x) AS mine`)
  return [
    {
      id: 'open',
      label: 'With something due',
      value: String(row.open),
      tone: 'plain',
      path: '/pipeline?sort=due',
    },
    {
      id: 'late',
      label: 'Late',
      value: String(row.late),
      tone: row.late > 0 ? 'bad' : 'good',
      path: '/pipeline?late=true',
    },
    {
      id: 'submitted',
      label: 'Waiting for a verdict',
      value: String(row.submitted),
      tone: row.submitted > 0 ? 'warn' : 'plain',
      path: '/pipeline?status=submitted',
    },
  ]
}

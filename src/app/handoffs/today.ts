import { sql } from 'kysely'
import type { TodayItem } from '../../contract/handoffs.ts'
import type { Output } from '../../contract/operations.ts'
import type { MemberRole } from '../../core/handoff/vocabulary.ts'
import type { Instant } from '../../core/lib/instant.ts'
import { rolesMay } from '../../core/permission/role-permissions.ts'
import type { Tx } from '../../db/tx.ts'
import { actingMemberId, type Ctx } from '../context.ts'
import { type Directory, loadDirectory } from '../people/directory.ts'
import { nameOf } from '../people/name-of.ts'
import { effectivePlaybook, type PlaybookVersion } from '../playbooks/current-playbook.ts'
import type { Verb } from '../verbs.ts'
import { visibleTo } from '../visible-to.ts'
import { loadWorkspace } from '../workspaces/workspace-row.ts'

type Today = Output<'handoff.today'>
type Group = Today['groups'][number]
type Asking = {
  ctx: Ctx
  tx: Tx
  /** Whose work is shown; NULL is everybody's. */
  people: readonly string[] | null
  directory: Directory
  currency: string
  version: PlaybookVersion
}

const mostShown = 25

/** Roles with work of their own; who has none of them opens Today to see how others stand. */
const doers: readonly MemberRole[] = ['ae', 'csm', 'implementation_lead', 'support']

/** What is owed, by when: by the one who asks, or by those whose work they may see. */
export const showToday: Verb<'handoff.today'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const { actor } = ctx
    const me = actingMemberId(actor)
    const roles = actor.kind === 'member' || actor.kind === 'api_key' ? actor.roles : []
    const as = input.as ?? (roles.some((role) => doers.includes(role)) ? 'me' : 'team')
    const seen = visibleTo(actor)
    const [directory, workspace, version] = await Promise.all([
      loadDirectory(tx),
      loadWorkspace(tx),
      effectivePlaybook(tx),
    ])
    const people = as === 'me' ? (me ? [me] : []) : seen === 'all' ? null : seen
    const asking: Asking = { ctx, tx, people, directory, currency: workspace.currency, version }
    const [steps, questions, capture, escalations, parked, figures] = await Promise.all([
      stepItems(asking),
      questionItems(asking),
      captureItems(asking),
      escalationItems(asking),
      parkedItems(asking),
      as === 'team' ? figuresOf(asking) : [],
    ])
    const late = steps.filter((i) => i.clock === 'late')
    const verdicts = steps.filter((i) => i.kind === 'verdict' && i.clock !== 'late')
    const soon = steps.filter((i) => i.kind === 'step' && i.clock !== 'late')
    const mine = as === 'me'
    const groups = [
      group('escalations', mine ? 'Escalated to you' : 'Escalated', escalations),
      group('late', 'Late', late),
      group('verdicts', mine ? 'Waiting for your verdict' : 'Waiting for a verdict', verdicts),
      group('questions', 'Questions to answer', questions),
      group('due', 'Due next', soon),
      group('capture', 'Answers owed before closing', capture),
      group('parked', 'Needs a hand to go on', parked),
    ].filter((g) => g.items.length > 0)
    const emptyBecause = groups.length === 0 ? whyEmpty(roles, as) : null
    return { as, others: seen === 'all' ? 'everyone' : 'team', groups, emptyBecause, figures }
  })

function group(id: string, title: string, items: TodayItem[]): Group {
  return { id, title, items: items.slice(0, mostShown), more: Math.max(0, items.length - mostShown) }
}

function whyEmpty(roles: readonly MemberRole[], as: 'me' | 'team'): string {
  if (as === 'team') return 'Nothing is late, escalated or due with the people whose work you see.'
  if (roles.includes('csm'))
    return 'Every handoff in your care is on time. A new one appears here the moment a contract is signed.'
  if (roles.includes('ae'))
    return 'You owe nothing. When one of your deals becomes likely to close, what is asked for next appears here.'
  return 'No step is yours, and nothing is escalated to you.'
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
  completeness: number
  missing_count: number
}

async function stepItems(a: Asking): Promise<TodayItem[]> {
  const open = a.people
    ? sql`SELECT x.* FROM unnest(${a.people}::text[]) AS p(id), LATERAL (SELECT * FROM step WHERE workspace_id = ${a.tx.workspaceId} AND owner_id = p.id AND status = 'open'
      ORDER BY due_at, id LIMIT 100) AS x`
    : sql`SELECT * FROM step WHERE workspace_id = ${a.tx.workspaceId} AND status = 'open' ORDER BY due_at, id LIMIT 200`
  const rows = await a.tx.many(sql<StepHit>`
    SELECT s.id, s.version, s.title, s.template_id, s.due_at, s.at_risk_at, s.owner_id, s.handoff_id, h.deal_id, h.version AS handoff_version,
      d.name AS deal_name, ac.name AS account_name, h.annual_minor, h.tier, h.completeness, h.missing_count
    FROM (${open}) AS s
    JOIN handoff h ON h.workspace_id = s.workspace_id AND h.id = s.handoff_id AND h.held_at IS NULL
    JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id
    LEFT JOIN account ac ON ac.workspace_id = h.workspace_id AND ac.id = h.account_id
    ORDER BY s.due_at, s.id LIMIT 200`)
  const judged = new Set(rows.filter((row) => isVerdict(a, row)).map((row) => row.handoff_id))
  // A verdict that is shown accepts the handoff too: the same thing is not owed twice.
  const isTwice = (row: StepHit) => judged.has(row.handoff_id) && templateOf(a, row)?.fact === 'accepted'
  return rows.filter((row) => !isTwice(row)).map((row) => stepItem(a, row))
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
    clock:
      row.due_at < a.tx.now
        ? 'late'
        : row.at_risk_at !== null && row.at_risk_at <= a.tx.now
          ? 'at_risk'
          : 'running',
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

/** Asked of the sellers in question; whoever sees everybody's work is not asked. */
async function questionItems(a: Asking): Promise<TodayItem[]> {
  if (a.people === null) return []
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
    because: `${nameOf(a.directory, row.asked_by)?.name ?? 'Somebody'} asks`,
    dueAt: null,
    clock: 'none' as const,
    owner: null,
    path: `/handoffs/${row.handoff_id}?tab=questions`,
    action: null,
  }))
}

/** Deals likely to close whose brief still has gaps: what a seller answers while it is easy. */
async function captureItems(a: Asking): Promise<TodayItem[]> {
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

type EscalationHit = Hit & { id: string; raised_to: string; titles: string[] | null; due_at: Instant | null }

async function escalationItems(a: Asking): Promise<TodayItem[]> {
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
    because: 'Kept, and handled when what stands in the way is mended',
    dueAt: null,
    clock: 'none' as const,
    owner: null,
    path: `/connections/${row.connection_id}`,
    action: null,
  }))
}

/** Of how many handoffs the numbers count at most: beyond, a number says no more than a glance at the list. */
const mostCounted = 1_000

/** The handoffs whose clocks run, however many steps of theirs are late. */
async function figuresOf(a: Asking): Promise<Today['figures']> {
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

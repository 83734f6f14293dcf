import { sql } from 'kysely'
import type { Handoff, HandoffRow as HandoffRowView, StepView } from '../../contract/handoffs.ts'
import { explainDue } from '../../core/clock/explain-due.ts'
import { clockState } from '../../core/clock/step-clock.ts'
import { factBefore, factWords } from '../../core/handoff/facts.ts'
import { holdWords } from '../../core/handoff/handoff-state.ts'
import { isEnded } from '../../core/handoff/step-transitions.ts'
import { verdictKinds } from '../../core/handoff/vocabulary.ts'
import { type Fact, facts, type Recurring } from '../../core/playbook/playbook.ts'
import { qb } from '../../db/query.ts'
import type { Tx } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import type { DealCase } from '../deals/deal-case.ts'
import { calendarOf } from '../people/directory.ts'
import { nameOf } from '../people/name-of.ts'
import { handoffAbilities, questionAbilities, stepAbilities } from './abilities.ts'
import { asStatus, factColumns, type HandoffRow } from './handoff-row.ts'
import type { HandoffWork, WorkStep } from './handoff-work.ts'
import type { KeptRouting } from './name-csm.ts'
import { asDuration, asStepStatus, clockOf, openPause } from './step-row.ts'
import { stepSubject } from './step-subject.ts'
import { compiledFor, ownerCalendar } from './step-timing.ts'

export type Viewed = { row: HandoffRow; it: DealCase; work: Pick<HandoffWork, 'it' | 'steps'> }

/** One handoff as its page shows it. */
export async function handoffView(ctx: Ctx, tx: Tx, viewed: Viewed): Promise<Handoff> {
  const { row, it, work } = viewed
  const [questions, verdicts, escalation, contacts] = await Promise.all([
    questionsOf(ctx, tx, viewed),
    verdictsOf(tx, viewed),
    escalationOf(tx, viewed),
    contactsOf(tx, row),
  ])
  return {
    ...rowView(ctx, it, { ...row, account_name: it.account?.name ?? null, deal_name: it.row.name }),
    tierReason: row.tier_reason,
    holdReason: row.held_at ? holdWords({ reason: row.hold_reason ?? '' }) : null,
    heldAt: row.held_at,
    acceptedWithGaps: row.accepted_with_gaps,
    isHistory: row.is_history,
    playbookVersion: it.version.number,
    facts: facts.map((fact) => ({ fact, title: factWords[fact], at: row[factColumns[fact]] })),
    steps: work.steps
      .toSorted((a, b) => a.row.position - b.row.position || a.row.round - b.row.round)
      .map((step) => stepView(ctx, viewed, step)),
    questions,
    verdicts,
    routing: routingView(it, row),
    escalation,
    contacts,
  }
}

type Listed = HandoffRow & { account_name: string | null; deal_name: string }
type ForRow = Pick<DealCase, 'directory' | 'workspace'> & {
  version: Pick<DealCase['version'], 'playbook'>
}

/** One line of a list. */
export function rowView(ctx: Ctx, it: ForRow, row: Listed): HandoffRowView {
  return {
    id: row.id,
    version: row.version,
    dealId: row.deal_id,
    dealName: row.deal_name,
    accountId: row.account_id,
    accountName: row.account_name,
    status: asStatus(row.status),
    onHold: row.held_at !== null,
    tier: row.tier,
    tierTitle: it.version.playbook.tiers.find((t) => t.id === row.tier)?.title ?? row.tier,
    value:
      row.annual_minor === null ? null : { amountMinor: row.annual_minor, currency: it.workspace.currency },
    ae: nameOf(it.directory, row.ae_id),
    csm: nameOf(it.directory, row.csm_id),
    completeness: row.completeness,
    quality: row.quality,
    missingCount: row.missing_count,
    nextDueAt: row.next_due_at,
    openedAt: row.opened_at,
    submittedAt: row.submitted_at,
    closedDirty: row.closed_dirty,
    can: handoffAbilities(ctx, { row: { id: row.deal_id, owner_id: row.ae_id }, handoff: row }),
  }
}

function stepView(ctx: Ctx, viewed: Viewed, step: WorkStep): StepView {
  const { it } = viewed
  const { row } = step
  const subject = stepSubject(viewed, step)
  const template = it.version.playbook.steps.find((t) => t.id === row.template_id)
  const owner = nameOf(it.directory, row.owner_id) ?? { id: row.owner_id, name: '' }
  const status = asStepStatus(row.status)
  return {
    id: row.id,
    version: row.version,
    templateId: row.template_id,
    fact: template?.fact ?? null,
    round: row.round,
    title: row.title,
    hint: template?.hint ?? null,
    ownerRole: row.owner_role,
    ownerRoleTitle: it.version.playbook.roles.find((r) => r.id === row.owner_role)?.title ?? row.owner_role,
    owner: { ...owner, zone: calendarOf(it.directory, row.owner_id)?.definition.zone ?? it.workspace.zone },
    status,
    anchorAt: row.anchor_at,
    dueAt: row.due_at,
    dueBecause: dueBecause(it, step),
    clock: clockOfView(ctx, it, step),
    pausedFor: isEnded(status) ? null : (openPause(row)?.reason ?? null),
    waitsFor: [...subject.waitsFor],
    endedAt: row.ended_at,
    endedBy: nameOf(it.directory, row.ended_by),
    endReason: row.end_reason,
    can: stepAbilities(ctx, it, subject),
  }
}

function clockOfView(ctx: Ctx, it: DealCase, { row }: WorkStep): StepView['clock'] {
  if (isEnded(asStepStatus(row.status))) return 'ended'
  const clock = clockOf(row)
  if (clock === null) return 'not_started'
  const calendar = ownerCalendar(it.directory, row.owner_id)
  const state = clockState(compiledFor(calendar, { from: clock.anchorAt, to: ctx.now() }), clock, {
    now: ctx.now(),
  })
  return state === 'done' ? 'ended' : state
}

function dueBecause(it: DealCase, { row }: WorkStep): string | null {
  const clock = clockOf(row)
  const template = it.version.playbook.steps.find((t) => t.id === row.template_id)
  if (clock === null || !template) return startsWhen(it, template?.fact)
  const from =
    'step' in template.anchor
      ? `after “${it.version.playbook.steps.find((t) => 'step' in template.anchor && t.id === template.anchor.step)?.title ?? template.anchor.step}”`
      : anchorWords(template.anchor.fact)
  return explainDue({
    duration: asDuration(row.duration),
    from,
    calendarTitle: ownerCalendar(it.directory, row.owner_id).definition.title,
    isFloored: row.floor_at !== null && row.due_at === row.floor_at,
  })
}

/** What a clock that does not run waits for, where that is another fact. */
function startsWhen({ handoff }: DealCase, fact: Fact | undefined): string | null {
  const needed = fact && factBefore(fact)
  if (!needed || !handoff || handoff[factColumns[needed]] !== null) return null
  return `Starts once the handoff is ${factWords[needed]}`
}

function anchorWords(fact: keyof typeof factWords | Recurring): string {
  if (fact === 'returned') return 'after it was returned'
  if (fact === 'asked') return 'after the first of the open questions was asked'
  return fact === 'signed'
    ? 'after signature, or the win where no signature is known'
    : `after “${factWords[fact]}”`
}

async function questionsOf(ctx: Ctx, tx: Tx, { row, it }: Viewed): Promise<Handoff['questions']> {
  const rows = await tx.many(
    qb
      .selectFrom('question')
      .selectAll()
      .where('workspace_id', '=', tx.workspaceId)
      .where('handoff_id', '=', row.id)
      .orderBy('asked_at')
      .orderBy('id'),
  )
  return rows.map((q) => ({
    id: q.id,
    version: q.version,
    requirementId: q.requirement_id,
    requirementLabel:
      it.version.playbook.requirements.find((r) => r.id === q.requirement_id)?.label ?? q.requirement_id,
    text: q.text,
    askedBy: nameOf(it.directory, q.asked_by) ?? { id: q.asked_by, name: '' },
    askedAt: q.asked_at,
    answer: q.answer,
    answeredBy: nameOf(it.directory, q.answered_by),
    answeredAt: q.answered_at,
    can: questionAbilities(ctx, it),
  }))
}

async function verdictsOf(tx: Tx, { row, it }: Viewed): Promise<Handoff['verdicts']> {
  const rows = await tx.many(
    qb
      .selectFrom('verdict')
      .selectAll()
      .where('workspace_id', '=', tx.workspaceId)
      .where('handoff_id', '=', row.id)
      .orderBy('round'),
  )
  return rows.map((v) => ({
    kind: verdictKinds.find((k) => k === v.kind) ?? 'accepted',
    round: v.round,
    note: v.note,
    by: nameOf(it.directory, v.given_by) ?? { id: v.given_by, name: '' },
    at: v.given_at,
  }))
}

async function escalationOf(tx: Tx, { row, it, work }: Viewed): Promise<Handoff['escalation']> {
  const found = await tx.maybe(
    qb
      .selectFrom('escalation')
      .selectAll()
      .where('workspace_id', '=', tx.workspaceId)
      .where('handoff_id', '=', row.id)
      .where('closed_at', 'is', null),
  )
  if (!found) return null
  const titles = work.steps.filter((s) => found.step_ids.includes(s.row.id)).map((s) => s.row.title)
  return {
    id: found.id,
    raisedTo: nameOf(it.directory, found.raised_to) ?? { id: found.raised_to, name: '' },
    openedAt: found.opened_at,
    stepTitles: titles,
  }
}

async function contactsOf(tx: Tx, row: HandoffRow): Promise<Handoff['contacts']> {
  return tx.many(sql<Handoff['contacts'][number]>`
    SELECT c.id, c.name, c.title, coalesce(dc.role, c.role) AS role, c.email, c.phone FROM contact c
    LEFT JOIN deal_contact dc ON dc.workspace_id = c.workspace_id AND dc.contact_id = c.id AND dc.deal_id = ${row.deal_id}
    WHERE c.workspace_id = ${tx.workspaceId} AND (dc.deal_id IS NOT NULL OR c.account_id = ${row.account_id}) ORDER BY dc.deal_id IS NULL, c.name LIMIT 100`)
}

function routingView(it: DealCase, row: HandoffRow): Handoff['routing'] {
  const kept = asRouting(row.routing)
  if (!kept) return null
  return {
    reasons: [...kept.reasons],
    runnersUp: kept.runnersUp.map((r) => ({
      member: nameOf(it.directory, r.memberId) ?? { id: r.memberId, name: '' },
      why: r.why,
    })),
    mark: kept.marked === 'over_limit' ? 'Over their capacity limit; nobody who fits has room.' : null,
    overriddenBy: nameOf(it.directory, kept.overriddenBy),
  }
}

// Written by `nameCsm` only.
const asRouting = (json: unknown): KeptRouting | null => json as KeptRouting | null

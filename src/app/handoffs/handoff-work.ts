import { addBusinessMs } from '../../core/clock/business-time.ts'
import { dueAt } from '../../core/clock/due-at.ts'
import type { HandoffState } from '../../core/handoff/handoff-state.ts'
import { plannedTemplates, planSteps, type StepDraft } from '../../core/handoff/plan-steps.ts'
import { resolveOwner } from '../../core/handoff/resolve-owner.ts'
import {
  type Occurrence,
  stepsAnchoredBy,
  stepsAnchoredByStep,
  stepsFinishedBy,
  stepsMovedBySignature,
} from '../../core/handoff/step-anchors.ts'
import { isEnded } from '../../core/handoff/step-transitions.ts'
import { type HandoffEvent, transition } from '../../core/handoff/transition.ts'
import type { Instant } from '../../core/lib/instant.ts'
import { type Fact, facts, type StepTemplate } from '../../core/playbook/playbook.ts'
import type { Tx } from '../../db/tx.ts'
import type { DealCase } from '../deals/deal-case.ts'
import { refused } from '../errors.ts'
import { asStatus, factsOf, type HandoffRow } from './handoff-row.ts'
import { ownersOf } from './owners.ts'
import { pastOf } from './past-of.ts'
import {
  asStepStatus,
  clockOf,
  findSteps,
  openPause,
  type StepRow,
  withPause,
  withPausesEnded,
} from './step-row.ts'
import { compiledFor, ownerCalendar, type Timing, timingOf } from './step-timing.ts'

export type WorkStep = { row: StepRow; isNew: boolean; changed: boolean; timing: Timing | null }

/**
 * A handoff being changed in memory: events happen to it one after the other, its steps and clocks follow, and
 * `saveWork` writes what became of it at once.
 */
export type HandoffWork = {
  readonly it: DealCase
  readonly tx: Tx
  before: HandoffRow | null
  row: HandoffRow
  state: HandoffState
  steps: WorkStep[]
  /** By whom steps that end now were ended; NULL when the process did it. */
  readonly actorId: string | null
  newId: (prefix: 'stp') => string
}

export type WorkInput = {
  it: DealCase
  tx: Tx
  row: HandoffRow
  isNew: boolean
  actorId: string | null
  newId: HandoffWork['newId']
}

export async function beginWork({ it, tx, row, isNew, actorId, newId }: WorkInput): Promise<HandoffWork> {
  const rows = isNew ? [] : await findSteps(tx, row.id)
  return {
    it,
    tx,
    before: isNew ? null : row,
    row: { ...row },
    state: stateOf(row),
    steps: rows.map((step) => ({ row: step, isNew: false, changed: false, timing: null })),
    actorId,
    newId,
  }
}

export function stateOf(row: HandoffRow): HandoffState {
  return {
    status: asStatus(row.status),
    hold: row.held_at === null ? null : { since: row.held_at, reason: row.hold_reason ?? '' },
    facts: factsOf(row),
  }
}

/** Lets an event happen, or throws with the reason why it cannot. Says whether anything changed. */
export function happen(work: HandoffWork, event: HandoffEvent): boolean {
  const result = transition(work.state, event)
  if (!result.ok) throw refused(result.code, result.reason)
  if (result.value === work.state) return false
  const before = work.state
  work.state = result.value
  if (before.status !== 'cancelled' && work.state.status === 'cancelled')
    endSteps(work, { status: 'cancelled', reason: 'The handoff was cancelled.' })
  if (before.hold === null && work.state.hold !== null) pauseAll(work, work.state.hold.since)
  if (before.hold !== null && work.state.hold === null) resumeAll(work, event.at)
  if (event.type === 'correct') reanchor(work, event.fact)
  for (const occurrence of occurrencesOf(before, { work, event }))
    follow(work, { occurrence, before: before.facts, at: event.at })
  return true
}

function occurrencesOf(
  before: HandoffState,
  { work, event }: { work: HandoffWork; event: HandoffEvent },
): Occurrence[] {
  const fresh: Occurrence[] = facts.filter(
    (fact) => before.facts[fact] === undefined && work.state.facts[fact] !== undefined,
  )
  // A second submission is not a new fact, but it starts the clock of a new verdict.
  if (event.type === 'submit' && before.facts.submitted !== undefined) fresh.push('submitted')
  if (event.type === 'return') fresh.push('returned')
  if ((event.type === 'accept' || event.type === 'accept_with_gaps') && !fresh.includes('accepted'))
    fresh.push('accepted')
  return fresh
}

type Followed = { occurrence: Occurrence; before: HandoffState['facts']; at: Instant }

/** What an occurrence means for the steps: some are finished by it, some clocks start, some move. */
function follow(work: HandoffWork, { occurrence, before, at }: Followed): void {
  const { steps: templates } = work.it.version.playbook
  const happenedAt = occurrence === 'returned' ? at : (work.state.facts[occurrence] ?? at)
  if (occurrence === 'signed')
    moveBySignature(work, { templates: stepsMovedBySignature(templates, before), at })
  for (const template of stepsFinishedBy(templates, occurrence)) {
    for (const step of running(work, template.id)) finishStep(work, step, { at: happenedAt, reason: null })
  }
  if (occurrence === 'accepted' || occurrence === 'returned') endReviews(work, at)
  const startedAt = before[occurrence as Fact] === undefined ? happenedAt : at
  for (const template of stepsAnchoredBy(templates, occurrence, before))
    startStep(work, template, { at: startedAt, now: at })
}

/** A verdict ends what belonged to its submission, such as reading it against a checklist. */
function endReviews(work: HandoffWork, at: Instant): void {
  const reviews = work.it.version.playbook.steps.filter(
    (t) => t.repeats && 'fact' in t.anchor && t.anchor.fact === 'submitted',
  )
  for (const template of reviews) {
    for (const step of running(work, template.id)) finishStep(work, step, { at, reason: null })
  }
}

/** Adds the steps of a new handoff: all its tier has, but for rounds that have not begun. */
export function addSteps(work: HandoffWork): void {
  const planned = planSteps({
    playbook: work.it.version.playbook,
    tierId: work.row.tier,
    values: work.it.values,
    facts: work.state.facts,
    owners: owners(work),
  })
  if (!planned.ok) throw refused('nobody', planned.reason)
  for (const draft of planned.value) {
    const rounds = work.steps.filter((s) => s.row.template_id === draft.templateId)
    const hasIt = rounds.some((s) => s.row.status !== 'cancelled')
    // What only another tier, or another answer, had taken away comes back; a round for a verdict that is given does not.
    if (hasIt || (draft.repeats && (draft.anchorAt === null || isJudged(work)))) continue
    addStep(work, { draft, round: rounds.length + 1 })
  }
  unlock(work)
}

function isJudged({ state: { status } }: HandoffWork): boolean {
  return status === 'accepted' || status === 'confirmed'
}

function addStep(work: HandoffWork, { draft, round }: { draft: StepDraft; round: number }): WorkStep {
  const row: StepRow = {
    workspace_id: work.tx.workspaceId,
    id: work.newId('stp'),
    handoff_id: work.row.id,
    template_id: draft.templateId,
    round,
    position: draft.position,
    title: draft.title,
    owner_role: draft.ownerRole,
    owner_id: draft.ownerId,
    status: draft.status,
    anchor_at: draft.anchorAt,
    duration: draft.duration,
    calendar_id: null,
    floor_at: null,
    floor_from: null,
    fired_until: null,
    pauses: work.state.hold ? [{ from: work.state.hold.since, to: null, reason: 'on_hold' }] : [],
    due_at: null,
    at_risk_at: null,
    ended_at: draft.status === 'done' ? (draft.endedAt ?? work.tx.now) : null,
    ended_by: null,
    end_reason: null,
    version: 1,
  }
  const step: WorkStep = { row, isNew: true, changed: true, timing: null }
  work.steps.push(step)
  retime(work, step)
  return step
}

function startStep(work: HandoffWork, template: StepTemplate, when: { at: Instant; now: Instant }): void {
  const rounds = work.steps.filter((s) => s.row.template_id === template.id)
  const waiting = rounds.find((s) => s.row.status === 'waiting' && s.row.anchor_at === null)
  const applies = plannedTemplates({
    playbook: work.it.version.playbook,
    tierId: work.row.tier,
    values: { ...work.it.values, ...pastOf(work) },
  }).some((t) => t.id === template.id)
  if (waiting) {
    if (!applies)
      endStep(waiting, {
        status: 'cancelled',
        at: when.now,
        by: null,
        reason: 'It does not apply to this deal.',
      })
    else {
      waiting.row.anchor_at = when.at
      retime(work, waiting)
    }
  } else if (applies && (rounds.length === 0 || template.repeats))
    addRound(work, { template, round: rounds.length + 1, anchorAt: when.at })
  unlock(work)
}

function addRound(
  work: HandoffWork,
  { template, round, anchorAt }: { template: StepTemplate; round: number; anchorAt: Instant },
): void {
  const planned = planSteps({
    playbook: work.it.version.playbook,
    tierId: work.row.tier,
    values: { ...work.it.values, ...pastOf(work) },
    facts: work.state.facts,
    owners: owners(work),
  })
  if (!planned.ok) throw refused('nobody', planned.reason)
  const draft = planned.value.find((d) => d.templateId === template.id)
  if (draft) addStep(work, { draft: { ...draft, anchorAt, status: 'waiting', endedAt: null }, round })
}

/** Finishes a step and starts what was anchored to it. */
export function finishStep(
  work: HandoffWork,
  step: WorkStep,
  end: { at: Instant; reason: string | null },
): void {
  endStep(step, { status: 'done', at: end.at, by: work.actorId, reason: end.reason })
  for (const template of stepsAnchoredByStep(work.it.version.playbook.steps, step.row.template_id))
    startStep(work, template, { at: end.at, now: end.at })
  unlock(work)
}

export function endStep(
  step: WorkStep,
  end: {
    status: 'done' | 'skipped' | 'cancelled' | 'imported'
    at: Instant
    by: string | null
    reason: string | null
  },
): void {
  step.row.status = end.status
  step.row.ended_at = end.at
  step.row.ended_by = end.by
  step.row.end_reason = end.reason
  step.timing = null
  step.changed = true
}

export function endSteps(work: HandoffWork, end: { status: 'cancelled' | 'imported'; reason: string }): void {
  for (const step of work.steps) {
    if (!isEnded(asStepStatus(step.row.status))) endStep(step, { ...end, at: work.tx.now, by: null })
  }
}

/** Opens the steps that waited only for others that have ended by now. */
export function unlock(work: HandoffWork): void {
  for (const step of work.steps) {
    if (step.row.status !== 'waiting' || step.row.anchor_at === null || waitsFor(work, step).length > 0)
      continue
    step.row.status = 'open'
    step.changed = true
  }
}

/** Titles of the steps that come first and have not ended. */
export function waitsFor(work: Pick<HandoffWork, 'it' | 'steps'>, step: WorkStep): string[] {
  const after = work.it.version.playbook.steps.find((t) => t.id === step.row.template_id)?.after ?? []
  return work.steps
    .filter((s) => after.includes(s.row.template_id) && !isEnded(asStepStatus(s.row.status)))
    .map((s) => s.row.title)
}

/** Gives the steps of a role to its new holder: their due times follow the new owner's calendar. */
export function reassignRoles(work: HandoffWork): void {
  for (const step of work.steps) {
    if (isEnded(asStepStatus(step.row.status))) continue
    const owner = resolveOwner(step.row.owner_role, work.it.version.playbook.roles, owners(work))
    if (owner) giveStep(work, step, owner.memberId)
  }
}

export function giveStep(work: HandoffWork, step: WorkStep, ownerId: string): void {
  if (step.row.owner_id === ownerId) return
  step.row.owner_id = ownerId
  retime(work, step)
}

/** Computes due time and timers anew, from what they are made of. */
export function retime(work: HandoffWork, step: WorkStep): void {
  step.changed = true
  const calendar = ownerCalendar(work.it.directory, step.row.owner_id)
  step.row.calendar_id = calendar.id
  const clock = clockOf(step.row)
  if (clock === null) return
  const ended = isEnded(asStepStatus(step.row.status))
  step.timing = timingOf({
    calendar,
    clock,
    ladder: work.it.version.playbook,
    tier: work.row.tier,
    now: work.tx.now,
    firedUntil: step.row.fired_until,
  })
  step.row.due_at = step.timing.dueAt
  step.row.at_risk_at = step.timing.atRiskAt
  if (ended) step.timing = null
}

/** An earlier signature moves due times, but nothing falls due sooner than the grace from now (product.md). */
function moveBySignature(
  work: HandoffWork,
  { templates, at }: { templates: StepTemplate[]; at: Instant },
): void {
  const signedAt = work.state.facts.signed
  if (!signedAt) return
  for (const template of templates) {
    for (const step of running(work, template.id)) {
      if (step.row.anchor_at === null || step.row.anchor_at <= signedAt) continue
      step.row.anchor_at = signedAt
      step.row.floor_from = at
      step.row.floor_at = graceFrom(work, step, at)
      retime(work, step)
    }
  }
}

export function graceFrom(work: HandoffWork, step: WorkStep, at: Instant): Instant {
  const compiled = compiledFor(ownerCalendar(work.it.directory, step.row.owner_id), { from: at, to: at })
  const { grace } = work.it.version.playbook
  return 'business_hours' in grace
    ? addBusinessMs(compiled, at, grace.business_hours * 3_600_000)
    : dueAt(compiled, at, grace)
}

/** A corrected fact moves the clocks that count from it. */
function reanchor(work: HandoffWork, fact: Fact): void {
  const at = work.state.facts[fact]
  if (!at) return
  for (const template of work.it.version.playbook.steps) {
    const anchor = 'fact' in template.anchor ? template.anchor.fact : null
    const follows =
      anchor === fact || (anchor === 'signed' && fact === 'won' && work.state.facts.signed === undefined)
    if (!follows || template.repeats) continue
    for (const step of running(work, template.id)) {
      step.row.anchor_at = at
      step.row.floor_from = work.tx.now
      step.row.floor_at = graceFrom(work, step, work.tx.now)
      retime(work, step)
    }
  }
}

function pauseAll(work: HandoffWork, from: Instant): void {
  for (const step of work.steps) {
    if (isEnded(asStepStatus(step.row.status)) || openPause(step.row)?.reason === 'on_hold') continue
    step.row.pauses = withPause(step.row, { from, to: null, reason: 'on_hold' })
    retime(work, step)
  }
}

function resumeAll(work: HandoffWork, at: Instant): void {
  for (const step of work.steps) {
    if (isEnded(asStepStatus(step.row.status))) continue
    step.row.pauses = withPausesEnded(step.row, { at, reason: 'on_hold' })
    retime(work, step)
  }
}

function running(work: HandoffWork, templateId: string): WorkStep[] {
  return work.steps.filter((s) => s.row.template_id === templateId && !isEnded(asStepStatus(s.row.status)))
}

function owners(work: HandoffWork): ReturnType<typeof ownersOf> {
  return ownersOf(work.it.directory, { aeId: work.row.ae_id, csmId: work.row.csm_id })
}

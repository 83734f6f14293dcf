import { plannedTemplates, planSteps, type StepDraft } from '../../core/handoff/plan-steps.ts'
import { resolveOwner } from '../../core/handoff/resolve-owner.ts'
import { stepsAnchoredByStep } from '../../core/handoff/step-anchors.ts'
import { isEnded } from '../../core/handoff/step-transitions.ts'
import type { Instant } from '../../core/lib/instant.ts'
import type { StepTemplate, Tier } from '../../core/playbook/playbook.ts'
import { refused } from '../errors.ts'
import type { HandoffWork, WorkStep } from './handoff-work.ts'
import { ownersOf } from './owners.ts'
import { pastOf } from './past-of.ts'
import { atGraceAtLeast, retime } from './step-clocks.ts'
import { asStepStatus, type StepRow } from './step-row.ts'

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
    // What a change of tier took away comes back as a new round when the tier does.
    if (rounds.some((s) => s.row.status !== 'cancelled') || !isUnderWay(work, draft)) continue
    addStep(work, { draft, round: rounds.length + 1 })
  }
  unlock(work)
}

/** A round of a repeating step begins with what it is anchored to, and is over with the verdict on a submission. */
function isUnderWay(work: HandoffWork, { repeats, anchor, anchorAt }: StepDraft): boolean {
  if (!repeats) return true
  const ofSubmission = 'fact' in anchor && anchor.fact === 'submitted'
  return anchorAt !== null && (!ofSubmission || work.state.status === 'submitted')
}

/**
 * Steps a tier does not have are taken away, those it has beside are added; what was done stays done. Nothing falls due
 * or is escalated at once because of it.
 */
export function changeTier(work: HandoffWork, { tier, because }: { tier: Tier; because: string }): void {
  work.row.tier = tier.id
  work.row.tier_reason = because
  work.it.tier = tier
  work.it.gate = { ...work.it.gate, tierId: tier.id }
  const planned = plannedTemplates({
    playbook: work.it.version.playbook,
    tierId: tier.id,
    values: { ...work.it.values, ...pastOf(work) },
  })
  const end = {
    status: 'cancelled',
    at: work.tx.now,
    by: null,
    reason: 'The new tier has no such step.',
  } as const
  for (const step of work.steps) {
    if (isEnded(asStepStatus(step.row.status))) continue
    const duration = planned.find((t) => t.id === step.row.template_id)?.due[tier.id]
    if (!duration) {
      endStep(step, end)
      continue
    }
    const isSame = JSON.stringify(duration) === JSON.stringify(step.row.duration)
    step.row.duration = duration
    // Also where the due time stays: the ladder that is climbed belongs to the tier.
    retime(work, step)
    if (!isSame) atGraceAtLeast(work, step)
  }
  addSteps(work)
  if (work.state.status === 'preparing') return
  for (const step of work.steps.filter((s) => s.isNew && s.row.status !== 'done')) atGraceAtLeast(work, step)
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

export function startStep(
  work: HandoffWork,
  template: StepTemplate,
  when: { at: Instant; now: Instant },
): void {
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

function owners(work: HandoffWork): ReturnType<typeof ownersOf> {
  return ownersOf(work.it.directory, { aeId: work.row.ae_id, csmId: work.row.csm_id })
}

import { addBusinessMs } from '../../core/clock/business-time.ts'
import { dueAt } from '../../core/clock/due-at.ts'
import { isEnded } from '../../core/handoff/step-transitions.ts'
import type { Instant } from '../../core/lib/instant.ts'
import type { Fact, StepTemplate } from '../../core/playbook/playbook.ts'
import type { HandoffWork, WorkStep } from './handoff-work.ts'
import { asStepStatus, clockOf, openPause, withPause, withPausesEnded } from './step-row.ts'
import { compiledFor, ownerCalendar, timingOf } from './step-timing.ts'

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
export function moveBySignature(
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

function graceFrom(work: HandoffWork, step: WorkStep, at: Instant): Instant {
  const compiled = compiledFor(ownerCalendar(work.it.directory, step.row.owner_id), { from: at, to: at })
  const { grace } = work.it.version.playbook
  return 'business_hours' in grace
    ? addBusinessMs(compiled, at, grace.business_hours * 3_600_000)
    : dueAt(compiled, at, grace)
}

/**
 * What is due already, because what it counts from became known late, is due when the grace ends and no sooner; what is
 * due later stays as it is.
 */
export function atGraceAtLeast(work: HandoffWork, step: WorkStep): void {
  if (step.row.due_at === null) return
  const grace = graceFrom(work, step, work.tx.now)
  if (step.row.due_at >= grace) return
  step.row.floor_from = work.tx.now
  step.row.floor_at = grace
  retime(work, step)
}

/** A signature of some time ago that is the first news of the deal's end: its clocks count from it, but press nobody yet. */
export function graceForLateNews(work: HandoffWork, since: Instant): void {
  for (const step of work.steps) {
    if (isEnded(asStepStatus(step.row.status)) || step.row.anchor_at !== since) continue
    if (graceFrom(work, step, since) <= work.tx.now) atGraceAtLeast(work, step)
  }
}

/** A corrected fact moves the clocks that count from it. */
export function reanchor(work: HandoffWork, fact: Fact): void {
  const at = work.state.facts[fact]
  if (!at) return
  for (const template of work.it.version.playbook.steps) {
    const anchor = 'fact' in template.anchor ? template.anchor.fact : null
    const follows =
      anchor === fact || (anchor === 'signed' && fact === 'won' && work.state.facts.signed === undefined)
    if (!follows || template.repeats) continue
    for (const step of running(work, template.id)) {
      if (step.row.anchor_at === null) continue
      step.row.anchor_at = at
      step.row.floor_from = work.tx.now
      step.row.floor_at = graceFrom(work, step, work.tx.now)
      retime(work, step)
    }
  }
}

export function pauseAll(work: HandoffWork, from: Instant): void {
  for (const step of work.steps) {
    if (isEnded(asStepStatus(step.row.status)) || openPause(step.row)?.reason === 'on_hold') continue
    step.row.pauses = withPause(step.row, { from, to: null, reason: 'on_hold' })
    retime(work, step)
  }
}

export function resumeAll(work: HandoffWork, at: Instant): void {
  for (const step of work.steps) {
    if (isEnded(asStepStatus(step.row.status))) continue
    step.row.pauses = withPausesEnded(step.row, { at, reason: 'on_hold' })
    retime(work, step)
  }
}

export function running(work: HandoffWork, templateId: string): WorkStep[] {
  return work.steps.filter((s) => s.row.template_id === templateId && !isEnded(asStepStatus(s.row.status)))
}

import { factBefore } from '../../core/handoff/facts.ts'
import { anchorInstant } from '../../core/handoff/step-anchors.ts'
import type { Instant } from '../../core/lib/instant.ts'
import type { Fact, StepTemplate } from '../../core/playbook/playbook.ts'
import type { HandoffWork, WorkStep } from './handoff-work.ts'
import { atGraceAtLeast, retime, running } from './step-clocks.ts'
import { unlock } from './work-steps.ts'

/**
 * What needs a fact that nobody is asked for any more, because its step was closed as imported, waits without a clock
 * until that happens all the same: a confirmation cannot be late before there was anything to accept.
 */
export function parkOutOfReach(work: HandoffWork): void {
  for (const { step, template } of ofFacts(work)) {
    const needed = template.fact && factBefore(template.fact)
    if (needed && isOutOfReach(work, needed)) stopClock(step)
  }
}

/** It happened all the same: what was parked for it gets the clock it would have had, and the grace to meet it. */
export function bringIntoReach(work: HandoffWork, fact: Fact): void {
  for (const { step, template } of ofFacts(work)) {
    const since = template.fact && factBefore(template.fact) === fact ? anchorOf(work, template) : null
    if (step.row.anchor_at !== null || since === null) continue
    step.row.anchor_at = since
    retime(work, step)
    atGraceAtLeast(work, step)
  }
  unlock(work)
}

function ofFacts(work: HandoffWork): { step: WorkStep; template: StepTemplate }[] {
  return work.it.version.playbook.steps
    .filter((template) => template.fact !== undefined)
    .flatMap((template) => running(work, template.id).map((step) => ({ step, template })))
}

function isOutOfReach(work: HandoffWork, fact: Fact): boolean {
  if (work.state.facts[fact] !== undefined) return false
  const templates = work.it.version.playbook.steps.filter((t) => t.fact === fact).map((t) => t.id)
  const steps = work.steps.filter((s) => templates.includes(s.row.template_id))
  if (steps.some((s) => s.row.status === 'imported')) return true
  const needed = factBefore(fact)
  return needed !== undefined && isOutOfReach(work, needed)
}

function stopClock(step: WorkStep): void {
  Object.assign(step.row, { status: 'waiting', anchor_at: null, due_at: null, at_risk_at: null })
  step.timing = null
  step.changed = true
}

/** When the clock of a parked step would have started. */
function anchorOf(work: HandoffWork, { anchor }: StepTemplate): Instant | null {
  if ('fact' in anchor) return anchorInstant(anchor, work.state.facts)
  const done = work.steps.find((s) => s.row.template_id === anchor.step && s.row.status === 'done')
  return done?.row.ended_at ?? null
}

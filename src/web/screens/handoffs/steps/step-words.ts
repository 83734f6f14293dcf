import type { StepView } from '../../../../contract/handoffs.ts'
import type { PauseReason, StepStatus } from '../../../../core/handoff/vocabulary.ts'
import type { StatusShape } from '../../../ui/StatusDot.tsx'
import type { Tone } from '../../../ui/tone.ts'

const pauses: Readonly<Record<PauseReason, string>> = {
  on_hold: 'on hold',
  waiting_for_customer: 'waiting for the customer',
  legal_review: 'legal review',
}

export function pauseWords(reason: PauseReason | null): string | null {
  return reason === null ? null : pauses[reason]
}

const looks: Readonly<Record<StepStatus, { label: string; shape: StatusShape; tone: Tone }>> = {
  waiting: { label: 'Not due yet', shape: 'dashed', tone: 'neutral' },
  open: { label: 'Open', shape: 'empty', tone: 'accent' },
  done: { label: 'Done', shape: 'full', tone: 'ok' },
  skipped: { label: 'Skipped', shape: 'crossed', tone: 'neutral' },
  cancelled: { label: 'Cancelled', shape: 'crossed', tone: 'neutral' },
  imported: { label: 'Closed by the import', shape: 'most', tone: 'neutral' },
}

export function stepLook(step: Pick<StepView, 'status' | 'clock'>): (typeof looks)[StepStatus] {
  if (step.clock === 'paused') return { label: 'Paused', shape: 'held', tone: 'warn' }
  if (step.clock === 'late') return { ...looks.open, label: 'Late', tone: 'danger' }
  return looks[step.status]
}

export function isOver(step: Pick<StepView, 'status'>): boolean {
  return step.status !== 'open' && step.status !== 'waiting'
}

/** Whether it ended after it was due. */
export function endedLate(step: Pick<StepView, 'endedAt' | 'dueAt'>): boolean {
  return step.endedAt !== null && step.dueAt !== null && step.endedAt > step.dueAt
}

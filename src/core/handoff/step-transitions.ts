import { no, ok, type Result } from '../lib/result.ts'
import { type StepStatus, stepStatuses } from './vocabulary.ts'

type Row = { title: string; moves: Partial<Record<StepStatus, StepStatus>> }

/**
 * The life of a step, whole. It waits for its anchor and for the steps before it, is open, and ends once:
 * done, skipped with a reason, cancelled with its handoff, or imported when it was due before the import.
 * A step that ended stays so; a new round of it is a new step.
 */
export const stepTransitions = {
  start: { title: 'start', moves: { waiting: 'open' } },
  finish: { title: 'finish', moves: { waiting: 'done', open: 'done' } },
  skip: { title: 'skip', moves: { waiting: 'skipped', open: 'skipped' } },
  cancel: { title: 'cancel', moves: { waiting: 'cancelled', open: 'cancelled' } },
  import: { title: 'close as imported', moves: { waiting: 'imported', open: 'imported' } },
} as const satisfies Record<string, Row>

/** The only changes of status a step can make, as [from, to]. */
export const legalStepChanges: readonly (readonly [StepStatus, StepStatus])[] = stepStatuses.flatMap((from) =>
  stepStatuses.filter((to) => rows().some((row) => row.moves[from] === to)).map((to) => [from, to] as const),
)

/** What happens to a step. A fact finishes it whatever it waits for: what happened, happened. */
export type StepEvent =
  | { type: 'start' | 'cancel' | 'import' }
  | { type: 'finish'; by: 'fact' | 'person' }
  | { type: 'skip'; reason: string }

export type StepState = {
  status: StepStatus
  /** False when only the state machine finishes it (submit, verdict). */
  byHand: boolean
  /** Whether its anchor has happened, so that its clock runs. */
  anchored: boolean
  /** Titles of the steps that come first and are still open. */
  waitsFor: readonly string[]
}

export type StepRefusal =
  | 'ended'
  | 'already_open'
  | 'not_by_hand'
  | 'waits'
  | 'not_started'
  | 'reason_missing'

/** What a step becomes when something happens to it, or why that cannot be, in a sentence for people. */
export function transitionStep(step: StepState, event: StepEvent): Result<StepStatus, StepRefusal> {
  const row: Row = stepTransitions[event.type]
  const to = row.moves[step.status]
  if (to === undefined) {
    return isEnded(step.status)
      ? no('ended', `The step is ${endWords[step.status]} already.`)
      : no('already_open', 'The step is open already.')
  }
  if (event.type === 'skip' && event.reason.trim() === '')
    return no('reason_missing', 'Skipping a step needs a reason.')
  if (event.type === 'finish' && event.by === 'person') return finishedByPerson(step, to)
  if (event.type === 'start') return mayStart(step, to)
  return ok(to)
}

/** Whether nothing more happens to a step with this status; steps that come after it need not wait for it. */
export function isEnded(status: StepStatus): status is Exclude<StepStatus, 'waiting' | 'open'> {
  return status !== 'waiting' && status !== 'open'
}

const endWords = {
  done: 'done',
  skipped: 'skipped',
  cancelled: 'cancelled',
  imported: 'closed as imported',
} as const

function finishedByPerson(step: StepState, to: StepStatus): Result<StepStatus, StepRefusal> {
  if (!step.byHand) return no('not_by_hand', 'The step finishes by itself when what it asks for is done.')
  return step.waitsFor.length > 0 ? no('waits', waitSentence(step.waitsFor)) : ok(to)
}

function mayStart(step: StepState, to: StepStatus): Result<StepStatus, StepRefusal> {
  if (!step.anchored) return no('not_started', 'What the step starts from has not happened yet.')
  return step.waitsFor.length > 0 ? no('waits', waitSentence(step.waitsFor)) : ok(to)
}

function waitSentence(titles: readonly string[]): string {
  return `The step comes after: ${titles.join(', ')}.`
}

function rows(): Row[] {
  return Object.values(stepTransitions)
}

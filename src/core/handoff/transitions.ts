import { no, ok, type Result } from '../lib/result.ts'
import { type Hold, holdWords } from './handoff-state.ts'
import { type HandoffStatus, handoffStatuses } from './vocabulary.ts'

/** One row of the state machine. */
type Row = {
  title: string
  /** From which status to which; a status that is not named refuses the event. */
  moves: Partial<Record<HandoffStatus, HandoffStatus>>
  /** What a hold means to it: nothing, refuse until it is lifted, or only then possible. */
  onHold: 'allowed' | 'refused' | 'required'
}

const stay = {
  preparing: 'preparing',
  open: 'open',
  submitted: 'submitted',
  returned: 'returned',
  accepted: 'accepted',
  confirmed: 'confirmed',
} as const

/**
 * The state machine of a handoff, whole. The earlier of signed and won opens it; submit, verdict and confirmation follow
 * each other; a hold stands beside any of them; facts are recorded whenever they happen, hold or not.
 * A cancelled handoff stays cancelled: a deal that is won after that begins a new one.
 */
export const transitions = {
  win: { title: 'mark as won', moves: { ...stay, preparing: 'open' }, onHold: 'allowed' },
  sign: { title: 'mark as signed', moves: { ...stay, preparing: 'open' }, onHold: 'allowed' },
  submit: { title: 'submit', moves: { open: 'submitted', returned: 'submitted' }, onHold: 'refused' },
  accept: { title: 'accept', moves: { submitted: 'accepted' }, onHold: 'refused' },
  accept_with_gaps: { title: 'accept with gaps', moves: { submitted: 'accepted' }, onHold: 'refused' },
  return: { title: 'return', moves: { submitted: 'returned' }, onHold: 'refused' },
  confirm: { title: 'confirm', moves: { accepted: 'confirmed' }, onHold: 'refused' },
  hold: { title: 'put on hold', moves: stay, onHold: 'refused' },
  resume: { title: 'resume', moves: stay, onHold: 'required' },
  cancel: {
    title: 'cancel',
    moves: {
      preparing: 'cancelled',
      open: 'cancelled',
      submitted: 'cancelled',
      returned: 'cancelled',
      accepted: 'cancelled',
    },
    onHold: 'allowed',
  },
  reopen: { title: 'reopen', moves: { ...stay, cancelled: 'cancelled' }, onHold: 'allowed' },
  lose: {
    title: 'mark as lost',
    moves: { ...stay, preparing: 'cancelled', cancelled: 'cancelled' },
    onHold: 'allowed',
  },
  record: { title: 'record a fact', moves: stay, onHold: 'allowed' },
  correct: { title: 'correct a fact', moves: { ...stay, cancelled: 'cancelled' }, onHold: 'allowed' },
} as const satisfies Record<string, Row>

export type HandoffEventType = keyof typeof transitions

export type StatusRefusal = 'wrong_status' | 'on_hold' | 'not_on_hold'

/** The only changes of status there are, as [from, to]; the database refuses all others. */
export const legalStatusChanges: readonly (readonly [HandoffStatus, HandoffStatus])[] =
  handoffStatuses.flatMap((from) =>
    handoffStatuses
      .filter((to) => to !== from && rows().some((row) => row.moves[from] === to))
      .map((to) => [from, to] as const),
  )

/** Whether an event may happen to a handoff now, and to which status it leads; or why not, in a sentence for people. */
export function statusAfter(
  type: HandoffEventType,
  handoff: { status: HandoffStatus; hold: Pick<Hold, 'reason'> | null },
): Result<HandoffStatus, StatusRefusal> {
  const row: Row = transitions[type]
  const to = row.moves[handoff.status]
  if (to === undefined) return no('wrong_status', whereItStands[handoff.status])
  if (row.onHold === 'refused' && handoff.hold !== null) {
    return no('on_hold', `It is on hold: ${holdWords(handoff.hold)}.`)
  }
  if (row.onHold === 'required' && handoff.hold === null) return no('not_on_hold', 'It is not on hold.')
  return ok(to)
}

/** Where a handoff stands, as the reason why something else cannot happen to it. */
const whereItStands: Record<HandoffStatus, string> = {
  preparing: 'The deal is neither signed nor won yet.',
  open: 'It has not been submitted yet.',
  submitted: 'It is submitted and waits for the CSM’s verdict.',
  returned: 'It was returned to Sales and has not been submitted again.',
  accepted: 'It is already accepted.',
  confirmed: 'It is already confirmed.',
  cancelled: 'It was cancelled.',
}

function rows(): Row[] {
  return Object.values(transitions)
}

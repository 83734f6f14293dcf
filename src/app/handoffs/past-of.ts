import type { FieldValues } from '../../core/playbook/condition.ts'
import { handoffValues } from '../../core/playbook/handoff-values.ts'
import type { HandoffWork } from './handoff-work.ts'

/** What became of the handoff so far, for the conditions of steps whose clock starts now. */
export function pastOf({ row, steps, state, tx }: HandoffWork): FieldValues {
  const returned = row.returned_count > 0 || state.status === 'returned'
  const late = steps.some(
    ({ row: { status, due_at, ended_at } }) =>
      due_at !== null && status !== 'cancelled' && status !== 'imported' && due_at < (ended_at ?? tx.now),
  )
  return handoffValues({ handoffId: row.id, returned, flagged: returned || row.accepted_with_gaps, late })
}

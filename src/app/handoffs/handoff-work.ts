import type { HandoffState } from '../../core/handoff/handoff-state.ts'
import type { Tx } from '../../db/tx.ts'
import type { DealCase } from '../deals/deal-case.ts'
import { asStatus, factsOf, type HandoffRow } from './handoff-row.ts'
import { findSteps, type StepRow } from './step-row.ts'
import type { Timing } from './step-timing.ts'

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

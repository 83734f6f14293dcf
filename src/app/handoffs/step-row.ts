import type { Selectable } from 'kysely'
import type { Pause, StepClock } from '../../core/clock/step-clock.ts'
import { type StepStatus, stepStatuses } from '../../core/handoff/vocabulary.ts'
import type { Instant } from '../../core/lib/instant.ts'
import type { Duration } from '../../core/playbook/playbook.ts'
import { qb } from '../../db/query.ts'
import type { StepTable } from '../../db/schema/step.ts'
import type { Tx } from '../../db/tx.ts'

export type StepRow = Selectable<StepTable>

export async function findSteps(tx: Tx, handoffId: string): Promise<StepRow[]> {
  return tx.many(
    qb
      .selectFrom('step')
      .selectAll()
      .where('workspace_id', '=', tx.workspaceId)
      .where('handoff_id', '=', handoffId)
      .orderBy('position')
      .orderBy('round'),
  )
}

export function asStepStatus(text: string): StepStatus {
  const found = stepStatuses.find((status) => status === text)
  if (!found) throw new Error(`unknown step status ${text}`)
  return found
}

/** What a step's due time is made of; NULL while its anchor has not happened. */
export function clockOf(
  row: Pick<StepRow, 'anchor_at' | 'duration' | 'pauses' | 'floor_at' | 'floor_from' | 'ended_at'>,
): StepClock | null {
  if (row.anchor_at === null) return null
  return {
    anchorAt: row.anchor_at,
    duration: asDuration(row.duration),
    pauses: asPauses(row.pauses),
    floorAt: row.floor_at,
    floorFrom: row.floor_from,
    doneAt: row.ended_at,
  }
}

/** Since when the step's clock stands still; NULL while it runs. */
export function openPause(row: Pick<StepRow, 'pauses'>): Pause | null {
  return asPauses(row.pauses).find((pause) => pause.to === null) ?? null
}

export function withPause(row: Pick<StepRow, 'pauses'>, pause: Pause): Pause[] {
  return [...asPauses(row.pauses), pause]
}

export function withPausesEnded(
  row: Pick<StepRow, 'pauses'>,
  end: { at: Instant; reason: Pause['reason'] },
): Pause[] {
  return asPauses(row.pauses).map((pause) =>
    pause.to === null && pause.reason === end.reason ? { ...pause, to: end.at } : pause,
  )
}

// Both columns are written by this code only.
const asPauses = (json: unknown): Pause[] => json as Pause[]
export const asDuration = (json: unknown): Duration => json as Duration

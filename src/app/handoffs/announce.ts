import type { NotificationEvent } from '../../contract/messages.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { HandoffRow } from './handoff-row.ts'

export type Announcement = {
  handoff: Pick<HandoffRow, 'id' | 'deal_id' | 'is_history'>
  event: NotificationEvent
  actorId: string | null
  detail?: Record<string, string>
}

/** Leaves a job that tells the people concerned, each in the way they chose. History is never announced. */
export function announce(tx: OperationTx, { handoff, event, actorId, detail }: Announcement): void {
  if (handoff.is_history) return
  tx.enqueue({
    job: 'announce-handoff',
    payload: { handoffId: handoff.id, event, actorId, detail: detail ?? {} },
  })
}

/** A kickoff held without a verdict asks the CSM for one on the spot. */
export function askForVerdict(
  tx: OperationTx,
  { before, after }: { before: HandoffRow; after: HandoffRow },
): void {
  if (before.kickoff_held_at !== null || after.kickoff_held_at === null || after.accepted_at !== null) return
  announce(tx, {
    handoff: after,
    event: 'handoff_submitted',
    actorId: null,
    detail: { because: 'kickoff' },
  })
}

/** Leaves a job that makes a deal's words findable. */
export function index(tx: OperationTx, dealId: string): void {
  tx.enqueue({ job: 'index-deal', payload: { dealId } })
}

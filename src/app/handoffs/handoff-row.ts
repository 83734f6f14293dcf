import type { Selectable } from 'kysely'
import { type HandoffStatus, handoffStatuses } from '../../core/handoff/vocabulary.ts'
import type { Instant } from '../../core/lib/instant.ts'
import { type Fact, facts } from '../../core/playbook/playbook.ts'
import { qb } from '../../db/query.ts'
import type { HandoffTable } from '../../db/schema/handoff.ts'
import type { Tx } from '../../db/tx.ts'

export type HandoffRow = Selectable<HandoffTable>

/** The column a fact is kept in. */
export const factColumns = {
  won: 'won_at',
  signed: 'signed_at',
  csm_assigned: 'csm_assigned_at',
  brief_complete: 'brief_complete_at',
  submitted: 'submitted_at',
  accepted: 'accepted_at',
  internal_meeting_held: 'internal_meeting_held_at',
  first_touch: 'first_touch_at',
  introduced: 'introduced_at',
  kickoff_held: 'kickoff_held_at',
  first_value: 'first_value_at',
  onboarded: 'onboarded_at',
  confirmed: 'confirmed_at',
} as const satisfies Record<Fact, keyof HandoffTable>

export function asStatus(text: string): HandoffStatus {
  const found = handoffStatuses.find((status) => status === text)
  if (!found) throw new Error(`unknown handoff status ${text}`)
  return found
}

/** The facts of a handoff that are recorded. */
export function factsOf(row: HandoffRow): Partial<Record<Fact, Instant>> {
  const known: Partial<Record<Fact, Instant>> = {}
  for (const fact of facts) {
    const at = row[factColumns[fact]]
    if (at !== null) known[fact] = at
  }
  return known
}

/** The deal a handoff belongs to, which never changes. */
export async function dealOf(tx: Tx, id: string): Promise<string | undefined> {
  const found = await tx.maybe(
    qb
      .selectFrom('handoff')
      .select('deal_id')
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', id),
  )
  return found?.deal_id
}

export async function lockHandoff(tx: Tx, id: string): Promise<HandoffRow | undefined> {
  return tx.maybe(
    qb
      .selectFrom('handoff')
      .selectAll()
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', id)
      .forNoKeyUpdate(),
  )
}

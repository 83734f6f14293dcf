// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'

export type InboxTable = {
  workspace_id: string
  id: string
  connection_id: string
  event_id: string
  body: Buffer | null
  body_hash: Buffer
  received_at: Instant
  status: Generated<string>
  outcome: string | null
  deal_id: string | null
  attempts: Generated<number>
  due_at: Instant
  lease_epoch: Generated<number>
  ended_at: Instant | null
  conflicts: Generated<number>
  request_id: string | null
  waits_for: string | null
}

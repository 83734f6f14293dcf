// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Instant } from '../../core/lib/instant.ts'

export type AuditTable = {
  workspace_id: string
  id: string
  at: Instant
  action: string
  actor_kind: string
  actor_id: string | null
  noun: string
  record_id: string
  deal_id: string | null
  payload_digest: Buffer
  seal_number: number | null
  request_id: string | null
  cause_id: string | null
}

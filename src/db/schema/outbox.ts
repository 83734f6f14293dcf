// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import type { Json } from '../json.ts'

export type OutboxTable = {
  workspace_id: string
  id: string
  job: string
  payload: Json
  created_at: Instant
  status: Generated<string>
  due_at: Instant
  attempts: Generated<number>
  lease_epoch: Generated<number>
  error: string | null
  ended_at: Instant | null
  request_id: string | null
  cause_id: string | null
  arose_at: Instant | null
}

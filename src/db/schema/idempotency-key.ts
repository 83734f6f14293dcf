// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Instant } from '../../core/lib/instant.ts'
import type { Json } from '../json.ts'

export type IdempotencyKeyTable = {
  workspace_id: string
  principal: string
  operation: string
  key: string
  request_hash: Buffer
  response: Json | null
  created_at: Instant
}

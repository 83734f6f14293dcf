// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Instant } from '../../core/lib/instant.ts'

export type SessionTable = {
  workspace_id: string
  id: string
  token_hash: Buffer
  member_id: string
  device: string
  address: string
  created_at: Instant
  seen_at: Instant
  expires_at: Instant
  revoked_at: Instant | null
}

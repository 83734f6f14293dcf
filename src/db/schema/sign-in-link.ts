// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Instant } from '../../core/lib/instant.ts'

export type SignInLinkTable = {
  workspace_id: string
  id: string
  token_hash: Buffer
  purpose: string
  member_id: string
  created_at: Instant
  expires_at: Instant
  used_at: Instant | null
}

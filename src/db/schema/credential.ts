// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Instant } from '../../core/lib/instant.ts'

export type CredentialTable = {
  workspace_id: string
  member_id: string
  password_hash: string
  changed_at: Instant
}

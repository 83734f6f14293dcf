// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Instant } from '../../core/lib/instant.ts'

export type SignInAttemptTable = {
  workspace_id: string
  key_hash: Buffer
  window_at: Instant
  failures: number
}

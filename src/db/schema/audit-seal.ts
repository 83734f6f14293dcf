// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Instant } from '../../core/lib/instant.ts'

export type AuditSealTable = {
  workspace_id: string
  number: number
  at: Instant
  entries: number
  previous_digest: Buffer
  digest: Buffer
}

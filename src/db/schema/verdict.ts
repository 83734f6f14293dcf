// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Instant } from '../../core/lib/instant.ts'

export type VerdictTable = {
  workspace_id: string
  id: string
  handoff_id: string
  round: number
  kind: string
  note: string | null
  given_by: string
  given_at: Instant
}

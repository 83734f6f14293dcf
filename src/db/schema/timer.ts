// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Instant } from '../../core/lib/instant.ts'

export type TimerTable = {
  workspace_id: string
  id: string
  kind: string
  handoff_id: string | null
  step_id: string | null
  member_id: string | null
  rung: string | null
  due_at: Instant
  done_at: Instant | null
}

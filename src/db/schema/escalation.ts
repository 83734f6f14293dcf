// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'

export type EscalationTable = {
  workspace_id: string
  id: string
  handoff_id: string
  step_ids: string[]
  rung: string
  raised_to: string
  opened_at: Instant
  raised_at: Instant
  closed_at: Instant | null
  cause: string | null
  version: Generated<number>
}

// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Instant } from '../../core/lib/instant.ts'

export type ChangeTable = {
  workspace_id: string
  id: string
  at: Instant
  noun: string
  record_id: string
  version: number
}

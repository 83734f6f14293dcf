// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'

export type TeamTable = {
  workspace_id: string
  id: string
  name: string
  side: string
  manager_id: string | null
  archived_at: Instant | null
  version: Generated<number>
}

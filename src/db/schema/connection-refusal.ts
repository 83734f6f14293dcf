// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'

export type ConnectionRefusalTable = {
  workspace_id: string
  connection_id: string
  code: string
  sentence: string
  refused_at: Instant
  refusals: number
  version: Generated<number>
}

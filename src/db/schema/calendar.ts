// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import type { Json } from '../json.ts'

export type CalendarTable = {
  workspace_id: string
  id: string
  key: string
  title: string
  definition: Json
  is_default: Generated<boolean>
  archived_at: Instant | null
  version: Generated<number>
}

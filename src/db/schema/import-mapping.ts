// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import type { Json } from '../json.ts'

export type ImportMappingTable = {
  workspace_id: string
  id: string
  name: string
  mapping: Json
  created_at: Instant
  version: Generated<number>
}
